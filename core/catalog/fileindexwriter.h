// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/ids.h"
#include "core/catalog/database.h"
#include "core/catalog/fileentry.h"

#include <QList>

#include <vector>

namespace holdfast {

/// Takes the files of one backup, in the order of a walk (a folder's entries by name, what lies below a
/// subfolder right after it). Other orders work too, but share less. Memory stays bounded: finished parts
/// are written in small transactions, and the index counts only once finish() has returned.
class FileIndexWriter
{
public:
    /// InvalidArgument for a path that is not absolute. After an error the writer is not used again.
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
        QList<QByteArray> names; ///< Sorted.
        QList<qint64> hashes;    ///< See hashKey().
        QByteArray entries;      ///< Encoded.
    };

    FileIndexWriter(Database &database, BackupId backup, qint64 number, CancelToken token)
        : m_database(database), m_backup(std::move(backup)), m_number(number), m_token(std::move(token))
    {}
    void cut(OpenFolder &folder);
    void closeLast();
    Result<void> flush();

    Database &m_database;
    BackupId m_backup;
    qint64 m_number;
    CancelToken m_token;
    std::vector<OpenFolder> m_open; ///< From the root to the folder that is being filled.
    std::vector<Segment> m_segments;
    qint64 m_pendingBytes = 0;
    qint64 m_entryCount = 0;
};

} // namespace holdfast
