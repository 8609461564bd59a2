// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QHash>

namespace holdfast {

/// What goes wrong with policies is met again at each step of their driver, and told in the log only when it
/// is new.
class PolicyTroubles
{
public:
    /// Warns of an error as `TEXT: SENTENCE` unless the last that was told of @p key was the same; success
    /// lets it be told again.
    template <class T>
    void tell(const QString &key, const QString &text, const Result<T> &result)
    {
        if (result)
            m_told.remove(key);
        else
            tellError(key, text, result.error());
    }

private:
    void tellError(const QString &key, const QString &text, const Error &error);

    QHash<QString, Error> m_told;
};

} // namespace holdfast
