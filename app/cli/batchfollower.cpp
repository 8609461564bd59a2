// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchfollower.h"

#include "app/cli/batchprogress.h"
#include "app/cli/jobproblems.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "core/engine/jobservice.h"
#include "core/jobs/phasetext.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPoll = 150ms;

/// What jobs that wait wait for, each time it is another thing.
void tellWaits(Console &console, QHash<QString, Errc> &told, const QList<JobRecord> &jobs)
{
    for (const JobRecord &job : jobs) {
        if (job.status != JobStatus::Waiting || !job.error || told.value(job.id.value) == job.error->code)
            continue;
        told.insert(job.id.value, job.error->code);
        console.note(u"%1. %2"_s.arg(waitText(*job.error), userText(*job.error)));
    }
}

void showProgress(Console &console, BatchProgress &progress, const QList<JobRecord> &jobs, qint64 now)
{
    progress.update(jobs, now);
    if (console.errorsToTerminal())
        console.live(progress.liveLine());
    else if (progress.lineDue())
        console.note(progress.line());
}

} // namespace

Result<QList<JobRecord>> followBatch(Invocation &invocation, Engine &engine, const BatchId &batch)
{
    JobService &service = engine.jobs();
    Console &console = invocation.console();
    BatchProgress progress;
    QElapsedTimer timer;
    timer.start();
    QHash<QString, Errc> told;
    bool cancelled = false;
    for (bool ended = false; !ended;) {
        ended = service.waitFor(batch, kPoll);
        if (invocation.cancel().requested() && !cancelled && !ended) {
            cancelled = true;
            console.complain(
                u"Cancelling. Waiting until nothing partial is left; once more to leave at once."_s);
            if (const auto asked = service.cancelBatch(batch); !asked)
                return tl::unexpected(asked.error());
        }
        if (const auto jobs = service.batch(batch); jobs) {
            tellWaits(console, told, *jobs);
            showProgress(console, progress, *jobs, timer.elapsed());
        }
    }
    console.live({});
    auto jobs = service.batch(batch);
    for (const QString &problem : jobs ? jobProblems(*jobs) : QStringList())
        console.complain(problem);
    return jobs;
}

Result<ExitCode> tellDetached(Invocation &invocation, Engine &engine, const BatchId &batch)
{
    const auto jobs = engine.jobs().batch(batch);
    if (!jobs)
        return tl::unexpected(jobs.error());
    Console &console = invocation.console();
    for (const QString &problem : jobProblems(*jobs))
        console.complain(problem);
    if (console.json())
        console.document(batchDocument(batch, *jobs));
    else
        console.print(u"%1 of batch %2 wait for \"%3 daemon\" or the desktop."_s.arg(
            counted(jobs->size(), u"job"_s), batch.value, kProgramName));
    const auto ended =
        std::count_if(jobs->begin(), jobs->end(), [](const JobRecord &job) { return hasEnded(job.status); });
    return ended == 0 ? ExitCode::Ok : ended == jobs->size() ? exitCodeOf(*jobs) : ExitCode::Partly;
}

ExitCode exitCodeOf(const QList<JobRecord> &jobs)
{
    const auto is = [](JobStatus status) {
        return [status](const JobRecord &job) { return job.status == status; };
    };
    const auto any = [&jobs](auto condition) { return std::any_of(jobs.cbegin(), jobs.cend(), condition); };
    if (any(is(JobStatus::Cancelled)))
        return ExitCode::Cancelled;
    const bool failed = any(is(JobStatus::Failed));
    if (!failed)
        return any(is(JobStatus::PartFinished)) ? ExitCode::Partly : ExitCode::Ok;
    if (any([](const JobRecord &job) { return job.status != JobStatus::Failed; }))
        return ExitCode::Partly;
    QSet<int> codes;
    for (const JobRecord &job : jobs)
        codes << static_cast<int>(exitCode(job.error ? job.error->code : Errc::Internal));
    return codes.size() == 1 ? static_cast<ExitCode>(*codes.cbegin()) : ExitCode::Failed;
}

QJsonObject batchDocument(const BatchId &batch, const QList<JobRecord> &jobs)
{
    return {{u"batch"_s, QJsonObject{{u"id"_s, batch.value}, {u"jobs"_s, toJsonArray(jobs)}}}};
}

} // namespace holdfast::cli
