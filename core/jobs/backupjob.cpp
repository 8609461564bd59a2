// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupjob.h"

#include "core/archive/archivewriter.h"
#include "core/jobs/agentevents.h"
#include "core/jobs/backuphooks.h"
#include "core/jobs/backupmanifest.h"
#include "core/jobs/backupplan.h"
#include "core/jobs/installednames.h"
#include "core/jobs/jobpatience.h"
#include "core/jobs/newbackup.h"
#include "core/jobs/selectioncount.h"
#include "core/jobs/workingphone.h"

#include <QJsonArray>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// More than these are only counted in the manifest; the job's log has them.
constexpr qsizetype kManifestWarnings = 1000;

QStringList namesOf(const QList<BackedUpApp> &apps)
{
    QStringList names;
    for (const BackedUpApp &app : apps)
        names.append(app.package);
    return names;
}

/// How a backup ended whose process was killed after it had become AVAILABLE and before its job had ended.
std::optional<JobOutcome> earlierOutcome(JobContext &context)
{
    if (context.record.attempt == 0)
        return std::nullopt;
    const auto backup = context.catalog.backups().get(context.record.backup);
    if (!backup || backup->status != BackupStatus::Available)
        return std::nullopt;
    const QJsonObject result = backup->manifest.value("result"_L1).toObject();
    const qint64 lost = result.value("lost"_L1).toInteger();
    context.log.info(u"earlier"_s, u"the backup was made and checked before the program ended"_s);
    return JobOutcome{.partly = lost > 0,
                      .problem = {},
                      .details = {{u"files"_s, backup->fileCount},
                                  {u"sizeBytes"_s, backup->sizeBytes},
                                  {u"storedBytes"_s, backup->storedBytes},
                                  {u"lost"_s, lost},
                                  {u"changed"_s, result.value("changed"_L1).toInteger()}}};
}

/// One backup in the making. The steps are called in the order in which they stand here.
class Backup
{
public:
    explicit Backup(JobContext &context)
        : m_context(context),
          m_hooks(context),
          m_onlyWhatIsThere(context.record.request.value("onlyWhatIsThere"_L1).toBool()),
          m_backup(context)
    {}

    Result<JobOutcome> run();
    /// After a failure; skipped is what had nothing to back up and may have nothing.
    Result<JobOutcome> undo(const Error &error);
    /// The operator's command at the very end.
    Result<JobOutcome> runHookAfter(Result<JobOutcome> outcome)
    {
        return m_hooks.after(m_backup.record(), std::move(outcome));
    }

private:
    Result<void> prepare();
    Result<void> removeLeftover();
    Result<void> readPhone();
    Result<void> planPhone();
    Result<void> readNames();
    Result<void> copy();
    Result<void> readBack();
    Result<JobOutcome> publish();
    AgentEventHandler warningCollector();
    Result<QJsonObject> endOfTar(qint64 entryCount);
    [[nodiscard]] Error nothingSelected() const;
    [[nodiscard]] bool isStillRoot() const;
    [[nodiscard]] qint64 warnings() const;

    JobContext &m_context;
    BackupHooks m_hooks;
    const bool m_onlyWhatIsThere; ///< As in BackupRequest.
    NewBackup m_backup;
    BackupPlan m_plan;
    QList<AppNames> m_names; ///< Of the apps that are backed up, by name or with the whole phone.
    WorkingPhone m_phone;
    ArchiveSummary m_summary;
    QJsonArray m_warnings; ///< The first kManifestWarnings, for the manifest.
};

Result<JobOutcome> Backup::run()
{
    using Step = Result<void> (Backup::*)();
    for (const Step step : {&Backup::prepare, &Backup::readPhone, &Backup::readBack}) {
        if (auto done = (this->*step)(); !done)
            return tl::unexpected(done.error());
        if (auto going = m_context.cancel.check(); !going)
            return tl::unexpected(going.error());
    }
    return publish();
}

Result<void> Backup::prepare()
{
    if (auto begun = m_backup.begin(); !begun)
        return begun;
    if (auto removed = removeLeftover(); !removed)
        return removed;
    if (auto ready = m_hooks.before(m_backup.record()); !ready)
        return ready;
    auto phone = openWorkingPhone(m_context);
    if (!phone)
        return tl::unexpected(phone.error());
    m_phone = std::move(*phone);
    return {};
}

