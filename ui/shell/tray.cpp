// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"

#include <QCoreApplication>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QSystemTrayIcon>
#include <QWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIconSize = 64;

/// The program's icon with a mark in the corner that differs in shape and colour.
QIcon iconOf(TrayState state)
{
    const QIcon plain(u":/icons/holdfast.svg"_s);
    if (state == TrayState::Idle)
        return plain;
    QPixmap picture = plain.pixmap(kIconSize);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF corner(picture.width() * 0.45, picture.height() * 0.45, picture.width() * 0.55,
                        picture.height() * 0.55);
    const bool problem = state == TrayState::Problem;
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(problem ? Tone::Bad : Tone::Info, lightPalette()));
    painter.drawEllipse(corner);
    const QPixmap mark = iconPixmap(problem ? "close"_L1 : "play"_L1, Qt::white, 16, 2);
    painter.drawPixmap(corner.adjusted(6, 6, -6, -6), mark, QRectF(mark.rect()));
    return {picture};
}

} // namespace

TrayState trayState(const BatchSummary &active, bool problem)
{
    if (problem)
        return TrayState::Problem;
    return active.total > 0 ? TrayState::Busy : TrayState::Idle;
}

QString activityText(const BatchSummary &active)
{
    if (active.total == 0)
        return Tray::tr("Nothing is running");
    QStringList parts{Tray::tr("%1 running").arg(active.running)};
    if (active.waiting > 0)
        parts << Tray::tr("%1 waiting").arg(active.waiting);
    if (active.rate > 0)
        parts << rateText(active.rate);
    if (active.remaining >= 0)
        parts << remainingText(active.remaining);
    return parts.join(Tray::tr(", ", "between the parts of a sentence"));
}

bool shouldNotify(NotifyMode mode, bool problem, bool looking)
{
    return !looking && (mode == NotifyMode::Every || (mode == NotifyMode::Problems && problem));
}

void bringForward(QWidget &window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

Tray::Tray(UiSettings &settings, QWidget *window) : QObject(window), m_settings(settings), m_window(window)
{
    window->installEventFilter(this);
    if (QSystemTrayIcon::isSystemTrayAvailable())
        makeIcon();
    review();
}

Tray::~Tray() = default;

void Tray::makeIcon()
{
    m_menu = std::make_unique<QMenu>();
    const auto open = [this] { bringForward(*m_window); };
    connect(m_menu->addAction(tr("Open Holdfast")), &QAction::triggered, this, open);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitRequested);
    m_icon = new QSystemTrayIcon(iconOf(TrayState::Idle), this);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, open);
    connect(m_icon, &QSystemTrayIcon::activated, this, [open](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            open();
    });
    m_icon->show();
}

void Tray::showActivity(const BatchSummary &active)
{
    m_active = active;
    review();
}

void Tray::tell(const QString &text, bool problem)
{
    const bool looking = m_window->isActiveWindow();
    m_problem = m_problem || (problem && !looking);
    review();
    if (!shouldNotify(m_settings.notifyMode(), problem, looking))
        return;
    if (m_icon)
        m_icon->showMessage(u"Holdfast"_s, text,
                            problem ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    Q_EMIT told(text);
}

bool Tray::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::WindowActivate) {
        m_problem = false;
        review();
    }
    return QObject::eventFilter(object, event);
}

void Tray::review()
{
    if (!m_icon)
        return;
    m_icon->setToolTip(u"Holdfast: "_s + activityText(m_active));
    const TrayState state = trayState(m_active, m_problem);
    if (state == m_shown)
        return;
    m_shown = state;
    m_icon->setIcon(iconOf(state));
}

} // namespace holdfast::ui
