// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"
#include "ui/shell/uicontext.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace holdfast::ui {

class DataTable;

/// What the program has written to its log, as it is written. Stands beside the window while the work goes
/// on.
class LogDialog final : public QDialog
{
    Q_OBJECT

public:
    LogDialog(UiContext &context, QWidget *parent);

private:
    /// Reads what is new, on a worker; the next reading begins when this one has ended.
    void read();
    void take(const LogPiece &piece);
    void showCount();

    UiContext &m_context;
    QString m_path;
    LogModel m_model;
    LogFilter m_filter;
    QLineEdit *m_search;
    QComboBox *m_level;
    DataTable *m_view;
    QCheckBox *m_follow;
    QLabel *m_count;
    QTimer m_again;
    qint64 m_end = -1; ///< Where to read on; -1: nothing has been read yet.
};

} // namespace holdfast::ui
