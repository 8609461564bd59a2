// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTableView>

namespace holdfast::ui {

/// A dense table as all our lists are: whole rows, many at once, no grid, a column menu on the header, Ctrl+C
/// as tab-separated text. Its rows are of one height, so that a million of them cost nothing.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Makes each column as wide as its sample text or its title; column @p stretched takes the rest.
    void sizeColumns(const QStringList &samples, int stretched);
    /// Rows that are selected, counted without making a list of them.
    [[nodiscard]] int selectedRowCount() const;
    /// The selected rows, rising.
    [[nodiscard]] QList<int> selectedRowNumbers() const;
    /// Lets selected rows be dragged within the window, to what takes @p format. What is dropped is what is
    /// selected here; the data are only its number.
    void setDragFormat(const QString &format);

Q_SIGNALS:
    /// The selection or the rows under it changed.
    void selectedRowsChanged();
    /// Enter or a double click on a row.
    void rowOpened(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    /// Makes the one selected row the current one too: screen readers select rows without moving to them.
    void followSelection();
    void copySelection() const;
    void showColumnMenu(const QPoint &position);

    QString m_dragFormat;
};

} // namespace holdfast::ui
