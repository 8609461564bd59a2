// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/documentfilter.h"

#include "core/catalog/searchtext.h"
#include "core/catalog/statement.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Removes the documents whose value does not pass; a document behind the end of its column does not.
template <class Passes>
Result<void> narrowColumn(Database &database, SearchColumn column, qint64 indexed, DocSet &docs,
                          Passes passes)
{
    const auto nothing = [](qint64) { return false; };
    qint64 done = 0;
    auto read = SearchColumns(database).forEachBlock(column, [&](qint64 number, const ColumnBlock &block) {
        const qint64 first = number * kColumnBlock;
        const qint64 end = std::min(first + kColumnBlock, indexed);
        docs.keepIf(done, std::min(first, indexed), nothing); // of blocks that are missing
        block.withValues([&, size = block.size()](auto valueAt) {
            docs.keepIf(first, end,
                        [&](qint64 doc) { return doc - first < size && passes(valueAt(doc - first)); });
        });
        done = first + kColumnBlock;
    });
    if (!read)
        return read;
    docs.keepIf(done, indexed, nothing);
    return {};
}

} // namespace

Result<DocumentFilter> DocumentFilter::make(Database &database, const BackupFilter &filter,
                                            const QList<SearchCondition> &conditions)
{
    DocumentFilter result(database);
    result.addFilter(filter);
    for (const SearchCondition &condition : conditions)
        result.addCondition(condition);
    const bool statusAsked = !filter.statuses.isEmpty() ||
                             std::any_of(conditions.begin(), conditions.end(), [](const SearchCondition &c) {
                                 return c.kind == SearchCondition::Kind::Status && !c.negated;
                             });
    if (!filter.withDeleted && !statusAsked) {
        result.m_states &= ~(1u << int(BackupStatus::Deleted));
        result.limit(Facet::Status);
    }
    if (auto r = result.readGroup(filter.group); !r)
        return tl::unexpected(r.error());
    if (filter.pinnedOnly) {
        if (auto r = result.readPins(); !r)
            return tl::unexpected(r.error());
    }
    return result;
}

void DocumentFilter::addFilter(const BackupFilter &filter)
{
    if (!filter.statuses.isEmpty())
        addCondition({.kind = SearchCondition::Kind::Status, .statuses = filter.statuses});
    if (filter.createdSince.isValid() || filter.createdUntil.isValid()) {
        SearchCondition created{.kind = SearchCondition::Kind::Created};
        if (filter.createdSince.isValid())
            created.least = filter.createdSince.toMSecsSinceEpoch();
        if (filter.createdUntil.isValid())
            created.most = filter.createdUntil.toMSecsSinceEpoch();
        addCondition(created);
    }
    const auto addEqual = [this](SearchColumn column, Facet facet, const QString &wanted) {
        if (wanted.isEmpty())
            return;
        m_texts[size_t(column)] += [wanted](const QString &text) { return text == wanted; };
        limit(facet);
    };
    addEqual(SearchColumn::Owner, Facet::Other, filter.owner);
    addEqual(SearchColumn::Store, Facet::Store, filter.store);
    if (filter.whole)
        addCondition({.kind = SearchCondition::Kind::Whole, .least = *filter.whole, .most = *filter.whole});
    m_phone = filter.phone;
    if (!m_phone.isEmpty())
        limit(Facet::Phone);
    m_tag = filter.tag;
    if (!m_tag.isEmpty())
        limit(Facet::Tag);
    for (const BackupId &id : filter.ids)
        m_ids += id.value;
    if (!m_ids.isEmpty())
        limit(Facet::Other);
}

