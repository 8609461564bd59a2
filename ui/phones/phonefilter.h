// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/phones/phonemodel.h"

#include <QAbstractProxyModel>
#include <QPersistentModelIndex>

#include <vector>

namespace holdfast::ui {

/// What the search and the facets leave of the phones, sorted. Whatever changes is told as one new layout: of
/// thousands of phones a QSortFilterProxyModel asks row by row, and holds the window up.
class PhoneFilter final : public QAbstractProxyModel
{
    Q_OBJECT

public:
    explicit PhoneFilter(PhoneModel &model, QObject *parent = nullptr);

    /// Each word is in the name, serial, model, group, tags or Android version; without regard to case.
    void setSearch(const QString &text);
    void setChoice(const FacetChoice &choice);
    [[nodiscard]] bool isNarrowed() const { return !m_words.isEmpty() || !m_choice.isEmpty(); }
    [[nodiscard]] const PhoneView &phone(int row) const { return m_model.phone(m_rows.at(size_t(row))); }

    QModelIndex mapToSource(const QModelIndex &proxy) const override;
    QModelIndex mapFromSource(const QModelIndex &source) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// Phones may be dragged to groups and tags.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        const Qt::ItemFlags flags = QAbstractProxyModel::flags(index);
        return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] bool accepts(int row) const;
    /// All rows of the source as they are sorted.
    [[nodiscard]] std::vector<int> sorted() const;
    [[nodiscard]] std::vector<int> accepted(const std::vector<int> &order) const;
    void takeRows(std::vector<int> rows);
    void beginStep();
    void endStep();
    void noteChange(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);

    PhoneModel &m_model;
    QStringList m_words;
    FacetChoice m_choice;
    int m_column = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    std::vector<int> m_order;  ///< Rows of the source, all of them, sorted.
    std::vector<int> m_rows;   ///< Those of them that are shown.
    std::vector<int> m_places; ///< Where each row of the source is shown, or -1.
    QModelIndexList m_kept;    ///< During a step: indexes that others hold, and what they mean.
    QList<QPersistentModelIndex> m_meant;
};

} // namespace holdfast::ui
