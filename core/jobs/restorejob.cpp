// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/restorejob.h"

#include "core/jobs/agentevents.h"
#include "core/jobs/apprestore.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/phonerestart.h"
#include "core/jobs/restorecompare.h"
#include "core/jobs/restoreplan.h"
#include "core/jobs/safetybackup.h"
#include "core/jobs/speedlimits.h"
#include "core/jobs/wayback.h"
#include "core/jobs/workingphone.h"
#include "core/phone/phonefacts.h"

#include <QJsonArray>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One restore. The steps are called in the order in which they stand here.
class Restore
{
public:
    Restore(JobContext &context, RestoreRequest request)
        : m_context(context), m_request(std::move(request)), m_apps(context, m_archive, m_request.scope)
    {}

    Result<QList<PreflightFinding>> check();
    Result<RestorePreview> preview();
    Result<JobOutcome> run();

private:
    Result<void> plan();
    Result<RestorePreview> countPreview();
    Result<qint64> replacedBlocks();
    Result<void> restoreApps();
    Result<void> send();
    Result<void> compare();
    Result<void> decide();
    void restart();
    [[nodiscard]] AgentRequest agentRequest() const;
    void takeEvent(const AgentEvent &event);
    [[nodiscard]] std::optional<Error> problem() const;

    JobContext &m_context;
    RestoreRequest m_request;
    OpenArchive m_archive;
    AppRestore m_apps;
    bool m_hasPaths = true; ///< Something beside apps is restored.
    RestorePlan m_plan;
    WorkingPhone m_phone;
    AgentProbe m_probe;
    std::optional<WayBack> m_wayBack; ///< Goes back, unless the end was reached.
    AgentOutcome m_unpacked;
    CompareReport m_compared;
    QSet<QByteArray> m_leftAlone; ///< Paths that the phone kept or could not take: not compared.
    bool m_spaceRanOut = false;
};

/// What is restored as apps, and what as mere files.
Result<void> Restore::plan()
{
    const auto known = appsOfManifest(m_archive.reader->manifest());
    if (!known)
        return tl::unexpected(known.error());
    QStringList packages = m_request.apps;
    const bool all = packages.isEmpty() && m_request.paths.isEmpty();
    // Of a whole phone the list of its apps comes along too: everything is restored as it was.
    const bool allApps = all && !m_archive.backup.whole && !known->isEmpty();
    for (const BackedUpApp &app : *known) {
        if (allApps)
            packages.append(app.package);
    }
    if (auto planned = m_apps.plan(packages); !planned)
        return planned;
    m_hasPaths = all ? !allApps || !m_archive.backup.paths.isEmpty() : !m_request.paths.isEmpty();
    if (!m_hasPaths)
        return {};
    const bool isSamePhone = m_archive.backup.phone == m_phone.record.id;
    const Identity identity = isSamePhone || m_request.takeIdentity ? Identity::Take : Identity::Leave;
    auto plan = allApps ? planRestoreWithoutApps(m_archive, identity, m_context.cancel)
                        : planRestore(m_archive, m_request.paths, identity, m_context.cancel);
    if (!plan)
        return tl::unexpected(plan.error());
    m_plan = std::move(*plan);
    return {};
}

