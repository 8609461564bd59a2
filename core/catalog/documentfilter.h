// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/docset.h"
#include "core/catalog/searchcolumns.h"
#include "core/catalog/searchquery.h"

#include <QSet>

#include <functional>
#include <optional>

namespace holdfast {

/// What can be counted and chosen beside a list.
enum class Facet : quint8 { Status, Group, Phone, Age, Store, Android, Tag, Other };
inline constexpr int kFacetCount = 8; ///< With Other, which is not shown.

/// The conditions of a filter and of a query's facts, ready for records and for columns. Conditions belong to
/// facets, so that the counts of a facet can leave its own conditions out. Used inside one ReadSnapshot.
class DocumentFilter
{
public:
    static Result<DocumentFilter> make(Database &database, const BackupFilter &filter,
                                       const QList<SearchCondition> &conditions);

    /// Whether the conditions of @p facet let a record pass.
    [[nodiscard]] bool passes(Facet facet, const BackupRecord &backup) const;
    /// Whether a facet has conditions at all.
    [[nodiscard]] bool limits(Facet facet) const { return m_limited[size_t(facet)]; }
    /// Removes the documents from 0 to before @p indexed that do not pass.
    Result<void> narrow(Facet facet, qint64 indexed, DocSet &documents) const;

private:
    struct Range
    {
        qint64 least = 0;
        qint64 most = 0;
        bool outside = false;

        [[nodiscard]] bool holds(qint64 value) const { return (value >= least && value <= most) != outside; }
    };
    /// The beginning of a word that a tag must, or none may, have.
    struct TagWord
    {
        QString text;
        bool negated = false;
    };
    using TextCheck = std::function<bool(const QString &)>;

    explicit DocumentFilter(Database &database) : m_database(&database) {}
    void addFilter(const BackupFilter &filter);
    void addCondition(const SearchCondition &condition);
    Result<void> readGroup(const QString &group);
    Result<void> readPins();
    void limitFlags(Facet facet, quint32 allowed);
    void limit(Facet facet) { m_limited[size_t(facet)] = true; }
    [[nodiscard]] bool flagsPass(Facet facet, qint64 flags) const;
    [[nodiscard]] bool textPasses(SearchColumn column, const QString &text) const;
    Result<void> narrowRange(SearchColumn column, const QList<Range> &ranges, qint64 indexed,
                             DocSet &docs) const;
    Result<void> narrowText(SearchColumn column, qint64 indexed, DocSet &docs) const;
    [[nodiscard]] bool tagsPass(const QStringList &tags) const;
    Result<void> narrowTags(qint64 indexed, DocSet &docs) const;
    Result<void> narrowGroup(qint64 indexed, DocSet &docs) const;
    Result<void> narrowRows(const QString &sql, const QStringList &values, qint64 indexed,
                            DocSet &docs) const;
    Result<std::vector<bool>> passingTexts(SearchColumn column) const;

    Database *m_database;
    std::array<bool, kFacetCount> m_limited{};
    quint32 m_states = ~0u; ///< A bit for each status that passes.
    std::optional<bool> m_whole;
    bool m_nothing = false; ///< Two conditions contradict each other.
    QList<Range> m_created;
    QList<Range> m_sizes;
    std::array<QList<TextCheck>, kSearchColumnCount> m_texts;
    QString m_group;
    QSet<QString> m_groupPhones; ///< Ids of the phones that are in m_group now.
    QString m_phone;
    QString m_tag;
    QList<TagWord> m_tagWords;
    QStringList m_ids;
    std::optional<QSet<QString>> m_pins; ///< Ids of what is pinned, where only that is wanted.
};

} // namespace holdfast
