// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formats.h"

#include "ui/widgets/roles.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Formats", text, nullptr, n);
}

QString nothing()
{
    return QString::fromUtf16(kNothing);
}

} // namespace

QString sizeText(qint64 bytes)
{
    if (bytes < 0)
        return nothing();
    return QLocale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString countText(qint64 count)
{
    return count < 0 ? nothing() : QLocale().toString(count);
}

QString rateText(double bytesPerSecond)
{
    //: A speed: %1 is a size such as "5.1 MiB".
    return tr("%1/s").arg(sizeText(static_cast<qint64>(bytesPerSecond)));
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) : nothing();
}

QString exactTimeText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) : nothing();
}

QString ageText(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return nothing();
    const qint64 seconds = time.secsTo(now);
    if (seconds < kMinute)
        return tr("just now");
    if (seconds < kHour)
        return tr("%1 min ago").arg(seconds / kMinute);
    if (seconds < kDay)
        return tr("%1 h ago").arg(seconds / kHour);
    return tr("%1 d ago").arg(seconds / kDay);
}

QString durationText(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    const QLatin1Char zero('0');
    const QString ending = u"%1:%2"_s.arg(seconds / kMinute % 60, seconds < kHour ? 1 : 2, 10, zero)
                               .arg(seconds % kMinute, 2, 10, zero);
    return seconds < kHour ? ending : u"%1:%2"_s.arg(seconds / kHour).arg(ending);
}

QString remainingText(double seconds)
{
    const auto minutes = static_cast<qint64>(std::ceil(seconds / kMinute));
    if (minutes < 120)
        return tr("about %1 min").arg(std::max<qint64>(minutes, 1));
    return tr("over %1 h").arg(minutes / 60);
}

} // namespace holdfast::ui
