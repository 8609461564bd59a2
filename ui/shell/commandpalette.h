// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace holdfast::ui {

/// Finds any action by typing a part of its name and does it.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    /// @p actions are borrowed and outlive the dialog.
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void list(const QString &text);
    void run();

    QList<QAction *> m_actions;
    QLineEdit *m_edit;
    QListWidget *m_view;
};

} // namespace holdfast::ui
