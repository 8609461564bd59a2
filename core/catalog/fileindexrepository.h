// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/catalog/database.h"
#include "core/catalog/fileentry.h"
#include "core/catalog/page.h"

#include <QHash>

#include <vector>

namespace holdfast {

class FileIndexRepository;

/// Takes the files of one backup, in the order of a walk (a folder's entries by name, what lies below a
/// subfolder right after it). Other orders work too, but share less. Memory stays bounded: finished parts
/// are written in small transactions, and the index counts only once finish() has returned.
class FileIndexWriter
{
public:
    /// InvalidArgument for a path that is not absolute.
    Result<void> add(const FileEntry &entry);
    Result<void> finish();

private:
    friend class FileIndexRepository;

    struct OpenFolder
    {
        QByteArray path; ///< With a slash at the end.
        std::vector<FileEntry> entries;
    };
    struct Segment
    {
        QByteArray folder;
        QByteArray firstName;
        QByteArray digest;
        QByteArray entries;
        qint64 count = 0;
        QList<QByteArray> names;
    };

    FileIndexWriter(Database &database, BackupId backup, qint64 number, CancelToken token)
        : m_database(database), m_backup(std::move(backup)), m_number(number), m_token(std::move(token))
    {}
    void cut(OpenFolder &folder);
    Result<void> flush();

    Database &m_database;
    BackupId m_backup;
    qint64 m_number;
    CancelToken m_token;
    std::vector<OpenFolder> m_open; ///< From the root to the folder that is being filled.
    std::vector<Segment> m_segments;
    QHash<QByteArray, qint64> m_folderNumbers;
    qint64 m_entryCount = 0;
};

/// Where a file was found.
struct FileHit
{
    BackupId backup;
    FileEntry file;

    friend bool operator==(const FileHit &, const FileHit &) = default;
};

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
    /// Files whose name fits @p namePattern (`*`, `?`, a backslash before what is meant plainly; see
    /// PathPattern), by name and newest backup first, at most @p limit; in one backup unless @p backup is
    /// empty. InvalidArgument for a bad pattern.
    Result<QList<FileHit>> find(const QString &namePattern, int limit, const BackupId &backup = {});

    /// Whether @p backup has a finished index.
    Result<bool> has(const BackupId &backup);
    /// Removes the index of a backup and whatever no other backup needs.
    Result<void> remove(const BackupId &backup);

private:
    Database &m_database;
};

} // namespace holdfast
