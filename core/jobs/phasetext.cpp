// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/phasetext.h"

#include <QCoreApplication>

namespace holdfast {

QString phaseText(Phase phase)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Phase", text); };
    switch (phase) {
    case Phase::Waiting:
        return tr("Waiting");
    case Phase::Connecting:
        return tr("Connecting to the phone");
    case Phase::Scanning:
        return tr("Looking at the files");
    case Phase::Copying:
        return tr("Copying files");
    case Phase::Finishing:
        return tr("Finishing");
    case Phase::Verifying:
        return tr("Reading back and checking");
    case Phase::Comparing:
        return tr("Comparing with the backup");
    case Phase::Deleting:
        return tr("Deleting");
    case Phase::Hook:
        return tr("Running a command");
    case Phase::Done:
        return tr("Done");
    }
    Q_UNREACHABLE();
}

} // namespace holdfast
