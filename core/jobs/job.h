// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/catalog/catalog.h"
#include "core/jobs/joblog.h"
#include "core/phone/adbaddress.h"

#include <QJsonObject>

#include <memory>

namespace holdfast {

class SpeedLimits;

/// What all jobs of a process share. Plain values and a borrowed clock; safe to read from any thread.
struct JobEnvironment
{
    AdbAddress adb;
    AdbTimeouts timeouts{};
    QString agentDirectory; ///< Holds `ABI/holdfast-agent`.
    QString catalogPath;
    ProcessIdentity process;
    const Clock &clock;
    std::shared_ptr<SpeedLimits> speed; ///< Not null where jobs run.
    bool adoptsJobs = false;            ///< Also runs jobs that nobody owns.
    bool keepsJobs = false;             ///< At its end durable jobs wait for the next process.
};

/// What one running job works with. Lives in the worker's thread, as does its catalog connection.
struct JobContext
{
    const JobEnvironment &environment;
    const JobRecord &record;
    Catalog &catalog;
    JobLog &log;
    ProgressCounters &progress;
    CancelToken cancel;
};

/// How a job that did not fail ended.
struct JobOutcome
{
    bool partly = false;            ///< Done, but not with every file.
    bool skipped = false;           ///< There was nothing to do.
    std::optional<Error> problem{}; ///< Why not, where there is one reason to name.
    QJsonObject details;
};

/// A kind of work. Returns an error for a job that failed or was cancelled; it has cleaned up by then.
using JobFunction = Result<JobOutcome> (*)(JobContext &context);

/// The work of each kind: runBackup(), runRestore(), …
JobFunction jobFunction(JobKind kind);

} // namespace holdfast