Result<QList<PreflightFinding>> Restore::check()
{
    const auto backup = m_context.catalog.backups().get(m_request.backup);
    if (!backup)
        return tl::unexpected(backup.error());
    const auto limits = m_context.environment.speed->of(m_context.catalog, backup->storeName,
                                                        m_context.record, m_context.environment.clock.now());
    auto archive =
        openBackup(m_context.catalog, m_request.backup, m_context.cancel, limits, &m_context.progress.outage);
    if (!archive)
        return tl::unexpected(archive.error());
    m_archive = std::move(*archive);
    auto phone = openWorkingPhone(m_context);
    if (!phone)
        return tl::unexpected(phone.error());
    m_phone = std::move(*phone);
    if (auto planned = plan(); !planned)
        return tl::unexpected(planned.error());
    m_context.progress.phase = Phase::Scanning;
    auto probe = m_phone.agent->probe({"/data"}, m_context.cancel);
    if (!probe)
        return tl::unexpected(probe.error());
    m_probe = std::move(*probe);
    const auto condition = readPhoneCondition(m_phone.session->transport(), m_context.cancel);
    if (!condition)
        return tl::unexpected(condition.error());

    const PhoneFacts &facts = m_phone.session->facts();
    PreflightFacts preflight{.phone = facts.serial.value,
                             // Of apps each one says for itself which Android it needs.
                             .backupSdk = m_hasPaths ? m_archive.backup.sdk : 0,
                             .backupAndroid = m_archive.backup.androidVersion,
                             .backupAbi = m_archive.backup.abi,
                             .phoneSdk = facts.sdk,
                             .phoneAndroid = facts.androidVersion,
                             .phoneAbi = facts.abi,
                             .phoneHasRoot = m_probe.uid == 0,
                             .needsRoot = m_plan.needsRoot,
                             .neededBytes = m_plan.blocks + m_apps.blocks(),
                             .batteryPercent = condition->batteryPercent,
                             .charging = condition->charging,
                             .mayRunOut = m_request.mayRunOut,
                             .storageLocked = condition->storageLocked};
    if (!m_probe.space.isEmpty()) {
        preflight.freeBytes = m_probe.space.first().free;
        // Some file systems have no fixed number of inodes and tell 0.
        if (m_probe.space.first().inodes > 0)
            preflight.freeInodes = m_probe.space.first().freeInodes;
    }
    // Only where room is short it matters how much of it is freed by what is replaced; with a way back
    // nothing is.
    if (m_hasPaths && !m_request.wayBack && preflight.freeBytes >= 0 &&
        preflight.neededBytes + preflight.neededBytes / 10 > preflight.freeBytes) {
        const auto replaced = replacedBlocks();
        if (!replaced)
            return tl::unexpected(replaced.error());
        preflight.neededBytes = qMax<qint64>(0, preflight.neededBytes - *replaced);
    }
    const auto ofApps = m_apps.check(m_phone, m_probe);
    if (!ofApps)
        return tl::unexpected(ofApps.error());
    return judgePreflight(preflight) + *ofApps;
}

Result<RestorePreview> Restore::preview()
{
    auto findings = check();
    if (!findings)
        return tl::unexpected(findings.error());
    RestorePreview preview;
    const bool refused = !refusalOf(*findings);
    if (m_hasPaths && !refused) {
        if (auto counted = countPreview(); counted)
            preview = *counted;
        else
            return tl::unexpected(counted.error());
    }
    preview.findings = *std::move(findings);
    preview.apps = m_apps.count();
    preview.identityFiles = m_plan.identityFiles;
    return preview;
}

Result<RestorePreview> Restore::countPreview()
{
    PreviewCount count;
    const auto walked = m_archive.reader->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            if (m_plan.takes(entry))
                count.addBackedUp(entry);
            return true;
        },
        m_context.cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    const auto scanned = m_phone.agent->scan(
        agentRequest(),
        [&](const AgentEntry &entry) -> Result<void> {
            count.meet(entry);
            return {};
        },
        {}, m_context.cancel);
    if (!scanned)
        return tl::unexpected(scanned.error());
    return count.result();
}

Result<qint64> Restore::replacedBlocks()
{
    QSet<QByteArray> incoming;
    const auto walked = m_archive.reader->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            if (entry.type == EntryType::File && m_plan.takes(entry))
                incoming.insert(phonePath(entry));
            return true;
        },
        m_context.cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    qint64 blocks = 0;
    const auto scanned = m_phone.agent->scan(
        agentRequest(),
        [&](const AgentEntry &entry) -> Result<void> {
            if (entry.type == AgentEntry::Type::File && incoming.contains(entry.path))
                blocks += entry.blocks * 512;
            return {};
        },
        {}, m_context.cancel);
    if (!scanned)
        return tl::unexpected(scanned.error());
    return blocks;
}

