// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/uicontext.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace holdfast::ui {

/// Asks for a new store. A folder of this computer is what can be added today; other kinds join in the same
/// place.
class StoreDialog final : public QDialog
{
    Q_OBJECT

public:
    StoreDialog(UiContext &context, QWidget *parent);

Q_SIGNALS:
    void added(const QString &name);

private:
    void review();
    void add();
    void chooseFolder();

    UiContext &m_context;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QLabel *m_problem;
    QPushButton *m_add;
};

} // namespace holdfast::ui
