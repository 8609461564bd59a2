// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/archivedapps.h"
#include "core/jobs/job.h"
#include "core/jobs/restorecompare.h"
#include "core/jobs/workingphone.h"

namespace holdfast {

/// The data of one app on its way from an archive to a phone: laid ready beside the app's own folders with
/// the user id and the label that the app has on this phone, and compared there with the archive. The app may
/// run meanwhile. What then puts it in the app's place is its journal() and AppHold::release().
class AppData
{
public:
    /// Everything given outlives it. The app is installed; @p phone has root.
    AppData(JobContext &context, const WorkingPhone &phone, ArchiveReader &archive, const ArchivedApp &app,
            const AgentProbe &probe)
        : m_context(context), m_phone(phone), m_archive(archive), m_app(app), m_probe(probe)
    {}

    /// CompareFailed or PhoneSpace when not every byte and attribute is there.
    Result<void> layReady();
    /// `put` and `drop` lines (apphold.h) for what was laid ready and for folders that the backup says the
    /// app does not have.
    [[nodiscard]] const QStringList &journal() const { return m_journal; }

private:
    /// A folder of the app as it is on the phone now.
    struct Folder
    {
        bool exists = false;
        quint64 inode = 0;
        int uid = -1;
        QByteArray label{};
    };

    Result<void> look();
    Result<void> layReady(AppPartKind kind);
    Result<void> makeRoot(AppPartKind kind);
    Result<void> unpack(const AgentRequest &request, const PathSelection &selection);
    Result<void> compare(const AgentRequest &request, const PathSelection &selection);
    Result<void> finishPart(AppPartKind kind);
    [[nodiscard]] QList<OwnerMap> ownerMaps(const QByteArray &prefix) const;
    [[nodiscard]] Error failure(Errc code, const QString &detail) const;

    JobContext &m_context;
    const WorkingPhone &m_phone;
    ArchiveReader &m_archive;
    const ArchivedApp &m_app;
    const AgentProbe &m_probe;
    QHash<AppPartKind, Folder> m_folders;
    QHash<AppPartKind, QByteArray> m_areaLabels;
    int m_uid = -1; ///< On this phone.
    QStringList m_journal;
};

} // namespace holdfast
