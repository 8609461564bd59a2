// SPDX-License-Identifier: GPL-3.0-or-later
// Speed limits against the clock on the wall, and what a store with limits has in common with all others.
#include "core/base/bytestream.h"
#include "core/store/limitedstore.h"
#include "core/store/localfolderstore.h"
#include "storeconformance.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrentRun>

#include <array>
#include <atomic>
#include <thread>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// How many bytes pass in @p seconds with @p threads streams.
qint64 passed(SpeedLimit &limit, double seconds, int threads)
{
    CancelSource stop;
    std::atomic<qint64> bytes{0};
    std::vector<std::thread> streams;
    for (int i = 0; i < threads; ++i) {
        streams.emplace_back([&] {
            for (qint64 piece = limit.piece(); limit.take(piece, stop.token()); piece = limit.piece()) {
                bytes += piece;
                if (stop.token().requested())
                    return;
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const qint64 got = bytes;
    stop.cancel();
    for (std::thread &stream : streams)
        stream.join();
    return got;
}

} // namespace

class SpeedLimitTest : public testing::StoreConformance
{
    Q_OBJECT

protected:
    ObjectStore &store() override { return m_store; }

private Q_SLOTS:
    void initTestCase() { m_limit->setBytesPerSecond(500'000'000); }

    /// Slow, fast, and many streams together; all at once, since each needs its time.
    void isRightWithinFivePercent()
    {
        struct Case
        {
            double speed;
            int threads;
            double rate = 0;
        };
        std::array<Case, 3> cases{{{20'000, 1}, {50'000'000, 1}, {1'000'000, 4}}};
        std::vector<std::thread> running;
        for (Case &one : cases) {
            running.emplace_back([&one] {
                SpeedLimit limit;
                limit.setBytesPerSecond(qint64(one.speed));
                QElapsedTimer timer;
                timer.start();
                const qint64 bytes = passed(limit, 10, one.threads);
                one.rate = double(bytes) * 1000 / double(timer.elapsed());
            });
        }
        for (std::thread &thread : running)
            thread.join();
        for (const Case &one : cases) {
            qInfo("%.0f of %.0f bytes/s", one.rate, one.speed);
            QVERIFY2(one.rate > 0.95 * one.speed && one.rate < 1.05 * one.speed,
                     qPrintable(QString::number(one.rate)));
        }
    }

    void followsItsChanges()
    {
        SpeedLimit limit;
        limit.setBytesPerSecond(1); // Waits for a thousand seconds…
        CancelSource stop;
        QVERIFY(limit.take(1024, stop.token()));
        auto waiting = QtConcurrent::run([&] { return limit.take(1024, stop.token()).has_value(); });
        QElapsedTimer timer;
        timer.start();
        QTest::qWait(200);
        QVERIFY(!waiting.isFinished());
        limit.setBytesPerSecond(1'000'000); // …and now for a millisecond.
        QVERIFY(waiting.result());
        limit.setBytesPerSecond(0);
        QVERIFY(limit.take(100'000'000, stop.token()));
        QVERIFY(limit.take(100'000'000, stop.token()));
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(limit.piece(), kStreamBlock);
    }

    void isCancelledWhileItWaits()
    {
        SpeedLimit limit;
        limit.setBytesPerSecond(1);
        CancelSource stop;
        QVERIFY(limit.take(1024, stop.token()));
        auto waiting = QtConcurrent::run([&] { return limit.take(1024, stop.token()).error().code; });
        QTest::qWait(100);
        QElapsedTimer timer;
        timer.start();
        stop.cancel();
        QCOMPARE(waiting.result(), Errc::Cancelled);
        QVERIFY(timer.elapsed() < 1000);
    }

    void aStoreKeepsTheSlowestOfItsLimits()
    {
        QTemporaryDir folder;
        auto inner = std::make_unique<LocalFolderStore>(u"store"_s, folder.path());
        const auto slow = std::make_shared<SpeedLimit>();
        const auto fast = std::make_shared<SpeedLimit>();
        slow->setBytesPerSecond(400'000);
        fast->setBytesPerSecond(100'000'000);
        LimitedStore store(std::move(inner), {fast, slow, std::make_shared<SpeedLimit>()});
        QByteArray content(800'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < content.size(); ++i)
            content[i] = static_cast<char>((i * 131) >> 3);

        QElapsedTimer timer;
        timer.start();
        auto writer = store.put(u"a/b"_s, {}, CancelToken());
        QVERIFY(writer);
        QVERIFY((*writer)->write(content));
        QCOMPARE((*writer)->finish()->size, content.size());
        QVERIFY2(timer.elapsed() > 1500, qPrintable(QString::number(timer.elapsed())));

        slow->setBytesPerSecond(4'000'000);
        auto source = store.get(u"a/b"_s, {}, CancelToken());
        QVERIFY(source);
        QByteArray back;
        for (;;) {
            QByteArray block(100'000, Qt::Uninitialized);
            const auto got = (*source)->read(block.data(), block.size());
            QVERIFY(got);
            if (*got == 0)
                break;
            back.append(block.first(*got));
        }
        QVERIFY(back == content);
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<SpeedLimit> m_limit = std::make_shared<SpeedLimit>();
    LimitedStore m_store{std::make_unique<LocalFolderStore>(u"limited"_s, m_folder.path()), {m_limit}};
};

QTEST_GUILESS_MAIN(SpeedLimitTest)
#include "tst_speedlimit.moc"
