// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigationmodel.h"

#include "ui/shell/theme.h"
#include "ui/widgets/roles.h"

#include <QSize>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Tall enough for a finger, as navigation is on every platform.
constexpr int kRowHeight = 32;

} // namespace

void NavigationModel::addPage(QLatin1String iconName, const QString &title)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.append({iconName, title, {}, {}, false});
    endInsertRows();
}

void NavigationModel::setBadge(int row, const QString &badge, const QString &spoken, bool bad)
{
    Entry &entry = m_entries[row];
    if (entry.badge == badge && entry.bad == bad && entry.spoken == spoken)
        return;
    entry.badge = badge;
    entry.spoken = spoken;
    entry.bad = bad;
    Q_EMIT dataChanged(index(row), index(row));
}

int NavigationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant NavigationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case TrailingRole:
        return entry.badge;
    case Qt::AccessibleTextRole:
        return entry.spoken.isEmpty() ? entry.title : u"%1, %2"_s.arg(entry.title, entry.spoken);
    case Qt::ToolTipRole:
        return entry.spoken;
    case Qt::SizeHintRole:
        return QSize(0, kRowHeight);
    case IconNameRole:
        return QString(entry.iconName);
    case ToneRole:
        return entry.bad ? QVariant(int(Tone::Bad)) : QVariant(int(Tone::Plain));
    default:
        return {};
    }
}

} // namespace holdfast::ui
