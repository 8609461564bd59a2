// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/processidentity.h"

#include "core/catalog/platform.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace holdfast {

ProcessIdentity currentProcess()
{
    const qint64 pid = QCoreApplication::applicationPid();
    return {QSysInfo::machineHostName(), pid, processStartMark(pid)};
}

Liveness livenessOf(const ProcessIdentity &process)
{
    if (process.host != QSysInfo::machineHostName())
        return Liveness::Unknown;
    return processStartMark(process.pid) == process.startMark ? Liveness::Alive : Liveness::Dead;
}

} // namespace holdfast
