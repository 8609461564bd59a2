// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/facetmodel.h"

#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <QSize>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The internal id of a section's own index; facets carry their section's number plus one.
constexpr quintptr kSection = 0;
/// Room above a title parts the sections without a line.
constexpr int kTitleHeight = 30;
constexpr int kRowHeight = 22;

bool sameShape(const QList<FacetSection> &a, const QList<FacetSection> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &left, const auto &right) {
        return left.title == right.title &&
               std::equal(left.facets.begin(), left.facets.end(), right.facets.begin(), right.facets.end(),
                          [](const Facet &x, const Facet &y) { return x.key == y.key; });
    });
}

} // namespace

void FacetModel::setSections(const QList<FacetSection> &sections)
{
    if (sections == m_sections)
        return;
    if (sameShape(sections, m_sections)) {
        // Only counts moved: nothing that the operator looks at may jump.
        m_sections = sections;
        for (int section = 0; section < rowCount(); ++section) {
            const QModelIndex top = index(section, 0);
            if (rowCount(top) > 0)
                Q_EMIT dataChanged(index(0, 0, top), index(rowCount(top) - 1, 1, top));
        }
        return;
    }
    beginResetModel();
    m_sections = sections;
    endResetModel();
}

void FacetModel::clear()
{
    if (m_choice.isEmpty())
        return;
    m_choice.clear();
    for (int section = 0; section < rowCount(); ++section) {
        const QModelIndex top = index(section, 0);
        if (rowCount(top) > 0)
            Q_EMIT dataChanged(index(0, 0, top), index(rowCount(top) - 1, 0, top), {Qt::CheckStateRole});
    }
    Q_EMIT choiceChanged();
}

const Facet *FacetModel::facetAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kSection)
        return nullptr;
    return &m_sections.at(static_cast<qsizetype>(index.internalId() - 1)).facets.at(index.row());
}

std::pair<QString, QString> FacetModel::keysAt(const QModelIndex &index) const
{
    const Facet *facet = facetAt(index);
    return facet ? std::pair(m_sections.at(index.parent().row()).key, facet->key)
                 : std::pair<QString, QString>();
}

bool FacetModel::isChosen(const QModelIndex &index) const
{
    const Facet *facet = facetAt(index);
    return facet && m_choice.value(m_sections.at(index.parent().row()).key).contains(facet->key);
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= columnCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kSection);
}

QModelIndex FacetModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kSection)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kSection);
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    if (parent.internalId() != kSection || parent.column() != 0)
        return 0;
    return static_cast<int>(m_sections.at(parent.row()).facets.size());
}

int FacetModel::columnCount(const QModelIndex &) const
{
    return 2;
}

QVariant FacetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Facet *facet = facetAt(index);
    if (!facet) {
        if (role == Qt::DisplayRole && index.column() == 0)
            return m_sections.at(index.row()).title;
        if (role == Qt::SizeHintRole)
            return QSize(0, kTitleHeight);
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignLeft | Qt::AlignBottom);
        return role == ToneRole ? QVariant(int(Tone::Muted)) : QVariant();
    }
    // Of the second column the delegate tells the width: its numbers are never cut off.
    if (role == Qt::SizeHintRole && index.column() == 0)
        return QSize(0, kRowHeight);
    if (index.column() == 1) {
        if (role == Qt::DisplayRole)
            return countText(facet->count);
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return role == ToneRole ? QVariant(int(Tone::Muted)) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return facet->label;
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(facet->label, countText(facet->count));
    case Qt::CheckStateRole:
        return isChosen(index) ? Qt::Checked : Qt::Unchecked;
    default:
        return {};
    }
}

bool FacetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Facet *facet = facetAt(index);
    if (!facet || index.column() != 0 || role != Qt::CheckStateRole)
        return false;
    const QString section = m_sections.at(index.parent().row()).key;
    QSet<QString> &chosen = m_choice[section];
    if (m_single.contains(section))
        chosen.clear();
    if (value.toInt() == Qt::Checked)
        chosen.insert(facet->key);
    else
        chosen.remove(facet->key);
    if (chosen.isEmpty())
        m_choice.remove(section);
    Q_EMIT dataChanged(this->index(0, 0, index.parent()),
                       this->index(rowCount(index.parent()) - 1, 0, index.parent()), {Qt::CheckStateRole});
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags FacetModel::flags(const QModelIndex &index) const
{
    if (!facetAt(index))
        return Qt::ItemIsEnabled;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == 0 ? plain | Qt::ItemIsUserCheckable : plain;
}

} // namespace holdfast::ui
