// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>
#include <QTime>

namespace holdfast {

/// How fast bytes may move by the time of day: `start:end:KB/s` joined by `|`, as in Alibaba's Cloud Backup.
/// Hours are whole ones of the local clock, 0 to 24, the end not included; a KB is 1024 bytes; `NaN` is
/// without limit, as are hours that no rule names. `8:20:5120|20:24:NaN`.
class SpeedRules
{
public:
    static constexpr qint64 kMostKilobytes = 1'000'000'000;

    /// Without any limit.
    SpeedRules() = default;
    /// InvalidArgument that says which rule and why; also for hours that two rules name. An empty text is
    /// without limit.
    static Result<SpeedRules> parse(const QString &text);

    /// Bytes a second at this time of day; 0 without limit.
    [[nodiscard]] qint64 bytesPerSecond(const QTime &local) const;
    [[nodiscard]] bool isUnlimited() const;
    /// The rules as parse() reads them, in the order of their hours.
    [[nodiscard]] QString text() const;

    friend bool operator==(const SpeedRules &, const SpeedRules &) = default;

private:
    struct Rule
    {
        int start = 0;
        int end = 24;
        qint64 kilobytes = 0; ///< 0: without limit.

        friend bool operator==(const Rule &, const Rule &) = default;
    };

    static Result<Rule> parseRule(const QString &text);

    QList<Rule> m_rules;
};

} // namespace holdfast
