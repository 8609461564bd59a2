// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storeservice.h"
#include "tests/ui/uifixture.h"
#include "ui/shell/openingdialog.h"

#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>

#include <condition_variable>
#include <mutex>

using namespace holdfast;
using namespace holdfast::test;
using namespace holdfast::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLong = 60000;

/// A catalog whose update lasts until the test lets it end.
struct LongUpdate
{
    std::mutex mutex;
    std::condition_variable changed;
    bool ended = false; ///< Guarded by mutex.

    void end()
    {
        const std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    }

    Result<std::unique_ptr<Engine>> open(const EngineOptions &options)
    {
        for (;;) {
            if (auto going = options.catalogProgress(250'000, 1'000'000); !going)
                return tl::unexpected(going.error());
            std::unique_lock lock(mutex);
            if (changed.wait_for(lock, std::chrono::milliseconds(20), [this] { return ended; }))
                break;
        }
        return Engine::open(options);
    }
};

} // namespace

/// What the operator sees while the catalog is opened.
class OpeningTest : public QObject
{
    Q_OBJECT

    UiFixture m_ui;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_ui.open(), qPrintable(m_ui.error())); }
    void init() { m_ui.closeEngine(); }

    void theEngineComesOutOfItsThread()
    {
        OpeningDialog dialog(m_ui.options());
        const auto engine = dialog.run();
        QVERIFY2(engine, engine ? "" : qPrintable(userText(engine.error())));
        QVERIFY((*engine)->stores().list());
        QVERIFY(!dialog.isVisible());
    }

    void aLongOneSaysHowFarItIs()
    {
        LongUpdate update;
        OpeningDialog dialog(m_ui.options(),
                             [&](const EngineOptions &options) { return update.open(options); });
        QTimer look;
        bool seen = false;
        connect(&look, &QTimer::timeout, this, [&] {
            const auto *counts = dialog.findChild<QLabel *>(u"openingCountsLabel"_s);
            if (!dialog.isVisible() || counts->text().isEmpty())
                return;
            look.stop();
            QCOMPARE(counts->text(), u"250,000 of 1,000,000 backups"_s);
            QCOMPARE(dialog.findChild<QProgressBar *>(u"openingBar"_s)->value(), 250);
            QVERIFY(dialog.findChild<QLabel *>(u"openingLabel"_s)
                        ->text()
                        .startsWith(u"The catalog of an earlier"));
            seen = true;
            update.end();
        });
        look.start(20);
        // The dialog is the only window there is: its end must not be the program's.
        const QSignalSpy lastOne(qApp, &QGuiApplication::lastWindowClosed);
        m_ui.heartbeat().start();
        const auto engine = dialog.run();
        QVERIFY2(engine, engine ? "" : qPrintable(userText(engine.error())));
        QVERIFY(seen);
        QCoreApplication::processEvents();
        QCOMPARE(lastOne.count(), 0);
        QVERIFY(!dialog.isVisible());
        m_ui.verifyNeverHeldUp();
    }

    void whoDoesNotWaitLeavesItForLater()
    {
        LongUpdate update;
        OpeningDialog dialog(m_ui.options(),
                             [&](const EngineOptions &options) { return update.open(options); });
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            if (!dialog.isVisible())
                return;
            look.stop();
            QTest::mouseClick(dialog.findChild<QPushButton *>(u"openingQuitButton"_s), Qt::LeftButton);
        });
        look.start(20);
        const auto engine = dialog.run();
        QVERIFY(!engine);
        QCOMPARE(engine.error().code, Errc::Cancelled);
    }
};

QTEST_MAIN(OpeningTest)
#include "tst_opening.moc"
