// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace holdfast {

/// `30m`, `12h`, `2d`, `2w` in milliseconds; nothing for other texts.
std::optional<qint64> durationFromText(const QString &text);

/// Reads a point in time: a duration (that long before @p now), or an ISO time, date, month (`2026-11`) or
/// year, local unless it names its zone. A date, month or year alone means its beginning, with @p atEnd its
/// end. UTC.
std::optional<QDateTime> timeFromText(const QString &text, const QDateTime &now, bool atEnd);

} // namespace holdfast