/// What a process that was killed may have left of an earlier attempt. A store that refuses has its say when
/// the object is put.
Result<void> Backup::removeLeftover()
{
    if (m_context.record.attempt == 0)
        return {};
    const auto removed = m_backup.store().remove(m_backup.record().objectKey, m_context.cancel);
    const bool gone = !removed && (isAway(removed.error().code) || removed.error().code == Errc::Cancelled);
    return gone ? tl::unexpected(removed.error()) : Result<void>();
}

/// All that happens on the phone, between the operator's commands there.
Result<void> Backup::readPhone()
{
    auto read = m_hooks.beforeOnPhone(*m_phone.session, m_backup.record())
                    .and_then([this] { return planPhone(); })
                    .and_then([this] { return copy(); });
    m_hooks.afterOnPhone(*m_phone.session, m_backup.record(), read);
    return read;
}

Result<void> Backup::planPhone()
{
    const MissingApps missing = m_onlyWhatIsThere ? MissingApps::LeaveOut : MissingApps::Refuse;
    auto plan = planBackup(m_backup.record(), m_phone, missing, m_context.cancel);
    if (!plan)
        return tl::unexpected(plan.error());
    m_plan = std::move(*plan);
    if (m_plan.steps.isEmpty())
        return tl::unexpected(nothingSelected());
    if (m_onlyWhatIsThere) {
        if (auto set = m_backup.setApps(namesOf(m_plan.apps)); !set)
            return set;
    }
    for (const BackedUpApp &app : std::as_const(m_plan.apps)) {
        if (!app.notCarried.isEmpty())
            m_context.log.info(u"notCarried"_s, u"%1: %2"_s.arg(app.package, app.notCarried.join(u", "_s)));
    }
    return readNames();
}

/// What people call the apps, so that the backup is found by it. No backup fails for want of it.
Result<void> Backup::readNames()
{
    const BackupRecord &backup = m_backup.record();
    if (!backup.whole && backup.apps.isEmpty())
        return {};
    m_context.progress.phase = Phase::Scanning;
    auto names =
        readAppNames(*m_phone.session, *m_phone.agent, m_context.catalog, m_context.environment.clock,
                     backup.whole ? QStringList() : backup.apps, m_context.cancel);
    if (names) {
        m_names = *std::move(names);
        return {};
    }
    const Errc code = names.error().code;
    if (code == Errc::Cancelled || code == Errc::PhoneLost || code == Errc::PhoneSilent)
        return tl::unexpected(names.error());
    m_context.log.add(
        EventSeverity::Warning, u"names"_s, {},
        u"the names of the apps could not be read, so that the backup is not found by them: "_s +
            userText(names.error()));
    return {};
}

Result<void> Backup::copy()
{
    auto writer = m_backup.put({});
    if (!writer)
        return tl::unexpected(writer.error());
    PackSequence tar(*m_phone.session, *m_phone.agent, m_plan.steps, warningCollector(), m_context.log,
                     m_context.cancel);
    const SelectionCount count(*m_phone.agent, m_plan.whole, m_context.progress);

    ArchiveCallbacks callbacks;
    callbacks.entry = [this](const IndexEntry &entry) -> Result<void> {
        if (entry.type != EntryType::Folder)
            ++m_context.progress.filesDone;
        m_context.progress.bytesDone += entry.size;
        return {};
    };
    callbacks.finishManifest = [&] { return endOfTar(tar.entryCount()); };
    auto summary = writeArchive(
        tar, **writer, backupManifest(m_backup.record(), *m_phone.session, m_phone.record),
        {.level = m_context.record.request.value("level"_L1).toInt(3)}, callbacks, m_context.cancel);
    if (!summary)
        return tl::unexpected(summary.error());
    m_summary = std::move(*summary);
    if (const auto object = m_backup.finish(**writer, m_summary.objectSha256); !object)
        return tl::unexpected(object.error());
    m_context.log.info(u"stored"_s, u"%1 files of %2 bytes in %3 bytes"_s.arg(m_summary.fileCount)
                                        .arg(m_summary.contentBytes)
                                        .arg(m_summary.objectBytes));
    return {};
}

