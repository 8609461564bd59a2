// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/jobs/joblog.h"
#include "core/phone/phoneagent.h"

#include <QSet>

namespace holdfast {

/// What a phone can be held to after a restore.
struct CompareRules
{
    bool owners = true; ///< Only root can set them.
    bool labels = true; ///< Only where SELinux is on.
    /// Where the phone's own files are kept, folders that were there stay as they are.
    bool folderMetadata = true;
    QByteArray root = QByteArrayLiteral("/"); ///< The folder on the phone that stands for `/`.
    /// What the agent was told to change on the way.
    QList<OwnerMap> ownerMaps{};
    QList<LabelMap> labelMaps{};
    /// When the restore began, by the phone's clock: what was written to later was changed by the phone
    /// itself. 0: nothing was.
    qint64 begunNs = 0;
};

/// @p entry with the owner and the label that @p rules say it gets.
IndexEntry mappedEntry(IndexEntry entry, const CompareRules &rules);

struct CompareReport
{
    qint64 compared = 0;
    qint64 different = 0;
    qint64 changed = 0; ///< By the phone, after they were restored.
};

/// Whether the phone's entry is of the kind that was backed up; a hard link is a file there.
bool isSameType(EntryType expected, AgentEntry::Type found);

/// What differs between an entry of the archive and what lies on the phone, in words; empty when nothing
/// does.
QString differenceOf(const IndexEntry &expected, const AgentEntry &found, const CompareRules &rules);

/// Compares every entry that @p select takes, except those in @p leftAlone (paths on the phone), with what
/// lies on the phone: type, size, SHA-256, mode, owner, time, link, xattrs, label. Each difference becomes a
/// `different` event, or a `changed` one where the phone has written to the file since.
Result<CompareReport> compareWithPhone(ArchiveReader &archive, const EntryFilter &select,
                                       const QSet<QByteArray> &leftAlone, const PhoneAgent &agent,
                                       const CompareRules &rules, JobLog &log, ProgressCounters &progress,
                                       const CancelToken &cancel);

} // namespace holdfast
