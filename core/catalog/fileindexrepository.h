// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/fileindexwriter.h"
#include "core/catalog/filequery.h"
#include "core/catalog/page.h"

namespace holdfast {

/// Which files each backup holds. Folder listings are cut into segments that are stored once, however many
/// backups hold them: a backup is a list of segment numbers. Used in the database's thread; does not own the
/// database.
class FileIndexRepository
{
public:
    explicit FileIndexRepository(Database &database) : m_database(database) {}

    /// Begins the index of @p backup, whose row must exist; an earlier index of it is removed.
    /// BackupNotFound.
    Result<FileIndexWriter> write(const BackupId &backup, const CancelToken &token);

    /// The entries at and below @p under (an absolute path in bytes; `/` for all), folder by folder, with
    /// the path's own entry first. Empty when the backup has no (finished) index. InvalidArgument for a bad
    /// path, limit or token.
    Result<Page<FileEntry>> entries(const BackupId &backup, const QByteArray &under, const PageRequest &page);
    /// Files by path, and of each the newest backup first, at most @p limit. InvalidArgument for a bad
    /// pattern or limit.
    Result<FileHits> find(const FileQuery &query, int limit, const CancelToken &cancel);
    /// What the file at @p path (bytes, absolute) was in the backups of @p scope: the version seen last comes
    /// first, equal ones are folded. InvalidArgument for a bad path.
    Result<QList<FileVersion>> versions(const QByteArray &path, const FileScope &scope,
                                        const CancelToken &cancel);
    /// Reads the hashes of indexes that an earlier version wrote; find() needs them. Two processes may do it
    /// at once.
    Result<void> completeHashes();

    /// Whether @p backup has a finished index.
    Result<bool> has(const BackupId &backup);
    /// Removes the index of a backup and whatever no other backup needs.
    Result<void> remove(const BackupId &backup);

private:
    Database &m_database;
};

} // namespace holdfast
