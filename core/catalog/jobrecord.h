// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/progress.h"
#include "core/catalog/processidentity.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace holdfast {

enum class JobKind { Backup, Restore, Verify, Delete, Scan, Install, Copy };

/// `Backup`, `Restore`, …
QString toText(JobKind kind);
std::optional<JobKind> jobKindFromText(QStringView text);

/// A Paused job would be Waiting, but is not begun before somebody resumes it.
enum class JobStatus { Waiting, Processing, Finished, PartFinished, Failed, Cancelled, Skipped, Paused };

/// `Waiting`, `Processing`, … as in `--json` and in the catalog.
QString toText(JobStatus status);
std::optional<JobStatus> jobStatusFromText(QStringView text);
/// Whether a job in this state will never change again.
bool hasEnded(JobStatus status);

/// Which waiting job goes first. A job that runs is never stopped for another one.
enum class JobPriority {
    Low,    ///< What a policy does by itself.
    Normal, ///< What somebody asked for.
    High    ///< What somebody waits for: a restore, an installation.
};

/// `low`, `normal`, `high`, as in `--json` and on the command line.
QString toText(JobPriority priority);
std::optional<JobPriority> jobPriorityFromText(QStringView text);

struct JobProgress
{
    Phase phase = Phase::Waiting;
    qint64 bytesDone = 0;
    qint64 bytesTotal = -1; ///< -1 until known, like filesTotal.
    qint64 filesDone = 0;
    qint64 filesTotal = -1;
    std::optional<StoreOutage> outage = std::nullopt; ///< Why nothing moves just now.

    friend bool operator==(const JobProgress &, const JobProgress &) = default;
};

/// One unit of work on one phone. Times are UTC with milliseconds; invalid ones have not come yet.
struct JobRecord
{
    JobId id{};
    BatchId batch{};
    JobKind kind = JobKind::Backup;
    PhoneId phone{}; ///< Empty for work on a store.
    Serial serial{};
    BackupId backup{}; ///< Empty where there is none.
    JobStatus status = JobStatus::Waiting;
    JobProgress progress{};
    QDateTime createdAt{};
    QDateTime startedAt{};
    QDateTime finishedAt{};
    std::optional<Error> error{};
    QJsonObject request{};
    QJsonObject outcome{};
    ProcessIdentity owner{}; ///< Who submitted it and, once it runs, who runs it. Empty: anybody may run it.
    QDateTime leaseUntil{};  ///< The owner promises to be heard of until then.
    bool cancelRequested = false;
    JobPriority priority = JobPriority::Normal;
    /// It outlives the process that submitted or runs it: whoever runs the queue next begins it (again).
    bool durable = false;
    int attempt = 0;          ///< How often it was begun without coming to an end.
    QDateTime notBefore{};    ///< A waiting job is not begun earlier; `error` says what it waits for.
    QDateTime patientUntil{}; ///< Until then a phone or store that is away is waited for.
    JobId after{};            ///< It is not begun before this one has ended, well or not.

    friend bool operator==(const JobRecord &, const JobRecord &) = default;
};

/// Jobs that were submitted together.
struct BatchRecord
{
    BatchId id{};
    JobKind kind = JobKind::Backup;
    QDateTime createdAt{};
    QJsonObject request{};

    friend bool operator==(const BatchRecord &, const BatchRecord &) = default;
};

/// What a running job tells from time to time.
struct JobHeartbeat
{
    JobId job{};
    JobProgress progress{};
};

/// How a job ended.
struct JobEnd
{
    JobStatus status = JobStatus::Finished; ///< One for which hasEnded() holds.
    JobProgress progress{};
    std::optional<Error> error{};
    QJsonObject outcome{};
};

/// How many jobs may run at the same time in all programs on one data directory; 0: no limit.
struct JobLimits
{
    int all = 0;
    int perStore = 0;
    int perAdbServer = 0;
    int perHost = 0; ///< Phones at one network address, which share its processors and disks.

    friend bool operator==(const JobLimits &, const JobLimits &) = default;
};

/// Who asks for a job beside its identity.
struct ClaimScope
{
    BatchId batch{};     ///< Only of this one, unless empty.
    QString adbServer{}; ///< Which one the jobs would use.
    bool adopts = true;  ///< Takes jobs that nobody owns.
};

/// Which jobs are wanted: all conditions that are set hold together.
struct JobFilter
{
    QList<JobId> ids{}; ///< At most 1000.
    BatchId batch{};
    QString phone{}; ///< Id or serial, exact.
    BackupId backup{};
    QList<JobKind> kinds{};
    QList<JobStatus> statuses{};
    QDateTime createdSince{}; ///< Inclusive, as createdUntil.
    QDateTime createdUntil{};
};

} // namespace holdfast
