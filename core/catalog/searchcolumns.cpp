// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/searchcolumns.h"

#include "core/catalog/statement.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kMaxKeptNumbers = 50'000;

int widthOf(SearchColumn column)
{
    switch (column) {
    case SearchColumn::Created:
    case SearchColumn::Size:
        return 8;
    case SearchColumn::Flags:
        return 1;
    default:
        return 4;
    }
}

Result<qint64> firstNumber(Statement &statement, qint64 otherwise)
{
    const auto rows = collectRows(statement, [](const Statement &row) { return row.number(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? otherwise : rows->first();
}

} // namespace

ColumnBlock::ColumnBlock(SearchColumn column, QByteArray content)
    : m_width(widthOf(column)), m_content(std::move(content))
{}

qint64 ColumnBlock::value(qint64 index) const
{
    const char *at = m_content.constData() + index * m_width;
    if (m_width == 8)
        return qFromLittleEndian<qint64>(at);
    return m_width == 4 ? qFromLittleEndian<qint32>(at) : quint8(*at);
}

void ColumnBlock::setValue(qint64 index, qint64 value)
{
    const qint64 needed = (index + 1) * m_width;
    if (m_content.size() < needed)
        m_content.append(needed - m_content.size(), '\0');
    char *at = m_content.data() + index * m_width;
    if (m_width == 8)
        qToLittleEndian(value, at);
    else if (m_width == 4)
        qToLittleEndian(qint32(value), at);
    else
        *at = char(value);
}

qint64 ColumnBlock::greatest() const
{
    qint64 greatest = std::numeric_limits<qint64>::min();
    for (qint64 i = 0; i < size(); ++i)
        greatest = std::max(greatest, value(i));
    return greatest;
}

Result<SearchColumnValues> SearchColumns::valuesOf(const BackupRecord &backup)
{
    SearchColumnValues values{};
    values[size_t(SearchColumn::Created)] = backup.createdAt.toMSecsSinceEpoch();
    values[size_t(SearchColumn::Size)] = backup.sizeBytes;
    values[size_t(SearchColumn::Flags)] = qint64(backup.status) | (backup.whole ? kWholeFlag : 0);
    const QString *const texts[] = {&backup.phone.value, &backup.groupName, &backup.owner, &backup.storeName,
                                    &backup.androidVersion};
    for (int i = 0; i < int(std::size(texts)); ++i) {
        const auto number = numberOf(SearchColumn(kFirstTextColumn + i), *texts[i]);
        if (!number)
            return tl::unexpected(number.error());
        values[size_t(kFirstTextColumn + i)] = *number;
    }
    return values;
}

Result<qint64> SearchColumns::numberOf(SearchColumn column, const QString &text)
{
    auto &known = m_numbers[size_t(column)];
    if (const auto it = known.constFind(text); it != known.constEnd())
        return *it;
    Statement find(m_database, u"SELECT number FROM search_value WHERE kind = ? AND text = ?"_s);
    find.bind(int(column)).bind(text);
    auto number = firstNumber(find, -1);
    if (number && *number < 0) {
        Statement add(m_database, u"INSERT INTO search_value (kind, number, text) SELECT ?, count(*), ? FROM "
                                  "search_value WHERE kind = ? RETURNING number"_s);
        add.bind(int(column)).bind(text).bind(int(column));
        number = firstNumber(add, -1);
    }
    if (number && known.size() < kMaxKeptNumbers)
        known.insert(text, *number);
    return number;
}

Result<void> SearchColumns::write(qint64 first, const std::vector<SearchColumnValues> &values)
{
    for (size_t done = 0; done < values.size();) {
        const qint64 doc = first + qint64(done);
        const qint64 block = doc / kColumnBlock;
        const size_t count = std::min(values.size() - done, size_t((block + 1) * kColumnBlock - doc));
        for (int column = 0; column < kSearchColumnCount; ++column) {
            auto content = read(SearchColumn(column), block);
            if (!content)
                return tl::unexpected(content.error());
            for (size_t i = 0; i < count; ++i)
                content->setValue(doc - block * kColumnBlock + qint64(i), values[done + i][size_t(column)]);
            if (auto r = store(SearchColumn(column), block, *content); !r)
                return r;
        }
        done += count;
    }
    return {};
}

Result<void> SearchColumns::write(SearchColumn column, qint64 doc, qint64 value)
{
    const qint64 block = doc / kColumnBlock;
    auto content = read(column, block);
    if (!content)
        return tl::unexpected(content.error());
    content->setValue(doc - block * kColumnBlock, value);
    return store(column, block, *content);
}

Result<void> SearchColumns::store(SearchColumn column, qint64 block, const ColumnBlock &content)
{
    Statement statement(m_database,
                        u"INSERT INTO search_column (kind, block, newest, content) VALUES (?, ?, ?, ?) ON "
                        "CONFLICT (kind, block) DO UPDATE SET newest = excluded.newest, content = "
                        "excluded.content"_s);
    statement.bind(int(column)).bind(block);
    statement.bind(column == SearchColumn::Created ? content.greatest() : 0).bind(content.content());
    return statement.run();
}

Result<ColumnBlock> SearchColumns::read(SearchColumn column, qint64 block)
{
    Statement statement(m_database, u"SELECT content FROM search_column WHERE kind = ? AND block = ?"_s);
    statement.bind(int(column)).bind(block);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.bytes(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return ColumnBlock(column, rows->value(0));
}

Result<void> SearchColumns::forEachBlock(SearchColumn column,
                                         const std::function<void(qint64, const ColumnBlock &)> &visit)
{
    Statement statement(
        m_database,
        u"SELECT block, content FROM search_column WHERE kind = ? AND block >= 0 ORDER BY block"_s);
    if (auto r = statement.bind(int(column)).run(); !r)
        return r;
    while (true) {
        const auto more = statement.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        visit(statement.number(0), ColumnBlock(column, statement.bytes(1)));
    }
}

Result<std::vector<ColumnBlock>> SearchColumns::readAll(SearchColumn column)
{
    std::vector<ColumnBlock> blocks;
    const auto read = forEachBlock(column, [&](qint64 number, const ColumnBlock &block) {
        blocks.resize(size_t(number), ColumnBlock(column, {}));
        blocks.push_back(block);
    });
    if (!read)
        return tl::unexpected(read.error());
    return blocks;
}

Result<QList<SearchColumns::NewestBlock>> SearchColumns::newestBlocks()
{
    Statement statement(m_database,
                        u"SELECT block, newest FROM search_column WHERE kind = 0 ORDER BY newest DESC, block "
                        "DESC"_s);
    return collectRows(statement, [](const Statement &row) {
        return NewestBlock{row.number(0), row.number(1)};
    });
}

Result<QStringList> SearchColumns::texts(SearchColumn column)
{
    Statement statement(m_database, u"SELECT text FROM search_value WHERE kind = ? ORDER BY number"_s);
    statement.bind(int(column));
    return collectRows(statement, [](const Statement &row) { return row.text(0); });
}

Result<QString> SearchColumns::text(SearchColumn column, qint64 number)
{
    Statement statement(m_database, u"SELECT text FROM search_value WHERE kind = ? AND number = ?"_s);
    statement.bind(int(column)).bind(number);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.text(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

} // namespace holdfast
