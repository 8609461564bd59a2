// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupestimate.h"

#include "core/jobs/appreading.h"
#include "core/jobs/selection.h"
#include "core/jobs/workingphone.h"
#include "core/phone/agentdeployer.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

class Estimate
{
public:
    Estimate(const JobEnvironment &environment, Catalog &catalog, const BackupRecord &backup,
             ProgressCounters &progress, CancelToken cancel)
        : m_environment(environment),
          m_catalog(catalog),
          m_backup(backup),
          m_progress(progress),
          m_cancel(std::move(cancel))
    {}

    Result<BackupEstimate> run()
    {
        return open()
            .and_then([this] { return addApps(); })
            .and_then([this] { return addPaths(); })
            .and_then([this] { return scan(); })
            .and_then([this] { return finish(); });
    }

private:
    Result<void> open();
    Result<void> addApps();
    Result<void> addPaths();
    Result<void> scan();
    Result<BackupEstimate> finish();

    const JobEnvironment &m_environment;
    Catalog &m_catalog;
    const BackupRecord &m_backup;
    ProgressCounters &m_progress;
    CancelToken m_cancel;
    std::unique_ptr<PhoneSession> m_session;
    std::unique_ptr<PhoneAgent> m_agent;
    SelectionTally m_tally;
    BackupEstimate m_estimate;
};

/// As for reading a phone's apps: without the lock, so that it can be asked while a job runs.
Result<void> Estimate::open()
{
    m_progress.phase = Phase::Connecting;
    auto session = PhoneSession::open(m_environment.adb, m_backup.serial,
                                      {.timeouts = m_environment.timeouts, .root = true}, m_cancel);
    if (!session)
        return tl::unexpected(session.error());
    m_session = *std::move(session);
    m_estimate.phone = toPhoneRecord(m_session->facts());
    const auto path = AgentDeployer(m_environment.agentDirectory).deploy(*m_session, m_cancel);
    if (!path)
        return tl::unexpected(path.error());
    m_agent = std::make_unique<PhoneAgent>(*m_session, *path);
    m_progress.phase = Phase::Scanning;
    return {};
}

Result<void> Estimate::addApps()
{
    for (const QString &package : m_backup.apps) {
        const auto app = readApp(*m_session, *m_agent, package, m_cancel);
        if (!app)
            return tl::unexpected(app.error());
        if (auto added = m_tally.addPart(appPatterns(*app), appDataExcludes(package)); !added)
            return tl::unexpected(added.error());
        const auto known = m_catalog.apps().newest(package);
        if (!known)
            return tl::unexpected(known.error());
        m_estimate.apps.append({.package = package,
                                .label = *known ? (*known)->label : QString(),
                                .amount = {},
                                .notCarried = app->notCarried});
    }
    return {};
}

Result<void> Estimate::addPaths()
{
    const QStringList paths = m_backup.whole ? QStringList{u"/data"_s} : m_backup.paths;
    for (const QString &path : paths) {
        if (auto added = m_tally.addPart({path}, m_backup.whole ? wholePhoneExcludes() : QStringList());
            !added)
            return tl::unexpected(added.error());
        m_estimate.paths.append({.pattern = path});
    }
    for (const QString &exclude : m_backup.excludes) {
        if (auto added = m_tally.addExclude(exclude); !added)
            return added;
    }
    return {};
}

Result<void> Estimate::scan()
{
    AgentRequest request;
    request.includes = m_tally.includes();
    const auto scanned = m_agent->scan(
        request,
        [this](const AgentEntry &entry) -> Result<void> {
            m_tally.take(entry);
            ++m_progress.filesDone;
            return {};
        },
        [this](const AgentEvent &event) {
            if (event.kind != AgentEvent::Kind::Lost)
                return;
            if (++m_estimate.lostCount <= BackupEstimate::kMostLosses)
                m_estimate.losses.append({event.shownPath, event.reason});
        },
        m_cancel);
    if (!scanned)
        return tl::unexpected(scanned.error());
    return {};
}

Result<BackupEstimate> Estimate::finish()
{
    const QList<FileAmount> &parts = m_tally.parts();
    for (qsizetype i = 0; i < m_estimate.apps.size(); ++i)
        m_estimate.apps[i].amount = parts[i];
    for (qsizetype i = 0; i < m_estimate.paths.size(); ++i)
        m_estimate.paths[i].amount = parts[m_estimate.apps.size() + i];
    m_estimate.total = m_tally.total();
    m_estimate.otherEntries = m_tally.otherEntries();
    m_estimate.excludes = m_tally.excludes();
    if (m_estimate.total.files + m_estimate.otherEntries == 0)
        return fail(Errc::NothingSelected, {}, {.phone = m_backup.serial.value, .path = {}, .object = {}});
    auto stored = estimateStored(m_catalog, m_backup, m_estimate.total.bytes);
    if (!stored)
        return tl::unexpected(stored.error());
    m_estimate.stored = *std::move(stored);
    return std::move(m_estimate);
}

} // namespace

Result<BackupEstimate> estimateBackup(const JobEnvironment &environment, Catalog &catalog,
                                      const BackupRecord &backup, ProgressCounters &progress,
                                      const CancelToken &cancel)
{
    return Estimate(environment, catalog, backup, progress, cancel).run();
}

} // namespace holdfast
