// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/restorepreview.h"

#include "core/jobs/fileindexing.h"
#include "core/jobs/restorecompare.h"

#include <tuple>

namespace holdfast {

qint64 RestorePreview::replaced(Conflict rule) const
{
    switch (rule) {
    case Conflict::Overwrite:
        return older + newer;
    case Conflict::KeepNewer:
        return older;
    case Conflict::Skip:
        return 0;
    }
    Q_UNREACHABLE();
}

qint64 RestorePreview::kept(Conflict rule) const
{
    return older + newer - replaced(rule);
}

void PreviewCount::addBackedUp(const IndexEntry &entry)
{
    if (entry.type == EntryType::Folder)
        return;
    ++m_preview.added;
    m_preview.addedBytes += entry.size;
    m_expected.insert(phonePath(entry),
                      {entry.type, entry.size, entry.mtime, static_cast<qint32>(entry.mtimeNanos)});
}

void PreviewCount::meet(const AgentEntry &entry)
{
    const auto found = m_expected.constFind(entry.path);
    if (found == m_expected.cend() || !entry.missing.isEmpty())
        return;
    --m_preview.added;
    m_preview.addedBytes -= found->size;
    const auto ours = std::tuple(found->seconds, found->nanoseconds);
    const auto theirs = std::tuple(entry.modifiedSeconds, entry.modifiedNanoseconds);
    // The index gives another name of a file no size.
    const bool sameSize = found->type != EntryType::File || found->size == entry.size;
    if (theirs > ours)
        ++m_preview.newer;
    else if (theirs == ours && sameSize && isSameType(found->type, entry.type))
        ++m_preview.equal;
    else
        ++m_preview.older;
    m_expected.erase(found);
}

} // namespace holdfast
