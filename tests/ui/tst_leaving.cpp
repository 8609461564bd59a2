// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/jobservice.h"
#include "tests/ui/uifixture.h"
#include "ui/backups/pendingdelete.h"
#include "ui/shell/leaving.h"
#include "ui/shell/tray.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QLabel>
#include <QSignalSpy>

using namespace holdfast;
using namespace holdfast::test;
using namespace holdfast::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 60000;

/// A window that closes as the program's does.
class Window final : public QWidget
{
public:
    Window(UiContext &context, bool hasTray)
        : leaving(
              context, pending, [hasTray] { return hasTray; }, this)
    {
        resize(400, 300);
    }

    PendingDelete pending;
    Leaving leaving;

protected:
    void closeEvent(QCloseEvent *event) override { event->setAccepted(leaving.mayClose()); }
};

} // namespace

/// Closing the window and quitting while a backup is under way that goes on until it is cancelled.
class LeavingTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;
    QTemporaryDir m_folder;
    Language m_language;
    std::unique_ptr<UiSettings> m_settings;
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<JobFeed> m_jobs;
    std::unique_ptr<UiContext> m_context;
    Serial m_phone;
    BatchId m_batch;

    static bool isAsked()
    {
        const QWidget *dialog = widgetNamed(u"quitDialog"_s);
        return dialog && dialog->isVisible();
    }

    static bool isOffered(const char *name)
    {
        const auto *button = find<QAbstractButton>(name);
        return button && button->isVisible();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_language.speak(u"en"_s);
        QVERIFY2(m_ui.open(), qPrintable(m_ui.error()));
        QVERIFY2(m_ui.addStore(u"disk"_s), qPrintable(m_ui.error()));
        m_phone = m_ui.addPhone(u"one"_s, u"none"_s);
        QVERIFY2(!m_phone.isEmpty(), qPrintable(m_ui.error()));
    }

    void init()
    {
        const QSettings store(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())),
                              QSettings::IniFormat);
        m_settings = std::make_unique<UiSettings>(store);
        m_link = std::make_unique<EngineLink>(m_ui.engine());
        m_jobs = std::make_unique<JobFeed>(*m_link);
        m_context = std::make_unique<UiContext>(UiContext{*m_link, *m_jobs, *m_settings, m_ui.clock()});
        BackupRequest request;
        request.phones = {m_phone};
        request.paths = QStringList{u"/data/media/0"_s};
        request.store = u"disk"_s;
        request.hooks = {.before = u"sleep 3000"_s, .timeoutSeconds = 3600};
        const auto batch = m_ui.engine().backups().startBackup(request, CancelToken());
        QVERIFY2(batch, batch ? "" : qPrintable(userText(batch.error())));
        m_batch = *batch;
        m_jobs->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs->active().total, 1, kLong);
    }

    void cleanup()
    {
        QVERIFY(m_ui.engine().jobs().cancelBatch(m_batch));
        QVERIFY(m_ui.engine().jobs().waitFor(m_batch, std::chrono::seconds(60)));
        m_context.reset();
        m_jobs.reset();
        m_link.reset();
        m_settings.reset();
    }

    void theTrayIsOfferedAndRemembered()
    {
        Window window(*m_context, true);
        const QSignalSpy gone(&window.leaving, &Leaving::wentToTray);
        window.show();
        QVERIFY(!window.close());
        QTRY_VERIFY(isAsked());
        QCOMPARE(find<QLabel>("quitLabel")->text(), u"Not done yet: 1 job."_s);
        QVERIFY(find<QAbstractButton>("quitTrayRadio")->isChecked());
        click("quitForEverCheck");
        click("quitButton");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), kLong);
        QCOMPARE(gone.size(), 1);
        QCOMPARE(m_jobs->active().total, 1);
        QCOMPARE(m_settings->closeMode(), CloseMode::Tray);

        bringForward(window);
        QVERIFY(!window.close());
        QVERIFY(!window.isVisible()); // Asked once.
        QVERIFY(!isAsked());
        QCOMPARE(gone.size(), 2);
    }

    void quittingFromTheTrayAsksWhatBecomesOfJobs()
    {
        Window window(*m_context, true);
        m_settings->setCloseMode(CloseMode::Tray);
        window.show();
        QVERIFY(!window.close());
        QVERIFY(!window.isVisible());
        window.leaving.quit();
        QTRY_VERIFY_WITH_TIMEOUT(isAsked() && window.isVisible(), kLong);
        QVERIFY(!isOffered("quitTrayRadio") && !isOffered("quitForEverCheck"));
        click("quitCancelRadio");
        click("quitButton");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), kLong);
        QVERIFY(window.leaving.mayClose());
    }

    void withoutATrayItWaitsOrStays()
    {
        Window window(*m_context, false);
        m_settings->setCloseMode(CloseMode::Tray); // Of a desktop that had one.
        const QSignalSpy waits(&window.leaving, &Leaving::waits);
        window.show();
        QVERIFY(!window.close());
        QTRY_VERIFY(isAsked());
        QVERIFY(!isOffered("quitTrayRadio"));
        click("quitStayButton");
        QTRY_VERIFY(!isAsked());
        QVERIFY(window.isVisible());
        QVERIFY(!window.close());
        QTRY_VERIFY(isAsked());
        QVERIFY(find<QAbstractButton>("quitFinishRadio")->isChecked());
        click("quitButton");
        QTRY_COMPARE(waits.size(), 1);
        QVERIFY(window.isVisible());
        QVERIFY(m_ui.engine().jobs().cancelBatch(m_batch));
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), kLong);
    }

    void whatHasToBeSeenKeepsItOpen()
    {
        Window window(*m_context, false);
        window.show();
        QVERIFY(!window.close());
        QTRY_VERIFY(isAsked());
        click("quitButton");
        QTRY_VERIFY(!isAsked());
        window.leaving.stay();
        QVERIFY(m_ui.engine().jobs().cancelBatch(m_batch));
        QTRY_COMPARE_WITH_TIMEOUT(m_jobs->active().total, 0, kLong);
        QVERIFY(window.isVisible());
    }
};

QTEST_MAIN(LeavingTest)
#include "tst_leaving.moc"
