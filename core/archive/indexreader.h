// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivelayout.h"
#include "core/archive/indexentry.h"

#include <memory>
#include <optional>

namespace holdfast {

/// Reads an archive's index one entry at a time; nothing larger than a record is held. Used by one thread.
class IndexReader
{
public:
    /// @p object and @p layout are borrowed.
    static Result<std::unique_ptr<IndexReader>> open(RandomAccess &object, const ArchiveLayout &layout,
                                                     const CancelToken &cancel);

    /// The next entry, or nothing after the last, when the whole index was found to be as the layout says.
    Result<std::optional<IndexEntry>> next();

private:
    IndexReader(std::unique_ptr<ByteSource> records, const ArchiveLayout &layout, CancelToken cancel)
        : m_records(std::move(records)), m_layout(layout), m_cancel(std::move(cancel))
    {}

    Result<bool> fill(qint64 wanted);
    Result<QByteArrayView> record();
    Result<void> checkEnd() const;
    [[nodiscard]] tl::unexpected<Error> damaged(const QString &what) const;

    std::unique_ptr<ByteSource> m_records;
    const ArchiveLayout &m_layout;
    CancelToken m_cancel;
    QByteArray m_buffer;
    qint64 m_taken = 0;     ///< Of the buffer.
    qint64 m_rawLength = 0; ///< Got from the source.
    qint64 m_entries = 0;
    qint64 m_tarOffset = 0;
};

} // namespace holdfast
