// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/uicontext.h"

#include <memory>

namespace holdfast {
class Language;
}

namespace holdfast::ui {

class MainWindow;

/// Builds the window and what it stands on, and builds it anew when the language changes: no widget has to
/// know how to change its words. Lives in the GUI thread; borrows everything.
class Desktop final : public QObject
{
    Q_OBJECT

public:
    Desktop(Engine &engine, UiSettings &settings, Language &language, const Clock &clock);
    ~Desktop() override;

    /// Opens the window at @p page (an objectName), else where it was left.
    void open(const QString &page = {});
    /// Brings the window to the front, at @p page unless that is empty.
    void showAgain(const QString &page);
    [[nodiscard]] MainWindow *window() const { return m_window.get(); }

private:
    void speak(const QString &language);

    UiSettings &m_settings;
    Language &m_language;
    EngineLink m_link;
    JobFeed m_jobs;
    UiContext m_context;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace holdfast::ui
