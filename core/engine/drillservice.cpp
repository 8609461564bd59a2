// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/drillservice.h"

#include "core/engine/backupservice.h"
#include "core/engine/drillplan.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/enginecontext.h"
#include "core/engine/jobservice.h"

#include <QLoggingCategory>
#include <QScopeGuard>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(engineLog, "holdfast.engine")

constexpr auto kLease = "drills"_L1;
constexpr qint64 kLeaseSeconds = 60;
/// Not "drill-" alone: so an operator may call a phone.
constexpr auto kPhonePrefix = "drill-bf-"_L1;

EmulatorRequest phoneFor(const BackupRecord &backup)
{
    EmulatorRequest request;
    request.name = u"drill-"_s + backup.id.value;
    request.sample = u"none"_s;
    // One that no emulated phone has is judged by the restore.
    static const QStringList kVersions{u"9"_s, u"10"_s, u"11"_s, u"12"_s, u"13"_s, u"14"_s, u"15"_s, u"16"_s};
    if (kVersions.contains(backup.androidVersion))
        request.androidVersion = backup.androidVersion;
    if (!backup.abi.isEmpty() && backup.abi != "x86_64"_L1)
        request.translatedAbis = {backup.abi};
    return request;
}

DrillRecord certificateOf(const JobRecord &job, const QDateTime &now)
{
    return {.backup = job.backup,
            .at = now,
            .job = job.id,
            .passed = job.status == JobStatus::Finished,
            .compared = job.outcome.value("compared"_L1).toInteger(),
            .different = job.outcome.value("different"_L1).toInteger(),
            .error = job.error};
}

} // namespace

Result<DrillRecord> DrillService::run(const BackupId &backup,
                                      const std::function<void(const JobRecord &)> &follow,
                                      const CancelToken &cancel)
{
    const auto busy = [] {
        return fail(Errc::StateConflict, u"another drill is under way"_s, {.object = u"drill"_s});
    };
    const std::unique_lock alone(m_oneAtATime, std::try_to_lock);
    if (!alone.owns_lock())
        return busy();
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const QDateTime now = m_context.clock.now();
    const auto leads = (*catalog)->policies().takeLease(kLease, m_context.process, livenessOf, now,
                                                        now.addSecs(kLeaseSeconds));
    if (!leads)
        return tl::unexpected(leads.error());
    if (!*leads)
        return busy();
    const auto release =
        qScopeGuard([&] { (void)(*catalog)->policies().dropLease(kLease, m_context.process); });
    return runAlone(backup, follow, cancel);
}

Result<DrillRecord> DrillService::runAlone(const BackupId &backup,
                                           const std::function<void(const JobRecord &)> &follow,
                                           const CancelToken &cancel)
{
    if (auto removed = removeLeftovers(); !removed)
        return tl::unexpected(removed.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->backups().get(backup);
    if (!record)
        return tl::unexpected(record.error());
    if (record->status != BackupStatus::Available) {
        return fail(Errc::BackupNotUsable, u"its state is %1"_s.arg(toText(record->status)),
                    {.phone = {}, .path = {}, .object = backup.value});
    }
    EmulatorService emulators(m_context);
    const EmulatorRequest request = phoneFor(*record);
    const auto made = emulators.create(request, cancel);
    if (!made)
        return tl::unexpected(made.error());
    const auto remove = qScopeGuard([&] {
        if (const auto removed = removePhone(request.name); !removed)
            qCWarning(engineLog).noquote() << "a drill's phone was not removed:" << userText(removed.error());
    });
    const auto phone = emulators.start(request.name, cancel);
    if (!phone)
        return tl::unexpected(phone.error());
    const auto job = restore(backup, phone->serial, follow, cancel);
    if (!job)
        return tl::unexpected(job.error());
    if (!job->phone.isEmpty()) {
        // Nobody will see this phone again.
        if (auto forgotten = (*catalog)->phones().forget(job->phone); !forgotten)
            return tl::unexpected(forgotten.error());
    }
    if (job->status == JobStatus::Cancelled)
        return fail(Errc::Cancelled);
    const DrillRecord drill = certificateOf(*job, m_context.clock.now());
    if (auto kept = keepCertificate(**catalog, drill, drill.at); !kept)
        return tl::unexpected(kept.error());
    return drill;
}

Result<JobRecord> DrillService::restore(const BackupId &backup, const Serial &phone,
                                        const std::function<void(const JobRecord &)> &follow,
                                        const CancelToken &cancel)
{
    RestoreRequest request;
    request.backup = backup;
    request.phones = {phone};
    // There is nothing to go back to, and what differs is what the certificate is about.
    request.wayBack = false;
    const auto batch = BackupService(m_context).startRestore(request, cancel);
    if (!batch)
        return tl::unexpected(batch.error());
    JobService jobs(m_context);
    bool cancelled = false;
    for (bool ended = false; !ended;) {
        ended = jobs.waitFor(*batch, 100ms);
        if (cancel.requested() && !cancelled) {
            cancelled = true;
            if (auto asked = jobs.cancelBatch(*batch); !asked)
                return tl::unexpected(asked.error());
        }
        const auto now = jobs.batch(*batch);
        if (!now)
            return tl::unexpected(now.error());
        if (now->isEmpty())
            return fail(Errc::JobNotFound, {}, {.object = batch->value});
        if (follow)
            follow(now->first());
        if (ended)
            return now->first();
    }
    Q_UNREACHABLE();
}

Result<void> DrillService::removePhone(const QString &name)
{
    // Not the caller's token: the phone goes whatever happens.
    return EmulatorService(m_context).remove(name, CancelToken());
}

/// Phones of drills whose process died: whoever has the lease knows that no other drill runs.
Result<void> DrillService::removeLeftovers()
{
    const auto phones = EmulatorService(m_context).list();
    if (!phones)
        return tl::unexpected(phones.error());
    for (const EmulatorView &phone : *phones) {
        if (!phone.name.startsWith(kPhonePrefix))
            continue;
        if (auto removed = removePhone(phone.name); !removed)
            return removed;
    }
    return {};
}

Result<QList<DrillRecord>> DrillService::of(const BackupId &backup)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->drills().of(backup);
}

Result<QList<DrillRecord>> DrillService::between(const QDateTime &from, const QDateTime &until)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->drills().between(from, until);
}

Result<BackupId> DrillService::sampleOf(const QString &policy)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->policies().get(policy);
    if (!record)
        return tl::unexpected(record.error());
    auto backup = (*catalog)->drills().sampleOf(record->id);
    if (backup && backup->isEmpty())
        return fail(Errc::BackupNotFound, u"the policy has no good backup"_s, {.object = policy});
    return backup;
}

} // namespace holdfast
