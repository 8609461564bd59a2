// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

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
    };

    /// @p running jobs at work and @p waiting ones.
    QuitDialog(int running, int waiting, QWidget *parent);
    [[nodiscard]] Choice choice() const;

private:
    QRadioButton *m_finish;
    QRadioButton *m_cancel;
};

} // namespace holdfast::ui
