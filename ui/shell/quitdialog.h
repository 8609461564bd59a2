// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/leaving.h"

#include <QDialog>

class QCheckBox;
class QRadioButton;

namespace holdfast::ui {

/// Asks what becomes of jobs that are not done when the operator wants to quit. Rejected: do not quit.
class QuitDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Choice {
        FinishFirst, ///< Stay until they have ended, then quit.
        CancelAll,
        Tray, ///< Close the window alone.
    };

    /// @p tray: there is a place beside the clock where Holdfast can go on.
    QuitDialog(const Unfinished &left, bool tray, QWidget *parent);
    [[nodiscard]] Choice choice() const;
    /// Whether Tray is meant for the next times too.
    [[nodiscard]] bool isForEver() const;

private:
    QRadioButton *m_finish;
    QRadioButton *m_cancel;
    QRadioButton *m_tray;
    QCheckBox *m_forEver;
};

} // namespace holdfast::ui
