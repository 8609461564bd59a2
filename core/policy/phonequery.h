// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace holdfast {

/// What a PhoneQuery looks at.
struct PhoneTraits
{
    QString id{};
    QString serial{};
    QString name{};
    QString model{};
    QString androidVersion{};
    QString group{};
    QStringList tags{};
};

/// Which phones, in words that all must hold: a word alone is part of the name, the serial or the model;
/// `group:`, `tag:`, `android:` and `serial:` are followed by the whole of it, `name:` and `model:` by a
/// part.
/// `-` before a word turns it round. Nothing regards case.
class PhoneQuery
{
public:
    /// InvalidArgument for a text without words, or a field that there is not.
    static Result<PhoneQuery> parse(const QString &text);
    [[nodiscard]] bool matches(const PhoneTraits &phone) const;

private:
    struct Term
    {
        QString field; ///< Empty: a word alone.
        QString value;
        bool negated = false;
    };

    static bool holds(const Term &term, const PhoneTraits &phone);

    QList<Term> m_terms;
};

} // namespace holdfast
