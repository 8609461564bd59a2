// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/apps/applistmodel.h"

#include "ui/apps/appiconimage.h"
#include "ui/shell/icons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <QPixmap>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

AppRow appRow(const AppView &app, const QString &locale, int iconSize, double ratio)
{
    AppRow row;
    row.package = app.package;
    row.label = app.labelFor(locale);
    row.version = app.versionName.isEmpty() ? QString::number(app.versionCode)
                                            : u"%1 (%2)"_s.arg(app.versionName).arg(app.versionCode);
    row.problem = app.problem;
    row.icon = appIconImage(app.icon, qRound(iconSize * ratio));
    row.icon.setDevicePixelRatio(ratio);
    for (const qint64 part : {app.apkBytes, app.dataBytes, app.deviceDataBytes, app.externalDataBytes,
                              app.obbBytes, app.mediaBytes}) {
        if (part >= 0)
            row.bytes = std::max<qint64>(row.bytes, 0) + part;
    }
    row.phones = 1;
    row.system = app.system;
    return row;
}

AppListModel::AppListModel(bool checkable, QObject *parent)
    : QAbstractTableModel(parent), m_checkable(checkable)
{}

void AppListModel::clear(int phones)
{
    beginResetModel();
    m_phones = phones;
    m_apps.clear();
    m_checked.clear();
    endResetModel();
    Q_EMIT checkedChanged();
}

void AppListModel::add(const QList<AppRow> &apps)
{
    for (const AppRow &app : apps) {
        const auto at =
            std::lower_bound(m_apps.begin(), m_apps.end(), app.package,
                             [](const AppRow &row, const QString &package) { return row.package < package; });
        const int row = static_cast<int>(at - m_apps.begin());
        if (at == m_apps.end() || at->package != app.package) {
            beginInsertRows({}, row, row);
            m_apps.insert(row, app);
            endInsertRows();
            continue;
        }
        at->phones += app.phones;
        at->bytes = std::max(at->bytes, app.bytes);
        if (at->version != app.version)
            at->version = tr("several");
        if (at->icon.isNull())
            at->icon = app.icon;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

QStringList AppListModel::checkedPackages() const
{
    QStringList packages(m_checked.begin(), m_checked.end());
    packages.sort();
    return packages;
}

qint64 AppListModel::checkedBytes() const
{
    qint64 bytes = 0;
    for (const AppRow &app : m_apps) {
        if (m_checked.contains(app.package))
            bytes += std::max<qint64>(app.bytes, 0);
    }
    return bytes;
}

int AppListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_apps.size());
}

int AppListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AppListModel::text(const AppRow &app, int column) const
{
    switch (column) {
    case Name:
        return app.label.isEmpty() ? app.package : app.label;
    case Package:
        return app.package;
    case Version:
        return app.version;
    case Size:
        return sizeText(app.bytes);
    case Phones:
        return tr("%1 of %2").arg(app.phones).arg(m_phones);
    default:
        return {};
    }
}

QVariant AppListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AppRow &app = m_apps[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(app, index.column());
    case Qt::DecorationRole:
        if (index.column() != Name)
            return {};
        return app.icon.isNull() ? QVariant(icon("app"_L1)) : QVariant(QPixmap::fromImage(app.icon));
    case Qt::CheckStateRole:
        if (!m_checkable || index.column() != Name)
            return {};
        return m_checked.contains(app.package) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return int((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return app.problem.isEmpty() ? text(app, index.column()) : app.problem;
    case SortRole:
        return index.column() == Size     ? QVariant(app.bytes)
               : index.column() == Phones ? QVariant(app.phones)
                                          : QVariant(text(app, index.column()).toCaseFolded());
    default:
        return {};
    }
}

bool AppListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_checkable || role != Qt::CheckStateRole || index.column() != Name)
        return false;
    const QString &package = m_apps[index.row()].package;
    if (value.toInt() == Qt::Checked)
        m_checked.insert(package);
    else
        m_checked.remove(package);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
    return true;
}

QVariant AppListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("App");
    case Package:
        return tr("Package");
    case Version:
        return tr("Version");
    case Size:
        return tr("Size");
    case Phones:
        return tr("Phones");
    default:
        return {};
    }
}

Qt::ItemFlags AppListModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_checkable && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace holdfast::ui
