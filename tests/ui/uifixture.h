// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/language.h"
#include "core/engine/engine.h"
#include "tests/support/adbserverfixture.h"
#include "ui/shell/desktop.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/uisettings.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTranslator>
#include <QWidget>

namespace holdfast::test {

/// Measures how long the GUI thread was held up, by a timer that should fire every 10 ms. Time in which the
/// machine let other threads run instead is not counted against it.
class Heartbeat final : public QObject
{
    Q_OBJECT

public:
    explicit Heartbeat(QObject *parent = nullptr);
    void start();
    void stop() { m_timer.stop(); }
    /// The longest time in which the thread did not come back, in milliseconds.
    [[nodiscard]] qint64 longest() const { return m_longest; }
    /// Milliseconds that this thread was ready to run and another one ran, since it began.
    static double waitedForProcessor();

private:
    void beat();

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_waited = 0;
    qint64 m_longest = 0;
};

/// The clock of tests that compare pictures.
class FrozenClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }

private:
    QDateTime m_now = QDateTime::fromString(QStringLiteral("2026-01-15T12:00:00Z"), Qt::ISODate);
};

/// A real engine on a folder of its own behind an adb server of its own, and the desktop's window on it, all
/// as an operator would see it but for the clock, the font and the style, which are always the same.
class UiFixture
{
public:
    UiFixture();
    ~UiFixture();
    UiFixture(const UiFixture &) = delete;
    UiFixture &operator=(const UiFixture &) = delete;

    /// Starts server and engine. False with error(). With @p frozen the engine too has the clock of pictures.
    bool open(bool frozen = false);
    /// The engine alone: ends it as a program that quits does, and opens another one on the same data.
    void closeEngine();
    bool openEngine();
    [[nodiscard]] EngineOptions options() const;
    /// Opens the window, 1280 x 800 unless told, in @p language and @p theme, and waits until it is exposed.
    bool openWindow(const QString &page = QStringLiteral("phonesPage"),
                    const QString &language = QStringLiteral("en"),
                    ui::ThemeMode theme = ui::ThemeMode::Light, QSize size = {1280, 800});
    void closeWindow();
    /// Windows opened from now on speak @p translator (borrowed), before all others.
    void setTranslator(QTranslator *translator) { m_translator = translator; }
    /// Presses a key in the window, which is the active one then.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// Makes an emulated phone and starts it; its serial, or an empty one with error().
    Serial addPhone(const QString &name, const QString &sample = QStringLiteral("small"),
                    const QString &android = QStringLiteral("14"));
    /// Spoils a phone, as `bytesPerSecond=4000`; without words heals it. The heartbeat rests meanwhile.
    bool setFaults(const QString &phone, const QStringList &words);
    /// The phone's `/` on this machine.
    [[nodiscard]] QString phoneRoot(const QString &name) const;
    bool addStore(const QString &name);

    [[nodiscard]] Engine &engine() { return *m_engine; }
    [[nodiscard]] AdbServerFixture &server() { return m_server; }
    [[nodiscard]] ui::MainWindow *window() const { return m_desktop->window(); }
    [[nodiscard]] Heartbeat &heartbeat() { return m_heartbeat; }
    /// Fails the test where the window was held up for more than 50 ms since the heartbeat was started; under
    /// sanitizers and on slow machines for more than that many times HOLDFAST_TEST_PATIENCE.
    void verifyNeverHeldUp() const;
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] const Clock &clock() const { return m_frozen; }

private:
    QTemporaryDir m_folder;
    AdbServerFixture m_server;
    FrozenClock m_frozen;
    QSettings m_store;
    ui::UiSettings m_settings;
    Language m_language;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<ui::Desktop> m_desktop;
    QTranslator *m_translator = nullptr;
    Heartbeat m_heartbeat;
    bool m_frozenEngine = false;
    QString m_error;
};

/// The widget with this objectName below any window of the program, wherever it is; complains with the names
/// that are there.
QWidget *widgetNamed(const QString &name);

template <class T>
T *find(const char *name)
{
    auto *widget = qobject_cast<T *>(widgetNamed(QString::fromLatin1(name)));
    if (!widget)
        qWarning("no %s of this class", name);
    return widget;
}

/// Types as people do: between two keys the window comes to itself. All at once would hold it up for as long
/// as all of them take.
void typeInto(QWidget *edit, const QString &text);

/// Clicks the middle of a button as a mouse does.
void click(const char *name);

} // namespace holdfast::test
