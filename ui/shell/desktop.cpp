// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desktop.h"

#include "core/base/language.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/tray.h"
#include "ui/shell/uisettings.h"

namespace holdfast::ui {

Desktop::Desktop(Engine &engine, UiSettings &settings, Language &language, const Clock &clock)
    : m_settings(settings),
      m_language(language),
      m_link(engine),
      m_jobs(m_link),
      m_context{m_link, m_jobs, settings, clock}
{
    connect(&settings, &UiSettings::themeChanged, this, &applyTheme);
    // Queued: the box in which it was chosen is part of the window that goes.
    connect(&settings, &UiSettings::languageChanged, this, &Desktop::speak, Qt::QueuedConnection);
    m_jobs.start();
}

Desktop::~Desktop() = default;

void Desktop::open(const QString &page)
{
    m_window = std::make_unique<MainWindow>(m_context);
    m_window->openPage(page.isEmpty() ? m_settings.page() : page);
    m_window->show();
}

void Desktop::showAgain(const QString &page)
{
    if (!m_window)
        return;
    m_window->openPage(page);
    bringForward(*m_window);
}

void Desktop::speak(const QString &language)
{
    const QRect place = m_window ? m_window->geometry() : QRect();
    m_window.reset();
    m_language.speak(language);
    open();
    if (place.isValid())
        m_window->setGeometry(place);
}

} // namespace holdfast::ui
