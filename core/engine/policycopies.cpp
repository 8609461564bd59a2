// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policycopies.h"

#include "core/engine/copysubmission.h"
#include "core/engine/policydriverwork.h"
#include "core/engine/policytargets.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

bool isUnderWay(const PolicyBackup &copy)
{
    switch (copy.status) {
    case BackupStatus::Pending:
    case BackupStatus::Running:
    case BackupStatus::Uploading:
    case BackupStatus::Verifying:
        return true;
    default:
        return false;
    }
}

/// What is known of the copies of one original.
struct Copies
{
    bool exists = false; ///< Is made, or was.
    int failures = 0;    ///< In this run.
    const PolicyBackup *lastFailure = nullptr;
};

Copies copiesOf(const PolicyBackup &original, const QList<PolicyBackup> &copies, const PolicyRunRecord &run)
{
    Copies found;
    for (const PolicyBackup &copy : copies) {
        if (copy.phone != original.phone || copy.createdAt != original.createdAt)
            continue;
        if (copy.status != BackupStatus::Failed) {
            found.exists = true;
        } else if (copy.finishedAt >= run.startedAt) {
            ++found.failures;
            if (!found.lastFailure || copy.finishedAt > found.lastFailure->finishedAt)
                found.lastFailure = &copy;
        }
    }
    return found;
}

/// Whether another attempt in this run can be worth it.
bool isWorthAnother(const Copies &copies, const PolicyRunRecord &run)
{
    const Error error = copies.lastFailure->error.value_or(Error{});
    // That its process ended is not the copy's fault.
    if (error.code == Errc::JobInterrupted)
        return copies.failures < kMostAttempts;
    return !run.manual && error.code != Errc::Cancelled && passesByItself(error.code) &&
           copies.failures < kMostCopyAttempts;
}

} // namespace

CopyPlan planCopies(const QList<PolicyBackup> &originals, const QList<PolicyBackup> &copies,
                    const PolicyRunRecord &run, const QDateTime &now)
{
    CopyPlan plan;
    for (const PolicyBackup &copy : copies) {
        if (isUnderWay(copy))
            plan.underWay.append(copy.id);
    }
    for (const PolicyBackup &original : originals) {
        if (original.status != BackupStatus::Available)
            continue;
        const Copies made = copiesOf(original, copies, run);
        if (made.exists)
            continue;
        if (made.lastFailure && !isWorthAnother(made, run)) {
            PolicyBackup alone = original;
            alone.error = made.lastFailure->error;
            plan.leftAlone.append(alone);
            continue;
        }
        if (isOver(run, now))
            continue;
        if (made.lastFailure && made.lastFailure->finishedAt.addSecs(retrySeconds(made.failures)) > now)
            plan.waits = true;
        else
            plan.begin.append(original.id);
    }
    return plan;
}

Result<void> cancelCopies(EngineContext &context, Catalog &catalog, const QList<BackupId> &copies)
{
    for (const BackupId &copy : copies) {
        JobFilter filter;
        filter.backup = copy;
        filter.statuses = {JobStatus::Waiting, JobStatus::Paused, JobStatus::Processing};
        const auto jobs = catalog.jobs().list(filter, {.limit = 1, .token = {}, .withTotal = false});
        if (!jobs)
            return tl::unexpected(jobs.error());
        for (const JobRecord &job : jobs->rows) {
            if (auto asked = catalog.jobs().requestCancel(job.id, context.clock.now()); !asked)
                return tl::unexpected(asked.error());
        }
    }
    context.runner.wake();
    return {};
}

/// A backup that its run could not copy is one that lacks something.
void PolicyDriver::noteWithoutCopy(Work &work, const PolicyBackup &original)
{
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        PolicyTargetRecord target = work.targets[i];
        if (target.backup != original.id || target.state != TargetState::Done)
            continue;
        target.state = TargetState::Partly;
        target.error = original.error;
        write(work, i, target);
        return;
    }
}

/// Returns whether copies are still being made, or will be.
Result<bool> PolicyDriver::copyBackups(Work &work)
{
    const PolicyRunRecord &run = work.run;
    Catalog &catalog = work.round.catalog;
    const PolicyDefinition &definition = work.definition;
    if (definition.copyTo.isEmpty())
        return false;
    PolicyRepository &policies = catalog.policies();
    const QDateTime since = run.startedAt.addDays(-kCopyDays);
    const auto originals = policies.madeSince(run.policy, definition.store, since);
    if (!originals)
        return tl::unexpected(originals.error());
    const auto copies = policies.madeSince(run.policy, definition.copyTo, since);
    if (!copies)
        return tl::unexpected(copies.error());
    const CopyPlan plan = planCopies(*originals, *copies, run, work.round.now);
    for (const PolicyBackup &original : plan.leftAlone)
        noteWithoutCopy(work, original);
    if (work.stop) {
        if (auto cancelled = cancelCopies(m_context, catalog, plan.underWay); !cancelled)
            return tl::unexpected(cancelled.error());
    }
    if (!plan.begin.isEmpty()) {
        const AlsoWrite note = [&](Catalog &noted, const QList<JobRecord> &jobs) -> Result<void> {
            for (const JobRecord &job : jobs) {
                if (auto added = noted.policies().addBackup(run.policy, job.backup); !added)
                    return added;
            }
            return {};
        };
        const auto queued = queueCopies(m_context, plan.begin, definition.copyTo, definition.copyFolder,
                                        requestOf(definition).queue.priority, note);
        m_troubles.tell(run.policy.value + u"/copies"_s, work.name + u": no copies could be begun"_s, queued);
        if (!queued) {
            // Nothing is noted of it, so that the next step tries again; and a store that is not known any
            // more is not waited for.
            return !run.manual && passesByItself(queued.error().code);
        }
    }
    return !plan.begin.isEmpty() || !plan.underWay.isEmpty() || plan.waits;
}

} // namespace holdfast
