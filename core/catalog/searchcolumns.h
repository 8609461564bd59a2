// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"
#include "core/catalog/database.h"

#include <QByteArray>
#include <QHash>
#include <QtEndian>

#include <array>
#include <functional>
#include <vector>

namespace holdfast {

/// What filters and facets look at, kept by document number so that a million backups are read in a moment.
enum class SearchColumn : quint8 {
    Created, ///< Milliseconds.
    Size,    ///< Bytes of the files.
    Flags,   ///< BackupStatus, and kWholeFlag.
    Phone,   ///< This and the next ones: numbers of texts in `search_value`.
    Group,
    Owner,
    Store,
    Android,
};
inline constexpr int kSearchColumnCount = 8;
inline constexpr int kFirstTextColumn = int(SearchColumn::Phone);
inline constexpr qint64 kStatusMask = 0x0f;
inline constexpr qint64 kWholeFlag = 0x10;

/// Columns are kept for this many documents at a time.
inline constexpr qint64 kColumnBlock = 1024;

using SearchColumnValues = std::array<qint64, kSearchColumnCount>;

/// The values of one column in one block, as they are stored: little-endian, 8 bytes for numbers, 4 for
/// numbers of texts, 1 for flags.
class ColumnBlock
{
public:
    ColumnBlock() = default;
    ColumnBlock(SearchColumn column, QByteArray content);

    [[nodiscard]] qint64 size() const { return m_content.size() / m_width; }
    /// @p index is less than size().
    [[nodiscard]] qint64 value(qint64 index) const;
    /// Calls @p use with a function that gives values by their index, without asking each time how wide they
    /// are.
    template <class Use>
    void withValues(Use use) const
    {
        const char *const content = m_content.constData();
        if (m_width == 8)
            use([content](qint64 index) { return qFromLittleEndian<qint64>(content + index * 8); });
        else if (m_width == 4)
            use([content](qint64 index) { return qint64(qFromLittleEndian<qint32>(content + index * 4)); });
        else
            use([content](qint64 index) { return qint64(quint8(content[index])); });
    }
    /// Makes the block longer where needed, with zeros.
    void setValue(qint64 index, qint64 value);
    [[nodiscard]] qint64 greatest() const;
    [[nodiscard]] const QByteArray &content() const { return m_content; }

private:
    int m_width = 1;
    QByteArray m_content;
};

/// Reads and writes columns. Writing happens inside the caller's transaction.
class SearchColumns
{
public:
    explicit SearchColumns(Database &database) : m_database(database) {}

    /// The values of a record; new texts get numbers.
    Result<SearchColumnValues> valuesOf(const BackupRecord &backup);
    /// Sets the values of documents, @p first and those that follow.
    Result<void> write(qint64 first, const std::vector<SearchColumnValues> &values);
    /// Sets one value.
    Result<void> write(SearchColumn column, qint64 doc, qint64 value);

    /// An empty block where there is none.
    Result<ColumnBlock> read(SearchColumn column, qint64 block);
    /// Calls @p visit with the number and the content of each block there is, in order.
    Result<void> forEachBlock(SearchColumn column,
                              const std::function<void(qint64, const ColumnBlock &)> &visit);
    /// All blocks of a column, in order; a block that is missing is empty.
    Result<std::vector<ColumnBlock>> readAll(SearchColumn column);

    struct NewestBlock
    {
        qint64 block = 0;
        qint64 newest = 0; ///< The greatest creation time in it.
    };
    /// All blocks, the one with the newest document first.
    Result<QList<NewestBlock>> newestBlocks();

    /// The texts of a column by number.
    Result<QStringList> texts(SearchColumn column);
    Result<QString> text(SearchColumn column, qint64 number);

private:
    Result<qint64> numberOf(SearchColumn column, const QString &text);
    Result<void> store(SearchColumn column, qint64 block, const ColumnBlock &content);

    Database &m_database;
    std::array<QHash<QString, qint64>, kSearchColumnCount> m_numbers;
};

} // namespace holdfast
