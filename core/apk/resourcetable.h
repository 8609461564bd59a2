// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/binaryxml.h"
#include "core/apk/resourceconfig.h"

#include <QHash>

#include <memory>
#include <optional>

namespace holdfast {

/// The resource table of one APK (resources.arsc): values by id, in sets for configurations. Opening it reads
/// the heads of its parts, looking up a few bytes in each part of the id's type. Used by one thread at a
/// time. Format: AOSP's androidfw/ResourceTypes.h.
class ResourceTable
{
public:
    /// One value of one set. Of a table or style (a "bag") only that it is one is told.
    struct Value
    {
        ResourceConfig config;
        ResourceValue value;
        bool bag = false;
    };

    /// ApkInvalid for a table that is not what its heads say.
    static Result<std::unique_ptr<ResourceTable>> open(std::unique_ptr<ChunkBytes> bytes,
                                                       const CancelToken &cancel);

    /// The best value of @p id for @p choice; nothing when the table has none that fits. References are not
    /// followed.
    Result<std::optional<Value>> find(quint32 id, const ResourceChoice &choice);
    /// The text of a value of type String.
    Result<QString> string(quint32 index) { return m_strings.at(index); }

private:
    /// One RES_TABLE_TYPE_TYPE chunk.
    struct Set
    {
        ResourceConfig config;
        qint64 offsets = 0; ///< Where the table of entries begins.
        qint64 entries = 0; ///< Where the entries begin.
        qint64 end = 0;
        quint32 count = 0;
        quint8 flags = 0;
    };

    explicit ResourceTable(std::unique_ptr<ChunkBytes> bytes) : m_bytes(std::move(bytes)) {}
    Result<void> readParts(const CancelToken &cancel);
    Result<void> readPackage(const Chunk &package, const CancelToken &cancel);
    /// @p head holds the beginning of the chunk, from @p at.
    Result<void> readSet(quint32 packageId, const Chunk &chunk, ChunkBytes &head, qint64 at);
    Result<std::optional<qint64>> entryOffset(const Set &set, quint16 entry);
    Result<std::optional<qint64>> sparseOffset(const Set &set, quint16 entry);
    Result<Value> valueAt(const Set &set, qint64 offset);

    std::unique_ptr<ChunkBytes> m_bytes;
    StringPool m_strings;
    QHash<quint32, QList<Set>> m_sets; ///< By package and type: the upper 16 bits of ids.
    int m_setCount = 0;
};

} // namespace holdfast