void DocumentFilter::addCondition(const SearchCondition &condition)
{
    using Kind = SearchCondition::Kind;
    const Range range{condition.least, condition.most, condition.negated};
    switch (condition.kind) {
    case Kind::Status: {
        quint32 states = 0;
        for (const BackupStatus status : condition.statuses)
            states |= 1u << int(status);
        m_states &= condition.negated ? ~states : states;
        limit(Facet::Status);
        break;
    }
    case Kind::Store:
        m_texts[size_t(SearchColumn::Store)] += [condition](const QString &text) {
            return normalisedSearchText(text).contains(condition.text) != condition.negated;
        };
        limit(Facet::Store);
        break;
    case Kind::Tag:
        m_tagWords += TagWord{condition.text, condition.negated};
        limit(Facet::Tag);
        break;
    case Kind::Android:
        m_texts[size_t(SearchColumn::Android)] += [range](const QString &text) {
            const auto number = androidNumber(text);
            return number ? range.holds(*number) : range.outside;
        };
        limit(Facet::Android);
        break;
    case Kind::Size:
        m_sizes += range;
        limit(Facet::Other);
        break;
    case Kind::Created:
        m_created += range;
        limit(Facet::Age);
        break;
    case Kind::Whole: {
        const bool wanted = (condition.least == 1) != condition.negated;
        m_nothing = m_nothing || (m_whole && *m_whole != wanted);
        m_whole = wanted;
        limit(Facet::Other);
        break;
    }
    }
}

Result<void> DocumentFilter::readPins()
{
    limit(Facet::Other);
    Statement pins(*m_database, u"SELECT backup_id FROM backup_pin"_s);
    const auto ids = collectRows(pins, [](const Statement &row) { return row.text(0); });
    if (!ids)
        return tl::unexpected(ids.error());
    m_pins = QSet<QString>(ids->begin(), ids->end());
    return {};
}

Result<void> DocumentFilter::readGroup(const QString &group)
{
    m_group = group;
    if (group.isEmpty())
        return {};
    limit(Facet::Group);
    Statement phones(*m_database, u"SELECT id FROM phone WHERE group_name = ?"_s);
    phones.bind(group);
    const auto ids = collectRows(phones, [](const Statement &row) { return row.text(0); });
    if (!ids)
        return tl::unexpected(ids.error());
    m_groupPhones = QSet<QString>(ids->begin(), ids->end());
    return {};
}

bool DocumentFilter::flagsPass(Facet facet, qint64 flags) const
{
    if (facet == Facet::Status)
        return (m_states >> (flags & kStatusMask)) & 1;
    return !m_nothing && (!m_whole || *m_whole == bool(flags & kWholeFlag));
}

bool DocumentFilter::textPasses(SearchColumn column, const QString &text) const
{
    const auto &checks = m_texts[size_t(column)];
    return std::all_of(checks.begin(), checks.end(), [&text](const TextCheck &check) { return check(text); });
}

namespace {

/// Whether a word of @p tag begins with @p text: who leaves out `old` wants to keep `golden`.
bool holds(const QString &tag, const QString &text)
{
    const QString normalised = normalisedSearchText(tag);
    return normalised.startsWith(text) || normalised.contains(QString(u' ' % text));
}

} // namespace

bool DocumentFilter::tagsPass(const QStringList &tags) const
{
    return (m_tag.isEmpty() || tags.contains(m_tag)) &&
           std::all_of(m_tagWords.begin(), m_tagWords.end(), [&tags](const TagWord &word) {
               const auto fits = [&word](const QString &tag) { return holds(tag, word.text); };
               return std::any_of(tags.begin(), tags.end(), fits) != word.negated;
           });
}

