// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

namespace holdfast::ui {

/// The pages of the window, each with an icon and a short remark such as a count.
class NavigationModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void addPage(QLatin1String iconName, const QString &title);
    /// @p spoken says the same as @p badge in words; a bad badge is drawn as such.
    void setBadge(int row, const QString &badge, const QString &spoken, bool bad = false);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        QLatin1String iconName;
        QString title;
        QString badge;
        QString spoken;
        bool bad = false;
    };
    QList<Entry> m_entries;
};

} // namespace holdfast::ui
