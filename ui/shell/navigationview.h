// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace holdfast::ui {

/// The list of pages. Rows of one page may be dropped on another one.
class NavigationView final : public QListView
{
    Q_OBJECT

public:
    explicit NavigationView(QWidget *parent = nullptr);

    /// Lets what is dragged as @p format be dropped on the page @p number.
    void setDrop(const QString &format, int number);

Q_SIGNALS:
    /// Rows were dropped on this page.
    void rowsDropped(int number);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] bool takes(const QDropEvent &event) const;

    QString m_format;
    int m_number = -1;
};

} // namespace holdfast::ui
