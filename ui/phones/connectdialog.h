// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/phones/phonespresenter.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace holdfast::ui {

/// Asks for addresses of phones and shows what came of each.
class ConnectDialog final : public QDialog
{
    Q_OBJECT

public:
    ConnectDialog(PhonesPresenter &presenter, QWidget *parent);

private:
    void review();
    void start();
    void show(const ConnectResult &result);

    PhonesPresenter &m_presenter;
    QPlainTextEdit *m_edit;
    QLabel *m_problem;
    QTreeWidget *m_results;
    QPushButton *m_start;
    QStringList m_addresses;
    qsizetype m_left = 0;
};

} // namespace holdfast::ui
