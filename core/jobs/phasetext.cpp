// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/phasetext.h"

#include <QCoreApplication>

namespace holdfast {
namespace {

QString timeOf(const StoreOutage &outage)
{
    return outage.since.toLocalTime().toString(QStringLiteral("HH:mm"));
}

} // namespace

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

QString doingText(const JobProgress &progress)
{
    if (!progress.outage)
        return phaseText(progress.phase);
    //: %1 is a store's name, %2 a time like 14:05.
    return QCoreApplication::translate("Phase", "Waiting for store %1 since %2")
        .arg(progress.outage->store, timeOf(*progress.outage));
}

QString outageText(const StoreOutage &outage)
{
    //: %1 is a store's name, %2 a time like 14:05, %3 what the store says, in English.
    return QCoreApplication::translate(
               "Phase", "Store %1 has not answered since %2 (%3). The job goes on as soon as it does.")
        .arg(outage.store, timeOf(outage), outage.answer);
}

QString waitText(const Error &error)
{
    switch (error.code) {
    case Errc::StoreUnreachable:
        return QCoreApplication::translate("Phase", "Waiting for the store");
    default:
        return QCoreApplication::translate("Phase", "Waiting for the phone");
    }
}

} // namespace holdfast
