// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/indexentry.h"
#include "core/archive/tarreader.h"
#include "core/base/cancel.h"
#include "core/base/sha256.h"

#include <optional>

namespace holdfast {

/// Describes and hashes the entries of a tar one by one. Used by one thread.
class TarScanner
{
public:
    /// A file larger than @p maxFileSize is an error: a header may claim any size for a sparse file.
    TarScanner(TarReader &tar, qint64 maxFileSize, CancelToken cancel)
        : m_tar(tar), m_maxFileSize(maxFileSize), m_cancel(std::move(cancel))
    {}

    /// The next entry, its content read and hashed, or nothing after the last (the tar is then read to its
    /// end and found whole).
    Result<std::optional<IndexEntry>> next();

private:
    Result<void> advance();
    Result<void> readContent(IndexEntry &entry);
    Result<void> hashHole(qint64 length);

    TarReader &m_tar;
    qint64 m_maxFileSize;
    CancelToken m_cancel;
    Sha256 m_hash;
    bool m_started = false;
    bool m_atEntry = false;
};

/// Metadata of the current entry of @p tar: everything but hash, place and length.
Result<IndexEntry> describeEntry(const TarReader &tar);

} // namespace holdfast