bool DocumentFilter::passes(Facet facet, const BackupRecord &backup) const
{
    const auto allHold = [](const QList<Range> &ranges, qint64 value) {
        return std::all_of(ranges.begin(), ranges.end(), [value](const Range &r) { return r.holds(value); });
    };
    const qint64 flags = qint64(backup.status) | (backup.whole ? kWholeFlag : 0);
    switch (facet) {
    case Facet::Status:
        return flagsPass(facet, flags);
    case Facet::Group:
        return m_group.isEmpty() || backup.groupName == m_group || m_groupPhones.contains(backup.phone.value);
    case Facet::Phone:
        return m_phone.isEmpty() || backup.phone.value == m_phone || backup.serial.value == m_phone;
    case Facet::Age:
        return allHold(m_created, backup.createdAt.toMSecsSinceEpoch());
    case Facet::Store:
        return textPasses(SearchColumn::Store, backup.storeName);
    case Facet::Android:
        return textPasses(SearchColumn::Android, backup.androidVersion);
    case Facet::Tag:
        return tagsPass(backup.tags);
    case Facet::Other:
        return flagsPass(facet, flags) && allHold(m_sizes, backup.sizeBytes) &&
               textPasses(SearchColumn::Owner, backup.owner) &&
               (m_ids.isEmpty() || m_ids.contains(backup.id.value)) &&
               (!m_pins || m_pins->contains(backup.id.value));
    }
    Q_UNREACHABLE();
}

Result<void> DocumentFilter::narrow(Facet facet, qint64 indexed, DocSet &documents) const
{
    if (!limits(facet))
        return {};
    switch (facet) {
    case Facet::Status:
        return narrowColumn(
            *m_database, SearchColumn::Flags, indexed, documents,
            [states = m_states](qint64 flags) { return (states >> (flags & kStatusMask)) & 1; });
    case Facet::Group:
        return narrowGroup(indexed, documents);
    case Facet::Phone:
        return narrowRows(u"b.phone_id = ? OR b.serial = ?"_s, {m_phone, m_phone}, indexed, documents);
    case Facet::Age:
        return narrowRange(SearchColumn::Created, m_created, indexed, documents);
    case Facet::Store:
        return narrowText(SearchColumn::Store, indexed, documents);
    case Facet::Android:
        return narrowText(SearchColumn::Android, indexed, documents);
    case Facet::Tag:
        return narrowTags(indexed, documents);
    case Facet::Other:
        break;
    }
    if (m_whole) {
        if (auto r = narrowColumn(*m_database, SearchColumn::Flags, indexed, documents,
                                  [this](qint64 flags) { return flagsPass(Facet::Other, flags); });
            !r)
            return r;
    }
    if (!m_ids.isEmpty()) {
        if (auto r = narrowRows(QString("b.id IN ("_L1 % placeholders(m_ids.size()) % u')'), m_ids, indexed,
                                documents);
            !r)
            return r;
    }
    if (m_pins) {
        if (auto r = narrowRows(u"b.id IN (SELECT p.backup_id FROM backup_pin p)"_s, {}, indexed, documents);
            !r)
            return r;
    }
    if (auto r = narrowText(SearchColumn::Owner, indexed, documents); !r)
        return r;
    return narrowRange(SearchColumn::Size, m_sizes, indexed, documents);
}

Result<void> DocumentFilter::narrowRange(SearchColumn column, const QList<Range> &ranges, qint64 indexed,
                                         DocSet &docs) const
{
    if (ranges.isEmpty())
        return {};
    if (ranges.size() == 1)
        return narrowColumn(*m_database, column, indexed, docs,
                            [range = ranges.first()](qint64 value) { return range.holds(value); });
    return narrowColumn(*m_database, column, indexed, docs, [&ranges](qint64 value) {
        return std::all_of(ranges.begin(), ranges.end(), [value](const Range &r) { return r.holds(value); });
    });
}

Result<std::vector<bool>> DocumentFilter::passingTexts(SearchColumn column) const
{
    SearchColumns columns(*m_database);
    const auto texts = columns.texts(column);
    if (!texts)
        return tl::unexpected(texts.error());
    std::vector<bool> passing;
    for (const QString &text : *texts)
        passing.push_back(textPasses(column, text));
    return passing;
}

Result<void> DocumentFilter::narrowText(SearchColumn column, qint64 indexed, DocSet &docs) const
{
    if (m_texts[size_t(column)].isEmpty())
        return {};
    const auto passing = passingTexts(column);
    if (!passing)
        return tl::unexpected(passing.error());
    return narrowColumn(*m_database, column, indexed, docs, [&passing](qint64 number) {
        return number >= 0 && number < qint64(passing->size()) && (*passing)[size_t(number)];
    });
}