AgentRequest Restore::agentRequest() const
{
    AgentRequest request;
    for (const PathPattern &pattern : m_plan.selection.includes())
        request.includes.append(QByteArray::fromStdString(pattern.text()));
    for (const PathPattern &pattern : m_plan.selection.excludes())
        request.excludes.append(QByteArray::fromStdString(pattern.text()));
    switch (m_request.conflict) {
    case Conflict::Overwrite:
        request.conflict = ConflictRule::Overwrite;
        break;
    case Conflict::Skip:
        request.conflict = ConflictRule::Skip;
        break;
    case Conflict::KeepNewer:
        request.conflict = ConflictRule::Newer;
        break;
    }
    return request;
}

void Restore::takeEvent(const AgentEvent &event)
{
    switch (event.kind) {
    case AgentEvent::Kind::Progress:
        m_context.progress.filesDone = event.files;
        m_context.progress.bytesDone = event.bytes;
        break;
    case AgentEvent::Kind::Failed:
        m_spaceRanOut = m_spaceRanOut || event.reason.startsWith("ENOSPC"_L1);
        m_leftAlone.insert(event.path);
        break;
    case AgentEvent::Kind::Skipped:
    case AgentEvent::Kind::Refused:
        m_leftAlone.insert(event.path);
        break;
    default:
        break;
    }
}

Result<void> Restore::restoreApps()
{
    m_context.progress.phase = Phase::Copying;
    m_context.progress.filesTotal = m_apps.files();
    m_context.progress.bytesTotal = m_apps.bytes();
    return m_apps.isEmpty() ? Result<void>() : m_apps.run();
}

Result<void> Restore::send()
{
    if (!m_hasPaths)
        return {};
    m_context.progress.phase = Phase::Copying;
    m_context.progress.filesTotal = m_plan.files;
    m_context.progress.bytesTotal = m_plan.bytes;
    // The last moment at which nothing has been changed.
    if (auto same = m_phone.session->checkIdentity(m_context.cancel); !same)
        return same;
    auto tar = m_archive.reader->tarStream([this](const IndexEntry &entry) { return m_plan.sends(entry); },
                                           m_context.cancel);
    if (!tar)
        return tl::unexpected(tar.error());
    AgentRequest request = agentRequest();
    if (m_request.wayBack)
        request.journal = m_wayBack.emplace(m_phone, m_context.log).journal();
    auto sink = m_phone.agent->unpack(
        request,
        [this, log = agentEventLogger(m_context.log)](const AgentEvent &event) {
            log(event);
            takeEvent(event);
        },
        m_context.cancel);
    if (!sink)
        return tl::unexpected(sink.error());
    if (auto sent = copyStream(**tar, **sink, m_context.cancel); !sent)
        return tl::unexpected(sent.error());
    const auto outcome = (*sink)->finish();
    if (!outcome)
        return tl::unexpected(outcome.error());
    m_unpacked = *outcome;
    if (m_plan.identityFiles > 0) {
        m_context.log.info(u"identity"_s,
                           u"%1 files by which a phone is known were left out; the phone keeps its own"_s.arg(
                               m_plan.identityFiles));
    }
    m_context.log.info(u"sent"_s, u"%1 files, %2 bytes"_s.arg(m_unpacked.files).arg(m_unpacked.bytes));
    return {};
}

Result<void> Restore::compare()
{
    if (!m_hasPaths)
        return {};
    ProgressCounters &progress = m_context.progress;
    progress.filesDone = 0;
    progress.bytesDone = 0;
    progress.phase = Phase::Comparing;
    const bool root = m_probe.uid == 0;
    auto report = compareWithPhone(
        *m_archive.reader, [this](const IndexEntry &entry) { return m_plan.takes(entry); }, m_leftAlone,
        *m_phone.agent,
        {.owners = root,
         .labels = root && m_probe.selinux != "disabled"_L1,
         .folderMetadata = m_request.conflict == Conflict::Overwrite,
         .begunNs = m_probe.timeNs},
        m_context.log, progress, m_context.cancel);
    if (!report)
        return tl::unexpected(report.error());
    m_compared = *report;
    return {};
}