AgentEventHandler Backup::warningCollector()
{
    return [this, log = agentEventLogger(m_context.log)](const AgentEvent &event) {
        const bool lost = event.kind == AgentEvent::Kind::Lost;
        if (lost && m_onlyWhatIsThere && event.reason.startsWith("ENOENT"_L1)) {
            m_context.log.add(EventSeverity::Info, u"absent"_s, event.shownPath, event.reason);
            return;
        }
        log(event);
        if ((lost || event.kind == AgentEvent::Kind::Changed) && m_warnings.size() < kManifestWarnings) {
            m_warnings.append(QJsonObject{{u"kind"_s, lost ? u"lost"_s : u"changed"_s},
                                          {u"path"_s, event.shownPath},
                                          {u"reason"_s, event.reason}});
        }
    };
}

Result<QJsonObject> Backup::endOfTar(qint64 entryCount)
{
    // The same phone from the first byte to the last: else the archive is a mixture.
    if (auto same = m_phone.session->checkIdentity(m_context.cancel); !same)
        return tl::unexpected(same.error());
    if (entryCount == 0)
        return tl::unexpected(nothingSelected());
    QJsonArray apps;
    for (const BackedUpApp &app : std::as_const(m_plan.apps))
        apps.append(app.toJson());
    return QJsonObject{{u"apps"_s, apps},
                       {u"installed"_s, toJson(m_names)},
                       {u"result"_s, QJsonObject{{u"lost"_s, m_context.log.count(u"lost"_s)},
                                                 {u"changed"_s, m_context.log.count(u"changed"_s)},
                                                 {u"noted"_s, m_context.log.count(u"noted"_s)},
                                                 {u"warnings"_s, m_warnings}}}};
}

/// Root can be taken away while a phone is read.
bool Backup::isStillRoot() const
{
    if (m_phone.session->facts().root == RootKind::None)
        return false;
    const auto user = m_phone.session->run("id -u", m_context.cancel);
    return user && user->output.trimmed() == "0";
}

Error Backup::nothingSelected() const
{
    const qint64 lost = m_context.log.count(u"lost"_s);
    return {lost > 0 && !isStillRoot() ? Errc::PhoneNeedsRoot : Errc::NothingSelected,
            lost > 0 ? u"%1 of them could not be found or read"_s.arg(lost) : QString(),
            {.phone = m_context.record.serial.value, .path = {}, .object = {}}};
}

Result<void> Backup::readBack()
{
    m_phone.release(); // While the store is read, others may work on the phone.
    return m_backup.readBack();
}

qint64 Backup::warnings() const
{
    return m_context.log.count(u"lost"_s) + m_context.log.count(u"changed"_s);
}

Result<JobOutcome> Backup::publish()
{
    BackupChange change;
    change.sizeBytes = m_summary.contentBytes;
    change.storedBytes = m_summary.objectBytes;
    change.fileCount = m_summary.fileCount;
    change.warningCount = warnings();
    change.manifest = m_summary.manifest;
    change.appLabels = labelsOf(m_names);
    if (m_backup.record().whole)
        change.apps = allPackages(m_backup.record().apps, m_names);
    if (auto published = m_backup.publish(std::move(change)); !published)
        return tl::unexpected(published.error());
    const qint64 lost = m_context.log.count(u"lost"_s);
    return JobOutcome{.partly = lost > 0,
                      .problem = {},
                      .details = {{u"files"_s, m_summary.fileCount},
                                  {u"entries"_s, m_summary.entryCount},
                                  {u"sizeBytes"_s, m_summary.contentBytes},
                                  {u"storedBytes"_s, m_summary.objectBytes},
                                  {u"check"_s, toText(m_backup.checkedBy())},
                                  {u"lost"_s, lost},
                                  {u"changed"_s, m_context.log.count(u"changed"_s)}}};
}

Result<JobOutcome> Backup::undo(const Error &error)
{
    m_backup.undo(error);
    const bool nothing = error.code == Errc::NothingSelected && m_context.log.count(u"lost"_s) == 0;
    if (!m_onlyWhatIsThere || !nothing)
        return tl::unexpected(error);
    m_backup.forget();
    m_context.log.info(u"nothing"_s, u"the phone has nothing of what was to be backed up"_s);
    return JobOutcome{.skipped = true, .problem = {}, .details = {}};
}

} // namespace

Result<JobOutcome> runBackup(JobContext &context)
{
    if (auto earlier = earlierOutcome(context))
        return *std::move(earlier);
    Backup backup(context);
    auto outcome = backup.run();
    if (!outcome)
        outcome = backup.undo(outcome.error());
    return backup.runHookAfter(std::move(outcome));
}

} // namespace holdfast