/// Tags are few: those that fit are looked for, then the documents that have them.
Result<void> DocumentFilter::narrowTags(qint64 indexed, DocSet &docs) const
{
    if (!m_tag.isEmpty()) {
        if (auto r = narrowRows(u"b.id IN (SELECT t.backup_id FROM backup_tag t WHERE t.tag = ?)"_s, {m_tag},
                                indexed, docs);
            !r)
            return r;
    }
    Statement all(*m_database, u"SELECT DISTINCT tag FROM backup_tag"_s);
    const auto tags = collectRows(all, [](const Statement &row) { return row.text(0); });
    if (!tags)
        return tl::unexpected(tags.error());
    Statement find(*m_database, u"SELECT d.doc FROM backup_tag t JOIN search_document d ON d.backup_id = "
                                "t.backup_id WHERE t.tag = ? AND d.doc < ?"_s);
    for (const TagWord &word : m_tagWords) {
        DocSet having(docs.size());
        for (const QString &tag : *tags) {
            if (!holds(tag, word.text))
                continue;
            const auto found =
                collectRows(find.bind(tag).bind(indexed), [](const Statement &row) { return row.number(0); });
            if (!found)
                return tl::unexpected(found.error());
            for (const qint64 doc : *found)
                having.insert(doc);
        }
        docs.keepIf(0, indexed, [&](qint64 doc) { return having.contains(doc) != word.negated; });
    }
    return {};
}

/// In the group when it was backed up, or of a phone that is in it now.
Result<void> DocumentFilter::narrowGroup(qint64 indexed, DocSet &docs) const
{
    const auto numbersOf = [this](SearchColumn column, auto wanted) -> Result<QSet<qint64>> {
        SearchColumns columns(*m_database);
        const auto texts = columns.texts(column);
        if (!texts)
            return tl::unexpected(texts.error());
        QSet<qint64> numbers;
        for (qsizetype i = 0; i < texts->size(); ++i) {
            if (wanted((*texts)[i]))
                numbers += i;
        }
        return numbers;
    };
    const auto groups = numbersOf(SearchColumn::Group, [this](const QString &g) { return g == m_group; });
    const auto phones =
        numbersOf(SearchColumn::Phone, [this](const QString &p) { return m_groupPhones.contains(p); });
    if (!groups || !phones)
        return tl::unexpected(groups ? phones.error() : groups.error());
    DocSet now = docs;
    if (auto r = narrowColumn(*m_database, SearchColumn::Phone, indexed, now,
                              [&phones](qint64 number) { return phones->contains(number); });
        !r)
        return r;
    if (auto r = narrowColumn(*m_database, SearchColumn::Group, indexed, docs,
                              [&groups](qint64 number) { return groups->contains(number); });
        !r)
        return r;
    docs |= now;
    return {};
}

/// By an indexed condition on the rows themselves.
Result<void> DocumentFilter::narrowRows(const QString &sql, const QStringList &values, qint64 indexed,
                                        DocSet &docs) const
{
    Statement find(*m_database,
                   QString("SELECT d.doc FROM backup b JOIN search_document d ON d.backup_id = b.id "
                           "WHERE "_L1 %
                           sql));
    for (const QString &value : values)
        find.bind(value);
    const auto found = collectRows(find, [](const Statement &row) { return row.number(0); });
    if (!found)
        return tl::unexpected(found.error());
    DocSet kept(docs.size());
    for (const qint64 doc : *found) {
        if (doc < indexed && docs.contains(doc))
            kept.insert(doc);
    }
    docs.forEach(indexed, docs.size(), [&kept](qint64 doc) { kept.insert(doc); });
    docs = std::move(kept);
    return {};
}

} // namespace holdfast
