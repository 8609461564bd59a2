// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logline.h"

#include <QFile>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

std::optional<LogLevel> levelFrom(const QByteArray &word)
{
    if (word == "debug")
        return LogLevel::Debug;
    if (word == "info")
        return LogLevel::Info;
    if (word == "warning")
        return LogLevel::Warning;
    return word == "critical" || word == "fatal" ? std::optional(LogLevel::Error) : std::nullopt;
}

} // namespace

std::optional<LogLine> parseLogLine(const QByteArray &line)
{
    const qsizetype pid = line.indexOf(' ');
    const qsizetype level = pid < 0 ? -1 : line.indexOf(' ', pid + 1);
    const qsizetype area = level < 0 ? -1 : line.indexOf(' ', level + 1);
    const qsizetype text = area < 0 ? -1 : line.indexOf(": ", area + 1);
    if (text < 0)
        return std::nullopt;
    LogLine found;
    found.time = QDateTime::fromString(QString::fromLatin1(line.left(pid)), Qt::ISODateWithMs);
    const auto known = levelFrom(line.mid(level + 1, area - level - 1));
    if (!found.time.isValid() || !known)
        return std::nullopt;
    found.level = *known;
    found.area = QString::fromUtf8(line.mid(area + 1, text - area - 1));
    found.text = QString::fromUtf8(line.mid(text + 2));
    return found;
}

LogPiece readLog(const QString &path, qint64 begin, qint64 most)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    const qint64 size = file.size();
    const bool tail = begin < 0;
    if (tail)
        begin = std::max<qint64>(0, size - most);
    else if (begin > size)
        begin = 0;
    if (!file.seek(begin))
        return {{}, begin};
    QByteArray bytes = file.read(std::min(most, size - begin));
    // The last line may still be written, the first may have begun before.
    bytes.truncate(bytes.lastIndexOf('\n') + 1);
    LogPiece piece{{}, begin + bytes.size()};
    for (const QByteArray &line : bytes.split('\n')) {
        if (const auto found = parseLogLine(line))
            piece.lines.append(*found);
    }
    return piece;
}

} // namespace holdfast::ui
