// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/textformat.h"

#include "core/base/nameescape.h"

#include <QLocale>

#include <array>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

QString sizeText(qint64 bytes)
{
    if (bytes < 0)
        return u"-"_s;
    return QLocale::c().formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : u"-"_s;
}

QString isoText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return u"%1 ms"_s.arg(milliseconds);
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60)
        return u"%1.%2 s"_s.arg(seconds).arg(milliseconds % 1000 / 100);
    if (seconds < 3600)
        return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return u"%1:%2:%3"_s.arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString modeText(quint32 mode)
{
    QString out;
    switch (mode >> 12U) {
    case 1:
        out = u"p"_s;
        break;
    case 2:
        out = u"c"_s;
        break;
    case 4:
        out = u"d"_s;
        break;
    case 6:
        out = u"b"_s;
        break;
    case 8:
        out = u"-"_s;
        break;
    case 10:
        out = u"l"_s;
        break;
    case 12:
        out = u"s"_s;
        break;
    default:
        out = u"?"_s;
        break;
    }
    static constexpr std::array<char, 9> kLetters{'r', 'w', 'x', 'r', 'w', 'x', 'r', 'w', 'x'};
    for (unsigned bit = 0; bit < kLetters.size(); ++bit)
        out += QLatin1Char((mode & (0400U >> bit)) != 0 ? kLetters[bit] : '-');
    const auto mark = [&](quint32 flag, qsizetype at, QLatin1Char with, QLatin1Char without) {
        if ((mode & flag) != 0)
            out[at] = out[at] == u'x' ? with : without;
    };
    mark(04000, 3, QLatin1Char('s'), QLatin1Char('S'));
    mark(02000, 6, QLatin1Char('s'), QLatin1Char('S'));
    mark(01000, 9, QLatin1Char('t'), QLatin1Char('T'));
    return out;
}

QString counted(qint64 count, const QString &one)
{
    return QString::number(count) % u' ' % one % (count == 1 ? u"" : u"s");
}

QString shownName(const QByteArray &bytes)
{
    return QString::fromStdString(escapeName({bytes.constData(), static_cast<size_t>(bytes.size())}));
}

std::optional<QByteArray> bytesOfShown(const QString &shown)
{
    const auto bytes = unescapeName(shown.toStdString());
    return bytes ? std::optional(QByteArray::fromStdString(*bytes)) : std::nullopt;
}

} // namespace holdfast::cli
