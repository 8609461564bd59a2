// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/fileindexing.h"

namespace holdfast {
namespace {

FileType fileType(EntryType type)
{
    switch (type) {
    case EntryType::File:
        return FileType::Regular;
    case EntryType::Folder:
        return FileType::Folder;
    case EntryType::SymbolicLink:
        return FileType::Symlink;
    case EntryType::HardLink:
        return FileType::HardLink;
    case EntryType::Fifo:
        return FileType::Fifo;
    case EntryType::CharacterDevice:
        return FileType::CharDevice;
    case EntryType::BlockDevice:
        return FileType::BlockDevice;
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray phonePath(const IndexEntry &entry)
{
    return '/' + entry.path;
}

Result<void> indexFiles(Catalog &catalog, const BackupId &backup, ArchiveReader &archive,
                        const CancelToken &cancel)
{
    auto writer = catalog.files().write(backup, cancel);
    if (!writer)
        return tl::unexpected(writer.error());
    const auto walked = archive.forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            const auto added = writer->add({.path = phonePath(entry),
                                            .type = fileType(entry.type),
                                            .mode = entry.mode,
                                            .uid = static_cast<quint32>(entry.uid),
                                            .gid = static_cast<quint32>(entry.gid),
                                            .size = entry.size,
                                            .mtimeNs = entry.mtime * 1'000'000'000 + entry.mtimeNanos,
                                            .link = entry.linkTarget,
                                            .sha256 = entry.sha256});
            if (!added)
                return tl::unexpected(added.error());
            return true;
        },
        cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    return writer->finish();
}

} // namespace holdfast
