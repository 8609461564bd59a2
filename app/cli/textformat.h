// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace holdfast::cli {

/// `1.5 MiB`; `-` for a negative (unknown) size.
QString sizeText(qint64 bytes);
/// Local time to the second, `2026-11-22 10:04:05`; `-` where there is none.
QString timeText(const QDateTime &time);
/// ISO 8601 in UTC with milliseconds, as in `--json`; empty where there is none.
QString isoText(const QDateTime &time);
/// `850 ms`, `12.3 s`, `4:07`, `1:02:03`.
QString durationText(qint64 milliseconds);
/// `drwxr-x--x`, from a mode with type bits as in stat(2).
QString modeText(quint32 mode);
/// `1 file`, `2 files`: @p one with an `s` where @p count is not 1.
QString counted(qint64 count, const QString &one);
/// The shown form of a name that is bytes (see escapeName()).
QString shownName(const QByteArray &bytes);
/// The bytes of a shown name; nothing where it holds an unknown escape.
std::optional<QByteArray> bytesOfShown(const QString &shown);

} // namespace holdfast::cli
