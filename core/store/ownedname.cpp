// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ownedname.h"

#include "core/store/platform.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QStringList>
#include <QSysInfo>

namespace holdfast {
namespace {

/// The host's name with nothing in it that would break the name it is put in.
QString hostPart()
{
    QString host = QSysInfo::machineHostName();
    for (QChar &c : host) {
        if (!c.isLetterOrNumber() && c != u'-')
            c = u'_';
    }
    return host;
}

constexpr qint64 kNobody = 0;

QString nameFor(qint64 pid)
{
    return QStringLiteral("%1.%2.%3")
        .arg(hostPart())
        .arg(pid)
        .arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
}

} // namespace

QString ownedName()
{
    return nameFor(QCoreApplication::applicationPid());
}

QString nobodysName()
{
    return nameFor(kNobody);
}

bool ownerIsDead(const QString &name)
{
    const QStringList parts = name.split(u'.');
    if (parts.size() != 3 || parts.at(0) != hostPart())
        return false;
    const qint64 pid = parts.at(1).toLongLong();
    return pid == kNobody || !platform::processRuns(pid);
}

} // namespace holdfast
