// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/uifixture.h"

#include "core/engine/emulatorservice.h"
#include "core/engine/storeservice.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>
#include <QTcpServer>
#include <QToolButton>

#include <sys/resource.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {
namespace {

constexpr int kBeat = 10;
constexpr qint64 kLongestHold = 50;
/// What a thread loses that the machine took from the processor in the middle of its work: as much again as
/// it may run at a time.
constexpr double kPreemptionMilliseconds = 2;

/// How often the machine let others run although this thread had not finished.
qint64 preemptions()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nivcsw;
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

void dressForPictures()
{
    QApplication::setStyle(QStyleFactory::create(u"fusion"_s));
    QApplication::style()->setProperty("_qt_animation_time", QVariant::fromValue(0));
    QFont font;
    font.setFamilies({u"DejaVu Sans"_s, u"Noto Sans CJK SC"_s});
    font.setPixelSize(13);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::NoSubpixelAntialias);
    QApplication::setFont(font);
    QApplication::setCursorFlashTime(0);
    for (const auto effect :
         {Qt::UI_AnimateMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip, Qt::UI_FadeMenu})
        QApplication::setEffectEnabled(effect, false);
}

} // namespace

Heartbeat::Heartbeat(QObject *parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kBeat);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
}

void Heartbeat::start()
{
    m_longest = 0;
    m_waited = waitedForProcessor();
    m_clock.start();
    m_timer.start();
}

double Heartbeat::waitedForProcessor()
{
    QFile file(u"/proc/thread-self/schedstat"_s);
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() / 1e6 +
           kPreemptionMilliseconds * double(preemptions());
}

void Heartbeat::beat()
{
    const double waited = waitedForProcessor();
    const auto held = m_clock.restart() - static_cast<qint64>(waited - m_waited) - kBeat;
    m_waited = waited;
    m_longest = std::max(m_longest, held);
}

UiFixture::UiFixture()
    : m_store(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat), m_settings(m_store)
{
    dressForPictures();
}

UiFixture::~UiFixture()
{
    closeWindow();
    if (m_engine) {
        if (const auto phones = m_engine->emulators().list()) {
            for (const EmulatorView &phone : *phones)
                static_cast<void>(m_engine->emulators().remove(phone.name, CancelToken()));
        }
    }
}

bool UiFixture::open(bool frozen)
{
    m_frozenEngine = frozen;
    if (!m_server.start()) {
        m_error = m_server.error();
        return false;
    }
    m_server.exportEnvironment();
    return openEngine();
}

EngineOptions UiFixture::options() const
{
    const QString build = qEnvironmentVariable("HOLDFAST_BUILD_DIR");
    EngineOptions options;
    options.dataDirectory = m_folder.filePath(u"data"_s);
    options.agentDirectory = build + u"/agents"_s;
    options.emulatorProgram = build + u"/app/emulator/holdfast-emulator"_s;
    options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
    if (m_frozenEngine)
        options.clock = &m_frozen;
    options.inactivityTimeout = std::chrono::seconds(5);
    return options;
}

void UiFixture::closeEngine()
{
    closeWindow();
    m_engine.reset();
}

bool UiFixture::openEngine()
{
    auto engine = Engine::open(options());
    if (!engine) {
        m_error = userText(engine.error());
        return false;
    }
    m_engine = std::move(*engine);
    return true;
}

bool UiFixture::openWindow(const QString &page, const QString &language, ui::ThemeMode theme, QSize size)
{
    closeWindow();
    m_settings.setLanguage(language);
    m_settings.setTheme(theme);
    m_settings.forgetLayout();
    m_language.speak(language);
    if (m_translator) {
        QCoreApplication::removeTranslator(m_translator);
        QCoreApplication::installTranslator(m_translator);
    }
    // English numbers are those of the United States wherever the test runs.
    if (language == "en"_L1)
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    ui::applyTheme(theme);
    m_desktop = std::make_unique<ui::Desktop>(*m_engine, m_settings, m_language, m_frozen);
    m_desktop->open(page);
    window()->resize(size);
    if (!QTest::qWaitForWindowExposed(window()))
        return false;
    QApplication::setActiveWindow(window());
    m_heartbeat.start();
    return true;
}

void UiFixture::verifyNeverHeldUp() const
{
    const qint64 patience = std::max(1, qEnvironmentVariableIntValue("HOLDFAST_TEST_PATIENCE"));
    const qint64 longest = m_heartbeat.longest();
    qInfo("the window was held up for at most %lld ms", longest);
    QVERIFY2(longest <= kLongestHold * patience,
             qPrintable(u"the window was held up for %1 ms"_s.arg(longest)));
}

void UiFixture::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // Without a window manager nobody activates the window again that a dialog has left.
    QApplication::setActiveWindow(window());
    QTest::keyClick(window(), key, modifiers);
}

void UiFixture::closeWindow()
{
    m_heartbeat.stop();
    m_desktop.reset();
}

Serial UiFixture::addPhone(const QString &name, const QString &sample, const QString &android)
{
    EmulatorRequest request;
    request.name = name;
    request.sample = sample;
    request.androidVersion = android;
    request.port = freePort();
    const auto made = m_engine->emulators().create(request, CancelToken());
    const auto started = made ? m_engine->emulators().start(name, CancelToken()) : made;
    if (!started) {
        m_error = userText(started.error());
        return {};
    }
    return started->serial;
}

bool UiFixture::setFaults(const QString &phone, const QStringList &words)
{
    m_heartbeat.stop(); // This thread waits for the program.
    const int code = QProcess::execute(
        options().emulatorProgram,
        QStringList{u"fault"_s, u"--dir"_s, m_folder.filePath(u"data/emulators/"_s + phone)} + words);
    if (m_desktop)
        m_heartbeat.start();
    return code == 0;
}

QString UiFixture::phoneRoot(const QString &name) const
{
    return m_folder.filePath(u"data/emulators/%1/root"_s.arg(name));
}

bool UiFixture::addStore(const QString &name)
{
    const QString folder = m_folder.filePath(u"store-"_s + name);
    if (!QDir().mkpath(folder))
        return false;
    const auto added = m_engine->stores().add(name, folder, CancelToken());
    if (!added)
        m_error = userText(added.error());
    return added.has_value();
}

QWidget *widgetNamed(const QString &name)
{
    QStringList near;
    QWidget *hidden = nullptr;
    for (QWidget *widget : QApplication::allWidgets()) {
        if (widget->objectName() == name) {
            if (widget->isVisible())
                return widget;
            hidden = widget;
        } else if (widget->objectName().left(4) == name.left(4) && widget->isVisible()) {
            near << widget->objectName();
        }
    }
    if (!hidden)
        qWarning("no widget %s; there are: %s", qPrintable(name), qPrintable(near.join(u' ')));
    return hidden;
}

void typeInto(QWidget *edit, const QString &text)
{
    for (const QChar letter : text) {
        QTest::keyClicks(edit, QString(letter));
        QCoreApplication::processEvents();
    }
}

void click(const char *name)
{
    auto *button = find<QAbstractButton>(name);
    QVERIFY2(button, name);
    QVERIFY2(button->isVisible() && button->isEnabled(), name);
    // A box is ticked on itself and its text, which may be shorter than the widget.
    const bool box = !qobject_cast<QPushButton *>(button) && !qobject_cast<QToolButton *>(button);
    QTest::mouseClick(button, Qt::LeftButton, {},
                      box ? QPoint(8, button->height() / 2) : button->rect().center());
}

} // namespace holdfast::test
