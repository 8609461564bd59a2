// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hookprocess.h"

#include <QProcess>

#include <csignal>
#include <unistd.h>

namespace holdfast {

void makeOwnGroup(QProcess &process)
{
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
}

void endGroup(qint64 group, bool byForce)
{
    ::kill(static_cast<pid_t>(-group), byForce ? SIGKILL : SIGTERM);
}

} // namespace holdfast
