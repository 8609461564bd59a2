// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivereader.h"
#include "core/archive/tarreader.h"

namespace holdfast {

/// The content of one file of an archive, holes as zeros. Used by one thread; the reader outlives it.
class EntryContent final : public ByteSource
{
public:
    static Result<std::unique_ptr<EntryContent>> open(ArchiveReader &reader, const IndexEntry &entry,
                                                      const CancelToken &cancel);
    Result<qint64> read(char *data, qint64 size) override;

private:
    EntryContent(std::unique_ptr<ByteSource> tar, qint64 size)
        : m_tar(std::move(tar)), m_reader(blocksOf(*m_tar)), m_size(size)
    {}

    std::unique_ptr<ByteSource> m_tar;
    TarReader m_reader;
    qint64 m_size;
    qint64 m_at = 0; ///< In the file.
    TarReader::Run m_run;
};

/// The same for reading single ranges. Each is read from the file's beginning: fit for a few.
class ArchivedFile final : public RandomAccess
{
public:
    ArchivedFile(ArchiveReader &reader, IndexEntry entry) : m_reader(reader), m_entry(std::move(entry)) {}

    Result<qint64> size() override { return m_entry.size; }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override;

private:
    ArchiveReader &m_reader;
    IndexEntry m_entry;
};

} // namespace holdfast
