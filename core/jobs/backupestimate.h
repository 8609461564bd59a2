// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/jobs/job.h"
#include "core/jobs/selectiontally.h"
#include "core/jobs/storedestimate.h"

namespace holdfast {

/// What a backup of one phone would be.
struct BackupEstimate
{
    struct App
    {
        QString package;
        QString label{};     ///< As the catalog knows it; may be empty.
        FileAmount amount{}; ///< With its packages.
        QStringList notCarried{};
    };
    struct Path
    {
        QString pattern; ///< `/data` for a whole phone.
        FileAmount amount{};
    };
    /// Something asked for that could not be looked at.
    struct Loss
    {
        QString path;
        QString reason;
    };
    static constexpr qsizetype kMostLosses = 1000;

    PhoneRecord phone;
    FileAmount total;
    qint64 otherEntries = 0; ///< Folders, links and what else is no regular file.
    QList<App> apps{};
    QList<Path> paths{}; ///< Without what belongs to the apps above.
    QList<SelectionTally::Exclude> excludes{};
    qint64 lostCount = 0;
    QList<Loss> losses{}; ///< The first kMostLosses.
    StoredEstimate stored{};
};

/// Looks at what @p backup would copy off the phone at @p serial, file by file. Stops no app, takes no lock
/// and leaves everything as it is; only the agent is brought there. Counts into @p progress. Errors as those
/// of the backup itself; NothingSelected where there is nothing to copy.
Result<BackupEstimate> estimateBackup(const JobEnvironment &environment, Catalog &catalog,
                                      const BackupRecord &backup, ProgressCounters &progress,
                                      const CancelToken &cancel);

} // namespace holdfast
