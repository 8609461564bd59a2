// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QAbstractTableModel>
#include <QImage>
#include <QSet>

namespace holdfast::ui {

/// One app as a list shows it: of a phone, of several phones together, or of a backup.
struct AppRow
{
    QString package;
    QString label;
    QString version; ///< "1.2 (34)", or where phones differ "several".
    QString problem; ///< Why label and icon are missing.
    QImage icon;
    qint64 bytes = -1; ///< With all its data; the largest of the phones.
    int phones = 0;    ///< That have it.
    bool system = false;
};

/// Makes a row of what a phone says of an app, its icon painted @p iconSize large for a screen of @p ratio
/// pixels to one of those. Safe on any thread.
AppRow appRow(const AppView &app, const QString &locale, int iconSize, double ratio);

/// A list of apps by label, with boxes where something is to be chosen. Lives in the GUI thread.
class AppListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Package, Version, Size, Phones, ColumnCount };

    explicit AppListModel(bool checkable, QObject *parent = nullptr);

    /// Begins anew for apps of @p phones phones.
    void clear(int phones);
    /// Adds what one more phone has, or the apps of a backup.
    void add(const QList<AppRow> &apps);
    /// Ticked packages in their order.
    [[nodiscard]] QStringList checkedPackages() const;
    /// What the ticked ones take on a phone that has them all, as far as it is known.
    [[nodiscard]] qint64 checkedBytes() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void checkedChanged();

private:
    [[nodiscard]] QString text(const AppRow &app, int column) const;

    const bool m_checkable;
    int m_phones = 0;
    QList<AppRow> m_apps; ///< By package.
    QSet<QString> m_checked;
};

} // namespace holdfast::ui
