// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/restoreplan.h"

#include "core/jobs/backedupapp.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/selection.h"

#include <algorithm>

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

/// @p asked less the identity of the phone that was backed up. Patterns that are part of it were meant.
Result<PathSelection> withoutIdentity(const PathSelection &asked)
{
    const auto identity = makeSelection(identityPatterns(), {}, false);
    if (!identity)
        return tl::unexpected(identity.error());
    std::vector<PathPattern> excludes = asked.excludes();
    for (const PathPattern &pattern : identity->includes()) {
        const bool isMeant = std::any_of(
            asked.includes().begin(), asked.includes().end(), [&pattern](const PathPattern &included) {
                return pattern.match(included.base()) == PathPattern::Match::Selected;
            });
        if (!isMeant)
            excludes.push_back(pattern);
    }
    return PathSelection(asked.includes(), std::move(excludes));
}

Result<RestorePlan> countPlan(OpenArchive &archive, const PathSelection &asked, Identity identity,
                              const CancelToken &cancel)
{
    auto selection = identity == Identity::Take ? Result<PathSelection>(asked) : withoutIdentity(asked);
    if (!selection)
        return tl::unexpected(selection.error());
    RestorePlan plan;
    plan.selection = *std::move(selection);
    qint64 entries = 0;
    const auto walked = archive.reader->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            if (!plan.takes(entry)) {
                const bool wasAsked = asked.verdict(phonePath(entry).toStdString()) == Verdict::Take;
                plan.identityFiles += wasAsked && entry.type != EntryType::Folder;
                return true;
            }
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
        return fail(Errc::NothingSelected, {}, {.phone = {}, .path = {}, .object = archive.backup.id.value});
    return plan;
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

Result<PathSelection> backupSelection(const OpenArchive &archive)
{
    const BackupRecord &backup = archive.backup;
    const auto apps = appsOfManifest(archive.reader->manifest());
    if (!apps)
        return tl::unexpected(apps.error());
    const auto paths = makeSelection(backup.paths, backup.excludes, backup.whole, !apps->isEmpty());
    if (!paths)
        return tl::unexpected(paths.error());
    QStringList patterns;
    for (const BackedUpApp &app : *apps)
        patterns += appPatterns(app);
    if (patterns.isEmpty())
        return *paths;
    const auto ofApps = makeSelection(patterns, {}, false);
    if (!ofApps)
        return tl::unexpected(ofApps.error());
    std::vector<PathPattern> includes = paths->includes();
    includes.insert(includes.end(), ofApps->includes().begin(), ofApps->includes().end());
    return PathSelection(std::move(includes), paths->excludes());
}

Result<RestorePlan> planRestore(OpenArchive &archive, const QStringList &paths, Identity identity,
                                const CancelToken &cancel)
{
    const auto all = backupSelection(archive);
    if (!all)
        return tl::unexpected(all.error());
    const auto narrowed = narrowSelection(*all, paths);
    if (!narrowed)
        return tl::unexpected(narrowed.error());
    return countPlan(archive, *narrowed, identity, cancel);
}

Result<RestorePlan> planRestoreWithoutApps(OpenArchive &archive, Identity identity, const CancelToken &cancel)
{
    const BackupRecord &backup = archive.backup;
    const auto apps = appsOfManifest(archive.reader->manifest());
    if (!apps)
        return tl::unexpected(apps.error());
    QStringList excludes = backup.excludes;
    for (const BackedUpApp &app : *apps)
        excludes += appPatterns(app);
    const auto selection = makeSelection(backup.paths, excludes, backup.whole, !apps->isEmpty());
    if (!selection)
        return tl::unexpected(selection.error());
    return countPlan(archive, *selection, identity, cancel);
}

} // namespace holdfast
