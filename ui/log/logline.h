// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace holdfast::ui {

enum class LogLevel { Debug, Info, Warning, Error };

/// A line of the program's log, as core/base/logfile.h writes it.
struct LogLine
{
    QDateTime time{}; ///< UTC.
    LogLevel level = LogLevel::Info;
    QString area{}; ///< As `holdfast.jobs`.
    QString text{};

    friend bool operator==(const LogLine &, const LogLine &) = default;
};

/// Reads `TIME PID LEVEL AREA: TEXT`; nothing for what is no such line.
std::optional<LogLine> parseLogLine(const QByteArray &line);

/// A piece of a log, as far as it was read.
struct LogPiece
{
    QList<LogLine> lines{};
    qint64 end = 0; ///< Where to read on, in bytes.
};

/// What stands in the file behind @p begin, whole lines alone; with a negative @p begin the last @p most
/// bytes. A file that is shorter than @p begin is another one by now and is read from its beginning; one that
/// is missing is empty. Blocks: for a worker.
LogPiece readLog(const QString &path, qint64 begin, qint64 most);

} // namespace holdfast::ui
