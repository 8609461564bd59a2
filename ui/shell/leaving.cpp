// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/leaving.h"

#include "ui/backups/pendingdelete.h"
#include "ui/jobs/jobfeed.h"
#include "ui/restore/restorerun.h"
#include "ui/shell/quitdialog.h"
#include "ui/shell/tray.h"
#include "ui/shell/uisettings.h"

#include <QCoreApplication>
#include <QScopedValueRollback>

namespace holdfast::ui {

Leaving::Leaving(UiContext &context, PendingDelete &pending, std::function<bool()> hasTray, QWidget *window)
    : QObject(window),
      m_context(context),
      m_pending(pending),
      m_hasTray(std::move(hasTray)),
      m_window(*window)
{
    connect(&context.jobs, &JobFeed::changed, this, &Leaving::review);
}

Unfinished Leaving::unfinished() const
{
    Unfinished left{.jobs = m_context.jobs.active().total};
    for (const RestoreRun *run : m_context.jobs.findChildren<RestoreRun *>())
        left.phones += static_cast<int>(run->phonesToCome());
    return left;
}

bool Leaving::mayClose()
{
    // What was confirmed is done, also when the operator does not wait for it: as jobs like any others.
    if (m_pending.isWaiting()) {
        m_pending.begin();
        if (unfinished().isNothing()) {
            m_plan = Plan::WhenDone;
            return false;
        }
    }
    // What was cancelled is cleaned up when the engine goes.
    const Unfinished left = unfinished();
    if (m_plan == Plan::Now || left.isNothing())
        return true;
    const bool tray = !m_quitting && m_hasTray();
    if (tray && m_context.settings.closeMode() == CloseMode::Tray)
        hideToTray();
    else
        ask(left, tray);
    return false;
}

void Leaving::quit()
{
    const QScopedValueRollback quitting(m_quitting, true);
    if (!m_window.isVisible() && !unfinished().isNothing())
        bringForward(m_window); // For the question.
    const bool seen = m_window.isVisible();
    if (m_window.close() && !seen)
        QCoreApplication::exit();
}

void Leaving::ask(const Unfinished &left, bool tray)
{
    if (const auto *open = m_window.findChild<QuitDialog *>(); open && open->isVisible())
        return;
    auto *dialog = new QuitDialog(left, tray, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QuitDialog::rejected, this, &Leaving::stay);
    connect(dialog, &QuitDialog::accepted, this, [this, dialog] {
        switch (dialog->choice()) {
        case QuitDialog::Choice::Tray:
            if (dialog->isForEver())
                m_context.settings.setCloseMode(CloseMode::Tray);
            hideToTray();
            break;
        case QuitDialog::Choice::FinishFirst:
            m_plan = Plan::WhenDone;
            Q_EMIT waits(tr("Holdfast quits as soon as all jobs have ended. Close it again to choose anew."));
            review();
            break;
        case QuitDialog::Choice::CancelAll:
            leave();
            break;
        }
    });
    dialog->open();
}

void Leaving::hideToTray()
{
    m_plan = Plan::Stay;
    m_window.hide();
    Q_EMIT wentToTray(tr("Holdfast goes on here with its jobs. A click on its icon opens it again."));
}

void Leaving::review()
{
    if (m_plan == Plan::WhenDone && unfinished().isNothing())
        leave();
}

void Leaving::leave()
{
    m_plan = Plan::Now;
    m_window.close();
}

} // namespace holdfast::ui
