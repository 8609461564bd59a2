// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobmeasure.h"
#include "ui/shell/uisettings.h"

#include <QObject>

#include <memory>

class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace holdfast::ui {

/// What the icon beside the clock says: by its shape, for colour says nothing alone.
enum class TrayState { Idle, Busy, Problem };

/// @p problem: a batch has failed that nobody has looked at yet.
TrayState trayState(const BatchSummary &active, bool problem);
/// `2 running, 9 waiting, about 6 min`.
QString activityText(const BatchSummary &active);
/// Whether the end of a batch is told outside the window. Who looks at the window reads it there.
bool shouldNotify(NotifyMode mode, bool problem, bool looking);

/// Out of the taskbar and before all other windows.
void bringForward(QWidget &window);

/// The icon beside the clock, where the desktop has a place for one; everything works without. Follows the
/// window that is its parent; lives in the GUI thread.
class Tray final : public QObject
{
    Q_OBJECT

public:
    Tray(UiSettings &settings, QWidget *window);
    ~Tray() override;

    /// Whether the desktop has a place for the icon.
    [[nodiscard]] bool isThere() const { return m_icon; }
    void showActivity(const BatchSummary &active);
    /// Tells of a batch that has ended, once, where the operator wants to be told.
    void tell(const QString &text, bool problem);

Q_SIGNALS:
    /// Shown as a notification of the desktop, where there is an icon.
    void told(const QString &text);
    /// Chosen in the menu of the icon.
    void quitRequested();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void makeIcon();
    void review();

    UiSettings &m_settings;
    QWidget *m_window;
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon *m_icon = nullptr; ///< Null where the desktop has no place for one.
    BatchSummary m_active;
    TrayState m_shown = TrayState::Idle;
    bool m_problem = false;
};

} // namespace holdfast::ui
