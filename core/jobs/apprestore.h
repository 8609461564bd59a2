// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/apppreflight.h"
#include "core/jobs/archivedapps.h"
#include "core/jobs/job.h"
#include "core/jobs/workingphone.h"

namespace holdfast {

/// The apps of one restore: judged, then installed and given their data, those of one user id together. An
/// app has its old data or its new data at any moment at which it can run; see apphold.h for what a killed
/// job leaves. Used by one thread.
class AppRestore
{
public:
    /// Everything given outlives it.
    AppRestore(JobContext &context, OpenArchive &archive, RestoreScope scope)
        : m_context(context), m_archive(archive), m_scope(scope)
    {}

    /// Finds @p packages in the archive. AppNotInBackup.
    Result<void> plan(const QStringList &packages);
    /// What stands in the way on @p phone, which is kept for run().
    Result<QList<PreflightFinding>> check(const WorkingPhone &phone, const AgentProbe &probe);
    /// Brings them to the phone that was checked. Apps that were done before an error stay done.
    Result<void> run();

    [[nodiscard]] bool isEmpty() const { return m_apps.isEmpty(); }
    [[nodiscard]] qint64 count() const { return m_apps.size(); }
    /// What is to be sent, as far as it is known before.
    [[nodiscard]] qint64 files() const;
    [[nodiscard]] qint64 bytes() const;
    [[nodiscard]] qint64 blocks() const;
    [[nodiscard]] qint64 doneCount() const { return m_done; }

private:
    Result<void> install(qsizetype number);
    Result<void> replaceData(const QList<qsizetype> &group);

    JobContext &m_context;
    OpenArchive &m_archive;
    const RestoreScope m_scope;
    const WorkingPhone *m_phone = nullptr;
    const AgentProbe *m_probe = nullptr;
    QList<ArchivedApp> m_apps;
    QList<QStringList> m_installedApks; ///< Of each app, as it is on the phone.
    qint64 m_done = 0;
};

} // namespace holdfast
