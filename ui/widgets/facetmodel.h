// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>
#include <QStringList>

namespace holdfast::ui {

/// One value by which a list can be narrowed, and how many rows have it.
struct Facet
{
    QString key;
    QString label;
    qint64 count = 0;

    friend bool operator==(const Facet &, const Facet &) = default;
};

struct FacetSection
{
    QString key;
    QString title;
    QList<Facet> facets;

    friend bool operator==(const FacetSection &, const FacetSection &) = default;
};

/// The keys chosen in each section; a section without any does not narrow.
using FacetChoice = QHash<QString, QSet<QString>>;

/// Sections of facets with check boxes and counts. Ticks stay when the counts change.
class FacetModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void setSections(const QList<FacetSection> &sections);
    /// Sections in which a tick takes the other ticks away, by key.
    void setSingleSections(const QStringList &keys) { m_single = keys; }
    [[nodiscard]] const FacetChoice &choice() const { return m_choice; }
    void clear();
    /// The facet at @p index and the key of its section; a title and nothing have neither.
    [[nodiscard]] std::pair<QString, QString> keysAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    [[nodiscard]] const Facet *facetAt(const QModelIndex &index) const;
    [[nodiscard]] bool isChosen(const QModelIndex &index) const;

    QList<FacetSection> m_sections;
    FacetChoice m_choice;
    QStringList m_single;
};

} // namespace holdfast::ui
