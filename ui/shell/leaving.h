// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/uicontext.h"

#include <QObject>

#include <functional>

class QWidget;

namespace holdfast::ui {

class PendingDelete;

/// What is not done while the operator wants to leave.
struct Unfinished
{
    int jobs = 0;
    int phones = 0; ///< That a restore comes to only when its first phone has succeeded.

    [[nodiscard]] bool isNothing() const { return jobs == 0 && phones == 0; }
};

/// What becomes of jobs when the window is closed or the program is quit: asks, waits for them, or goes on
/// beside the clock. Lives in the GUI thread with the window, which asks it in its closeEvent().
class Leaving final : public QObject
{
    Q_OBJECT

public:
    /// Borrows everything; @p hasTray says whether there is a place beside the clock to go on in.
    Leaving(UiContext &context, PendingDelete &pending, std::function<bool()> hasTray, QWidget *window);

    /// Whether the window may close now. Otherwise something was asked, or the window has gone to the tray.
    bool mayClose();
    /// Leaves the program, not the window alone.
    void quit();
    /// Does not quit by itself any more: something happened that the operator has to see.
    void stay() { m_plan = Plan::Stay; }
    [[nodiscard]] Unfinished unfinished() const;

Q_SIGNALS:
    /// The program quits when all is done; how to change that, in words.
    void waits(const QString &text);
    /// The window has gone and the jobs go on, in words.
    void wentToTray(const QString &text);

private:
    enum class Plan { Stay, WhenDone, Now };

    void ask(const Unfinished &left, bool tray);
    void hideToTray();
    void review();
    void leave();

    UiContext &m_context;
    PendingDelete &m_pending;
    std::function<bool()> m_hasTray;
    QWidget &m_window;
    Plan m_plan = Plan::Stay;
    bool m_quitting = false; ///< The program was asked to quit, not the window to close.
};

} // namespace holdfast::ui
