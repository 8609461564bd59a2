// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace holdfast::ui {

/// Values in words, in the language and the numbers of QLocale's default.

/// `1.5 MiB`; a dash for a negative (unknown) size.
QString sizeText(qint64 bytes);
/// `61,204`; a dash for a negative count.
QString countText(qint64 count);
/// `5.1 MiB/s`.
QString rateText(double bytesPerSecond);
/// Local time to the minute, `2026-11-22 02:00`: the same in every language, and sorted by the eye. A dash
/// where there is none.
QString timeText(const QDateTime &time);
/// The same to the second.
QString exactTimeText(const QDateTime &time);
/// `just now`, `5 min ago`, `3 h ago`, `2 d ago`; a dash where there is none.
QString ageText(const QDateTime &time, const QDateTime &now);
/// `0:04`, `12:09`, `1:02:03`.
QString durationText(qint64 milliseconds);
/// What is left, rounded as honestly as it is known: `about 1 min`, `about 6 min`, `over 2 h`. Never zero.
QString remainingText(double seconds);

} // namespace holdfast::ui
