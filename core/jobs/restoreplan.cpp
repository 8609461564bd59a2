// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/restoreplan.h"

#include "core/jobs/fileindexing.h"
#include "core/jobs/selection.h"

namespace holdfast {
namespace {

using Verdict = PathSelection::Verdict;

constexpr qint64 kBlock = 4096; ///< What the smallest file takes on a phone's disk.

/// Whether the shell user may write there.
bool isShared(const QByteArray &path)
{
    for (const char *folder : {"/sdcard/", "/storage/", "/data/local/tmp/"}) {
        if (path.startsWith(folder))
            return true;
    }
    return false;
}

} // namespace

bool RestorePlan::takes(const IndexEntry &entry) const
{
    return selection.verdict(phonePath(entry).toStdString()) == Verdict::Take;
}

bool RestorePlan::sends(const IndexEntry &entry) const
{
    const Verdict verdict = selection.verdict(phonePath(entry).toStdString());
    return verdict == Verdict::Take || (verdict == Verdict::Parent && entry.type == EntryType::Folder);
}

Result<RestorePlan> planRestore(OpenArchive &archive, const QStringList &paths, const CancelToken &cancel)
{
    const BackupRecord &backup = archive.backup;
    const auto all = makeSelection(backup.paths, backup.excludes, backup.whole);
    if (!all)
        return tl::unexpected(all.error());
    auto narrowed = narrowSelection(*all, paths);
    if (!narrowed)
        return tl::unexpected(narrowed.error());
    RestorePlan plan;
    plan.selection = std::move(*narrowed);
    qint64 entries = 0;
    const auto walked = archive.reader->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            if (!plan.takes(entry))
                return true;
            ++entries;
            plan.files += entry.type != EntryType::Folder;
            plan.bytes += entry.size;
            // Of a sparse file only the data takes room; the tar holds just that.
            const qint64 data = entry.sparse ? entry.tarLength : entry.size;
            plan.blocks += (data + kBlock - 1) / kBlock * kBlock;
            plan.needsRoot = plan.needsRoot || !isShared(phonePath(entry));
            return true;
        },
        cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    if (entries == 0)
        return fail(Errc::NothingSelected, {}, {.phone = {}, .path = {}, .object = backup.id.value});
    return plan;
}

} // namespace holdfast
