// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/filequery.h"
#include "core/catalog/statement.h"

#include <QHash>

#include <memory>
#include <vector>

namespace holdfast {

/// A name in a folder of the file index.
struct IndexedName
{
    qint64 folder = 0;
    QByteArray folderPath{}; ///< With a slash at the end.
    QByteArray name{};

    [[nodiscard]] QByteArray path() const { return folderPath + name; }
};

/// Reads files and the backups in a scope that hold them.
class FoundFiles
{
public:
    FoundFiles(Database &database, const FileScope &scope);

    /// A file as one segment has it.
    struct Variant
    {
        qint64 segment = 0;
        FileEntry entry{};
    };
    /// All that was ever indexed under a name.
    Result<QList<Variant>> variants(const IndexedName &name);
    /// The files with this hash in a folder, or in @p segment of it unless that is 0.
    Result<QList<Variant>> withHash(qint64 folder, qint64 segment, const QByteArray &folderPath,
                                    const QByteArray &sha256);
    /// The backups that hold a variant, newest first, at most @p limit.
    Result<QList<FileHit>> holders(const Variant &variant, qint64 limit);

private:
    Result<QByteArray> segment(qint64 number);

    Statement m_byName;
    Statement m_byFolder;
    Statement m_bySegment;
    Statement m_entries;
    Statement m_holders;
    QList<QVariant> m_scope;
    QHash<qint64, QByteArray> m_segments; ///< Encoded. Names that are neighbours share them.
};

/// The newest backup first, then by id.
bool madeLater(const FileHit &a, const FileHit &b);

} // namespace holdfast
