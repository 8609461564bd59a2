// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/catalog/fileentry.h"

#include <functional>
#include <span>
#include <vector>

namespace holdfast {

/// Entries of one folder as they are stored: a version byte (1), then for each entry its name (length and
/// bytes), type, mode, uid, gid, size, time, link (length and bytes) and, for regular files with a hash, the
/// hash (length 32 and bytes). Numbers are LEB128; times zigzag before that. Names have no slash but for the
/// root's own entry, whose name is empty.
QByteArray encodeSegment(std::span<const FileEntry> entries);

/// Which entries are wanted, by name and hash.
using SegmentFilter = std::function<bool(QByteArrayView name, QByteArrayView sha256)>;

/// The inverse; @p folder ends with a slash. With @p wanted only those entries are made. CatalogDamaged for
/// anything that encodeSegment() does not make.
Result<std::vector<FileEntry>> decodeSegment(const QByteArray &folder, const QByteArray &bytes,
                                             const SegmentFilter &wanted = {});

/// The folder (ending with a slash) and the name of an absolute path. The root is the name "" in "/".
struct SplitPath
{
    QByteArray folder;
    QByteArray name;
};
SplitPath splitPath(const QByteArray &path);

/// What of a file's hash is kept for finding it: the first eight bytes, big-endian. 0 for none.
qint64 hashKey(const QByteArray &sha256);

/// Notes that a hash (its key), of a folder, stands in a segment; the segment stays known while it is the
/// only one of its folder that has the hash.
inline constexpr QLatin1String kAddFileHash{
    "INSERT INTO file_hash (hash, folder, segment) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET segment = NULL "
    "WHERE segment <> excluded.segment"};

/// Whether a segment ends behind the entry with this name. It depends on the name alone, so that one changed
/// file changes one segment, not all that come after it. True for one name in 64.
bool endsSegment(const QByteArray &name);

} // namespace holdfast
