// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarscanner.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Zeros hashed between two looks at the token: some 20 ms.
constexpr qint64 kHoleStep = 16 * 1024 * 1024;

Error damaged(const TarReader &tar, const QString &what)
{
    return {Errc::ArchiveDamaged,
            QStringLiteral("tar entry at offset %1: %2").arg(tar.headerOffset()).arg(what),
            {}};
}

std::optional<EntryType> typeOf(archive_entry *entry)
{
    if (archive_entry_hardlink(entry))
        return EntryType::HardLink;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return EntryType::File;
    case AE_IFDIR:
        return EntryType::Folder;
    case AE_IFLNK:
        return EntryType::SymbolicLink;
    case AE_IFIFO:
        return EntryType::Fifo;
    case AE_IFCHR:
        return EntryType::CharacterDevice;
    case AE_IFBLK:
        return EntryType::BlockDevice;
    default:
        return std::nullopt;
    }
}

QByteArray linkTargetOf(archive_entry *entry, EntryType type)
{
    const char *target = type == EntryType::HardLink       ? archive_entry_hardlink(entry)
                         : type == EntryType::SymbolicLink ? archive_entry_symlink(entry)
                                                           : nullptr;
    return target ? QByteArray(target) : QByteArray();
}

/// libarchive 3.6 reads the pax time `-2.75`, which means 3 s before 1970 and 0.25 s more, as -2 s and 0.75
/// s.
void takeTime(archive_entry *from, IndexEntry &to)
{
    to.mtime = archive_entry_mtime(from);
    to.mtimeNanos = quint32(archive_entry_mtime_nsec(from));
    if (to.mtime < 0 && to.mtimeNanos > 0) {
        --to.mtime;
        to.mtimeNanos = 1'000'000'000 - to.mtimeNanos;
    }
}

/// libarchive hands an attribute out once for each dialect that the header holds it in.
void takeXattrs(archive_entry *from, IndexEntry &to)
{
    std::map<QByteArray, QByteArray> xattrs;
    const char *name = nullptr;
    const void *value = nullptr;
    size_t size = 0;
    archive_entry_xattr_reset(from);
    while (archive_entry_xattr_next(from, &name, &value, &size) == ARCHIVE_OK)
        xattrs.try_emplace(QByteArray(name), static_cast<const char *>(value), qsizetype(size));
    if (auto label = xattrs.extract(QByteArrayLiteral("security.selinux")); !label.empty()) {
        to.selinuxLabel = std::move(label.mapped());
        while (to.selinuxLabel.endsWith('\0'))
            to.selinuxLabel.chop(1);
    }
    for (auto &[key, bytes] : xattrs)
        to.xattrs.emplaceBack(key, bytes);
}

} // namespace

Result<IndexEntry> describeEntry(const TarReader &tar)
{
    archive_entry *from = tar.entry();
    const auto type = typeOf(from);
    if (!type)
        return tl::unexpected(damaged(tar, u"a type that files do not have"_s));
    IndexEntry entry;
    entry.type = *type;
    entry.path = archive_entry_pathname(from);
    while (entry.path.size() > 1 && entry.path.endsWith('/'))
        entry.path.chop(1);
    entry.mode = archive_entry_perm(from) & 07777;
    entry.uid = archive_entry_uid(from);
    entry.gid = archive_entry_gid(from);
    takeTime(from, entry);
    entry.linkTarget = linkTargetOf(from, *type);
    if (*type == EntryType::File) {
        entry.size = archive_entry_size(from);
        entry.sparse = archive_entry_sparse_count(from) > 0;
    }
    if (*type == EntryType::CharacterDevice || *type == EntryType::BlockDevice) {
        entry.deviceMajor = quint32(archive_entry_rdevmajor(from));
        entry.deviceMinor = quint32(archive_entry_rdevminor(from));
    }
    takeXattrs(from, entry);
    // Times beyond 2^61 do not fit the index's signed numbers; no file system has them.
    constexpr qint64 farthest = qint64(1) << 61;
    if (entry.uid < 0 || entry.gid < 0 || entry.size < 0 || entry.mtimeNanos > 999'999'999 ||
        entry.mtime > farthest || entry.mtime < -farthest)
        return tl::unexpected(damaged(tar, u"owner, size or time out of range"_s));
    return entry;
}

Result<std::optional<IndexEntry>> TarScanner::next()
{
    if (!m_started) {
        m_started = true;
        if (const auto moved = advance(); !moved)
            return tl::unexpected(moved.error());
    }
    if (!m_atEntry)
        return std::nullopt;
    auto entry = describeEntry(m_tar);
    if (!entry)
        return tl::unexpected(entry.error());
    entry->tarOffset = m_tar.headerOffset();
    if (const auto read = readContent(*entry); !read)
        return tl::unexpected(read.error());
    // Only the place of the next header tells where this entry's padding ends.
    if (const auto moved = advance(); !moved)
        return tl::unexpected(moved.error());
    entry->tarLength = m_tar.headerOffset() - entry->tarOffset;
    return std::optional(std::move(*entry));
}

Result<void> TarScanner::advance()
{
    if (const auto cancelled = m_cancel.check(); !cancelled)
        return cancelled;
    const auto more = m_tar.next();
    if (!more)
        return tl::unexpected(more.error());
    m_atEntry = *more;
    return {};
}

Result<void> TarScanner::readContent(IndexEntry &entry)
{
    if (entry.size > m_maxFileSize)
        return tl::unexpected(damaged(m_tar, QStringLiteral("a size of %1 bytes").arg(entry.size)));
    m_hash.reset();
    qint64 position = 0;
    for (;;) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return cancelled;
        const auto run = m_tar.content();
        if (!run)
            return tl::unexpected(run.error());
        if (run->end)
            break;
        if (run->bytes.isEmpty())
            continue;
        if (run->offset < position || run->offset > entry.size - run->bytes.size())
            return tl::unexpected(damaged(m_tar, u"its data do not lie in the file"_s));
        if (const auto hashed = hashHole(run->offset - position); !hashed)
            return hashed;
        m_hash.add(run->bytes);
        position = run->offset + run->bytes.size();
    }
    if (entry.type != EntryType::File)
        return {};
    if (const auto hashed = hashHole(entry.size - position); !hashed)
        return hashed;
    entry.sha256 = m_hash.result();
    return {};
}

Result<void> TarScanner::hashHole(qint64 length)
{
    for (; length > 0; length -= kHoleStep) {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return cancelled;
        m_hash.addZeros(std::min(length, kHoleStep));
    }
    return {};
}

} // namespace holdfast
