// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonefilter.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

PhoneFilter::PhoneFilter(PhoneModel &model, QObject *parent) : QAbstractProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
    m_order = sorted();
    takeRows(accepted(m_order));
    const auto end = [this] {
        m_order = sorted();
        endStep();
    };
    connect(&model, &PhoneModel::rowsAboutToBeInserted, this, &PhoneFilter::beginStep);
    connect(&model, &PhoneModel::rowsInserted, this, end);
    connect(&model, &PhoneModel::rowsAboutToBeRemoved, this, &PhoneFilter::beginStep);
    connect(&model, &PhoneModel::rowsRemoved, this, end);
    connect(&model, &PhoneModel::dataChanged, this, &PhoneFilter::noteChange);
}

void PhoneFilter::setSearch(const QString &text)
{
    QStringList words = text.simplified().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    beginStep();
    m_words = std::move(words);
    endStep();
}

void PhoneFilter::setChoice(const FacetChoice &choice)
{
    beginStep();
    m_choice = choice;
    endStep();
}

void PhoneFilter::sort(int column, Qt::SortOrder order)
{
    beginStep();
    m_column = column;
    m_direction = order;
    m_order = sorted();
    endStep();
}

std::vector<int> PhoneFilter::sorted() const
{
    std::vector<int> order(size_t(m_model.rowCount()));
    std::iota(order.begin(), order.end(), 0);
    if (m_column < 0)
        return order;
    const std::vector<int> ranks = m_model.ranks(m_column);
    const bool descending = m_direction == Qt::DescendingOrder;
    std::sort(order.begin(), order.end(), [&](int left, int right) {
        const int a = ranks[size_t(left)];
        const int b = ranks[size_t(right)];
        if (a != b)
            return (a < b) != descending;
        // Equal ones keep one order, whatever column is sorted by.
        return m_model.phone(left).serial.value < m_model.phone(right).serial.value;
    });
    return order;
}

std::vector<int> PhoneFilter::accepted(const std::vector<int> &order) const
{
    if (!isNarrowed())
        return order;
    std::vector<int> rows;
    for (const int row : order) {
        if (accepts(row))
            rows.push_back(row);
    }
    return rows;
}

void PhoneFilter::takeRows(std::vector<int> rows)
{
    m_rows = std::move(rows);
    m_places.assign(size_t(m_model.rowCount()), -1);
    for (size_t place = 0; place < m_rows.size(); ++place)
        m_places[size_t(m_rows[place])] = static_cast<int>(place);
}

void PhoneFilter::beginStep()
{
    Q_EMIT layoutAboutToBeChanged();
    m_kept = persistentIndexList();
    for (const QModelIndex &index : std::as_const(m_kept))
        m_meant.append(mapToSource(index));
}

void PhoneFilter::endStep()
{
    takeRows(accepted(m_order));
    QModelIndexList now;
    for (const QPersistentModelIndex &meant : std::as_const(m_meant))
        now.append(mapFromSource(meant));
    changePersistentIndexList(m_kept, now);
    m_kept.clear();
    m_meant.clear();
    Q_EMIT layoutChanged();
}

void PhoneFilter::noteChange(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    // What is searched and chosen by changes with the first column, activity and ages do not.
    const bool isAboutPhones = first.column() == 0;
    const bool isSortedBy = first.column() <= m_column && m_column <= last.column();
    if (isSortedBy || (isAboutPhones && isNarrowed())) {
        std::vector<int> order = isSortedBy ? sorted() : m_order;
        const bool same = accepted(order) == m_rows;
        if (same)
            m_order = std::move(order);
        else {
            beginStep();
            m_order = std::move(order);
            endStep();
        }
    }
    int above = rowCount();
    int below = -1;
    for (int row = first.row(); row <= last.row(); ++row) {
        const int place = m_places[size_t(row)];
        if (place < 0)
            continue;
        above = std::min(above, place);
        below = std::max(below, place);
    }
    if (below >= 0)
        Q_EMIT dataChanged(index(above, first.column()), index(below, last.column()), roles);
}

bool PhoneFilter::accepts(int row) const
{
    for (const QString &word : m_words) {
        if (!m_model.searchText(row).contains(word))
            return false;
    }
    if (m_choice.isEmpty())
        return true;
    const PhoneView &phone = m_model.phone(row);
    // Asked of thousands of phones: what is not chosen by is not worked out.
    const auto allows = [this](const QString &section, auto key) {
        const auto keys = m_choice.constFind(section);
        return keys == m_choice.constEnd() || keys->contains(key());
    };
    const auto tags = m_choice.constFind(u"tag"_s);
    const bool tagged =
        tags == m_choice.constEnd() || std::any_of(phone.tags.begin(), phone.tags.end(),
                                                   [&](const QString &tag) { return tags->contains(tag); });
    return tagged && allows(u"state"_s, [&] { return QString::number(int(phoneCondition(phone))); }) &&
           allows(u"backup"_s, [&] { return phoneBackupKey(phone, m_model.now()); }) &&
           allows(u"group"_s, [&] { return phone.group; }) &&
           allows(u"android"_s, [&] { return phone.androidVersion; });
}

QModelIndex PhoneFilter::mapToSource(const QModelIndex &proxy) const
{
    return proxy.isValid() ? m_model.index(m_rows.at(size_t(proxy.row())), proxy.column()) : QModelIndex();
}

QModelIndex PhoneFilter::mapFromSource(const QModelIndex &source) const
{
    if (!source.isValid() || size_t(source.row()) >= m_places.size())
        return {};
    return index(m_places[size_t(source.row())], source.column());
}

QModelIndex PhoneFilter::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex PhoneFilter::parent(const QModelIndex &) const
{
    return {};
}

int PhoneFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PhoneFilter::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_model.columnCount();
}

QVariant PhoneFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_model.headerData(section, orientation, role);
}

} // namespace holdfast::ui