void Restore::restart()
{
    const auto restarted = restartPhone(*m_phone.session, m_context.cancel);
    if (restarted) {
        m_context.log.info(u"restarted"_s, u"the phone was restarted"_s);
    } else {
        m_context.log.add(EventSeverity::Warning, u"restart"_s, {}, userText(restarted.error()));
    }
}

std::optional<Error> Restore::problem() const
{
    const QString phone = m_context.record.serial.value;
    const qint64 failed = m_context.log.count(u"failed"_s) + m_context.log.count(u"refused"_s);
    if (m_spaceRanOut) {
        return Error{Errc::PhoneSpace,
                     u"%1 files could not be restored"_s.arg(failed),
                     {.phone = phone, .path = {}, .object = {}}};
    }
    if (failed + m_compared.different + m_compared.changed == 0)
        return std::nullopt;
    return Error{Errc::CompareFailed,
                 u"%1 could not be restored, %2 differ, %3 were changed since"_s.arg(failed)
                     .arg(m_compared.different)
                     .arg(m_compared.changed),
                 {.phone = phone, .path = {}, .object = {}}};
}

/// The end of what can still be undone. What a phone did not take stays as it was and is told; what it took
/// has to be right.
Result<void> Restore::decide()
{
    if (!m_wayBack)
        return {};
    if (!m_spaceRanOut && m_compared.different == 0)
        return m_wayBack->keep();
    std::optional<Error> why = problem();
    m_wayBack->undo();
    return tl::unexpected(*std::move(why));
}

Result<JobOutcome> Restore::run()
{
    const auto findings = check();
    if (!findings)
        return tl::unexpected(findings.error());
    for (const PreflightFinding &finding : *findings) {
        if (finding.severity == PreflightFinding::Severity::Warning)
            m_context.log.add(EventSeverity::Warning, u"preflight"_s, {}, userText(finding.error));
    }
    if (auto refused = refusalOf(*findings); !refused)
        return tl::unexpected(refused.error());
    for (const auto step : {&Restore::restoreApps, &Restore::send, &Restore::compare, &Restore::decide}) {
        if (auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
    }
    if (m_request.restart)
        restart();
    const auto trouble = problem();
    if (trouble && m_apps.isEmpty() && m_unpacked.files + m_unpacked.folders == 0)
        return tl::unexpected(*trouble);
    return JobOutcome{.partly = trouble.has_value(),
                      .problem = trouble,
                      .details = {{u"apps"_s, m_apps.doneCount()},
                                  {u"files"_s, m_unpacked.files},
                                  {u"folders"_s, m_unpacked.folders},
                                  {u"identityFiles"_s, m_plan.identityFiles},
                                  {u"bytes"_s, m_unpacked.bytes},
                                  {u"compared"_s, m_compared.compared},
                                  {u"different"_s, m_compared.different},
                                  {u"changed"_s, m_compared.changed},
                                  {u"skipped"_s, m_context.log.count(u"skipped"_s)},
                                  {u"failed"_s, m_context.log.count(u"failed"_s)},
                                  {u"refused"_s, m_context.log.count(u"refused"_s)}}};
}

} // namespace

Result<QList<PreflightFinding>> checkRestore(JobContext &context, const RestoreRequest &request)
{
    return Restore(context, request).check();
}

Result<RestorePreview> previewRestore(JobContext &context, const RestoreRequest &request)
{
    return Restore(context, request).preview();
}

Result<JobOutcome> runRestore(JobContext &context)
{
    auto request = restoreRequestFrom(context.record.request);
    if (!request)
        return fail(Errc::Internal, u"the job was written by a newer version"_s);
    request->backup = context.record.backup;
    request->phones = {context.record.serial};
    if (auto safe = checkSafetyBackup(context); !safe)
        return tl::unexpected(safe.error());
    return Restore(context, *std::move(request)).run();
}

} // namespace holdfast
