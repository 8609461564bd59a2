// SPDX-License-Identifier: GPL-3.0-or-later
// The adb client against the real adb server and an emulated phone.
#include "core/phone/adbserver.h"
#include "core/phone/phonetracker.h"
#include "core/phone/shellrun.h"
#include "core/phone/shellstream.h"
#include "core/phone/syncsession.h"
#include "tests/support/adbserverfixture.h"
#include "tests/support/emulatedphonefixture.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Bytes that compress badly and differ everywhere, made as they are read; hashes what it gave.
class PatternSource final : public ByteSource
{
public:
    explicit PatternSource(qint64 size) : m_left(size) {}
    Result<qint64> read(char *data, qint64 size) override
    {
        const qint64 take = std::min(size, m_left);
        for (qint64 i = 0; i < take; ++i) {
            m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
            data[i] = static_cast<char>(m_state >> 56);
        }
        m_hash.addData(QByteArrayView(data, take));
        m_left -= take;
        return take;
    }
    [[nodiscard]] QByteArray hash() const { return m_hash.result(); }

private:
    qint64 m_left;
    quint64 m_state = 1;
    QCryptographicHash m_hash{QCryptographicHash::Sha1};
};

class HashSink final : public ByteSink
{
public:
    Result<void> write(QByteArrayView bytes) override
    {
        m_hash.addData(bytes);
        m_size += bytes.size();
        return {};
    }
    [[nodiscard]] QByteArray hash() const { return m_hash.result(); }
    [[nodiscard]] qint64 size() const { return m_size; }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha1};
    qint64 m_size = 0;
};

QByteArray readAll(ByteSource &source)
{
    QByteArray all;
    QByteArray block(100'000, Qt::Uninitialized);
    while (true) {
        const auto size = source.read(block.data(), block.size());
        if (!size || *size == 0)
            return all;
        all.append(block.constData(), *size);
    }
}

} // namespace

class TestPhoneStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_adb.start(), qPrintable(m_adb.error()));
        EmulatorSettings settings;
        settings.model = u"Test Phone"_s;
        QVERIFY2(m_phone.start(settings), qPrintable(m_phone.error()));
        m_transport.address.port = m_adb.port();
        m_transport.serial = Serial{m_phone.serial()};
    }

    void cleanup()
    {
        if (!m_recover)
            return;
        m_recover = false;
        m_phone.clearFaults();
        m_phone.stop();
        QVERIFY2(m_phone.startAgain(), qPrintable(m_phone.error()));
    }

    void listsThePhone()
    {
        const AdbServer server(m_transport.address);
        QVERIFY(*server.version({}) >= 36);
        QVERIFY(server.features({})->contains("shell_v2"));
        const auto entry = server.phone(m_transport.serial, {});
        QVERIFY(entry);
        QCOMPARE(entry->state, PhoneState::Device);
        QCOMPARE(entry->model, u"Test_Phone"_s);
        QCOMPARE(entry->kind, PhoneKind::Tcp);
        QVERIFY(entry->transportId > 0);
        QVERIFY(server.phoneFeatures(m_transport.serial, {})->contains("stat_v2"));
        QCOMPARE(server.phone(Serial{u"nobody"_s}, {}).error().code, Errc::PhoneNotFound);
    }

    void unknownPhonesAreNotFound()
    {
        PhoneTransport other = m_transport;
        other.serial = Serial{u"127.0.0.1:1"_s};
        const auto result = runShell(other, "true", {});
        QCOMPARE(result.error().code, Errc::PhoneNotFound);
        QCOMPARE(result.error().context.phone, u"127.0.0.1:1"_s);
    }

    void connectsAndDisconnects()
    {
        const AdbServer server(m_transport.address);
        QVERIFY(server.disconnectPhone(m_transport.serial, {}));
        QCOMPARE(server.disconnectPhone(m_transport.serial, {}).error().code, Errc::PhoneNotFound);
        QCOMPARE(server.phone(m_transport.serial, {}).error().code, Errc::PhoneNotFound);
        QCOMPARE(server.connectPhone(m_phone.serial(), {})->value, m_phone.serial());
        QCOMPARE(server.connectPhone(m_phone.serial(), {})->value, m_phone.serial());
        QCOMPARE(server.connectPhone(u"127.0.0.1:2"_s, {}).error().code, Errc::PhoneOffline);
    }

    void shellsHaveThreeStreamsAndACode()
    {
        const auto result =
            runShell(m_transport, "cat; echo oops >&2; exit 42", {}, QByteArray("in\0put", 6));
        QVERIFY(result);
        QCOMPARE(result->output, QByteArray("in\0put", 6));
        QCOMPARE(result->errors, QByteArray("oops\n"));
        QCOMPARE(result->exitCode, 42);
        QCOMPARE(runShell(m_transport, "kill -9 $$", {})->exitCode, 128 + 9);
        QCOMPARE(runShell(m_transport, "/no/such/program", {})->exitCode, 127);
    }

    void inputOfACommandThatReadsNone()
    {
        const auto result = runShell(m_transport, "exit 5", {}, QByteArray(20 * 1024 * 1024, 'x'));
        QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->exitCode, 5);
    }

    void streamsBothWaysAreEqual()
    {
        PatternSource source(200 * 1024 * 1024);
        HashSink sink;
        QByteArray errors;
        QElapsedTimer time;
        time.start();
        const auto code = pipeShell(m_transport, "cat", source, sink, errors, {});
        QVERIFY2(code, code ? "" : qPrintable(code.error().detail));
        qInfo("200 MB to the phone and back at once: %lld ms", time.elapsed());
        QCOMPARE(*code, 0);
        QCOMPARE(sink.size(), 200 * 1024 * 1024);
        QCOMPARE(sink.hash(), source.hash());
    }

    void floodsOnBothOutputsDoNotBlock()
    {
        PatternSource source(20 * 1024 * 1024);
        HashSink sink;
        QByteArray errors;
        const auto code =
            pipeShell(m_transport, "head -c 20000000 /dev/zero >&2; cat; head -c 20000000 /dev/zero", source,
                      sink, errors, {});
        QVERIFY(code);
        QCOMPARE(*code, 0);
        QCOMPARE(sink.size(), 20 * 1024 * 1024 + 20'000'000);
    }

    void aSlowReaderHoldsThePhoneBack()
    {
        auto stream = ShellStream::open(m_transport, "cat /dev/zero", {}, {});
        QVERIFY(stream);
        QTest::qSleep(1'500);
        char byte = 0;
        QCOMPARE(*(*stream)->read(&byte, 1), 1);
        // Another stream of the same phone is not held back.
        QCOMPARE(runShell(m_transport, "echo here", {})->output, QByteArray("here\n"));
    }

    void cancelEndsTheCommandOnThePhone()
    {
        CancelSource source;
        auto stream = ShellStream::open(m_transport, "echo $$; cat /dev/zero", source.token(), {});
        QVERIFY(stream);
        char buffer[65536];
        const auto first = (*stream)->read(buffer, sizeof buffer);
        QVERIFY(first);
        const QByteArray pid = QByteArray(buffer, *first).split('\n').first();
        QVERIFY(pid.toInt() > 0);
        source.cancel();
        Result<qint64> more = 1;
        while (more && *more > 0)
            more = (*stream)->read(buffer, sizeof buffer);
        QVERIFY(!more);
        QCOMPARE(more.error().code, Errc::Cancelled);
        stream->reset();
        const QByteArray check = "kill -0 " + pid + " 2>/dev/null; echo $?";
        const auto gone = [&] { return runShell(m_transport, check, {}); };
        QTRY_COMPARE(gone()->output, QByteArray("1\n"));
    }

    void measuresTheStream()
    {
        constexpr qint64 kSize = 1024LL * 1024 * 1024;
        QVERIFY(runShell(m_transport, "head -c 1073741824 /dev/zero > /data/local/tmp/big", {}));
        QElapsedTimer time;
        for (int round = 0; round < 2; ++round) {
            time.start();
            auto stream = ShellStream::open(m_transport, "cat /data/local/tmp/big", {}, {});
            QVERIFY(stream);
            QByteArray block(kStreamBlock, Qt::Uninitialized);
            qint64 total = 0;
            Result<qint64> size = 0;
            while ((size = (*stream)->read(block.data(), block.size())) && *size > 0)
                total += *size;
            QVERIFY(size);
            QCOMPARE(total, kSize);
            qInfo("ShellStream: %lld MB/s", 1024 * 1000 / qMax<qint64>(1, time.elapsed()));
            time.start();
            QProcess adb;
            adb.setProcessEnvironment(m_adb.environment());
            adb.setStandardOutputFile(QProcess::nullDevice());
            adb.start(u"adb"_s,
                      {u"-s"_s, m_phone.serial(), u"shell"_s, u"-T"_s, u"cat /data/local/tmp/big"_s});
            QVERIFY(adb.waitForFinished(120'000));
            QCOMPARE(adb.exitCode(), 0);
            qInfo("adb shell -T:  %lld MB/s", 1024 * 1000 / qMax<qint64>(1, time.elapsed()));
        }
        QVERIFY(runShell(m_transport, "rm /data/local/tmp/big", {}));
    }

    void syncKnowsOddNames_data()
    {
        QTest::addColumn<bool>("version2");
        QTest::newRow("version 1") << false;
        QTest::newRow("version 2") << true;
    }
    void syncKnowsOddNames()
    {
        QFETCH(bool, version2);
        const AdbServer server(m_transport.address);
        const auto features = version2 ? *server.phoneFeatures(m_transport.serial, {}) : QList<QByteArray>{};
        auto sync = SyncSession::open(m_transport, features, {});
        QVERIFY(sync);
        QVERIFY(runShell(m_transport, "rm -rf /data/local/tmp/s; mkdir -p /data/local/tmp/s/d", {}));
        PatternSource content(300'001);
        const QByteArray name = "a\nb,'\"\xff";
        const QByteArray path = "/data/local/tmp/s/" + name;
        QVERIFY((*sync)->send(path, 0640, 1'700'000'000, content));
        const auto stat = (*sync)->lstat(path);
        QVERIFY(stat);
        QVERIFY(stat->isFile());
        QCOMPARE(stat->size, 300'001U);
        QCOMPARE(stat->modified, 1'700'000'000);
        auto source = (*sync)->receive(path);
        QVERIFY(source);
        QCOMPARE(QCryptographicHash::hash(readAll(**source), QCryptographicHash::Sha1), content.hash());
        const auto entries = (*sync)->list("/data/local/tmp/s");
        QVERIFY(entries);
        QCOMPARE(entries->size(), 2);
        const bool fileFirst = entries->first().name == name;
        QCOMPARE(entries->at(fileFirst ? 0 : 1).name, name);
        QCOMPARE(entries->at(fileFirst ? 1 : 0).name, QByteArray("d"));
        QVERIFY(entries->at(fileFirst ? 1 : 0).stat.isFolder());
        // Failures leave the session of use.
        QCOMPARE((*sync)->lstat("/data/nothing").error().code, Errc::PhoneFile);
        auto missing = (*sync)->receive("/data/nothing");
        QVERIFY(missing);
        char byte = 0;
        QCOMPARE((*missing)->read(&byte, 1).error().code, Errc::PhoneFile);
        PatternSource more(200'000);
        QCOMPARE((*sync)->send("/data/local/tmp/s/d", 0644, 0, more).error().code, Errc::PhoneFile);
        QVERIFY((*sync)->lstat(path));
    }

    void trackerSeesPhonesComeAndGo()
    {
        const AdbServer server(m_transport.address);
        PhoneTracker tracker(m_transport.address);
        tracker.start();
        QTRY_COMPARE(tracker.phones().size(), 1);
        QVERIFY(server.disconnectPhone(m_transport.serial, {}));
        QTRY_VERIFY(tracker.phones().isEmpty());
        QVERIFY(server.connectPhone(m_phone.serial(), {}));
        QTRY_VERIFY(tracker.phones().size() == 1 && tracker.phones().first().state == PhoneState::Device);
        m_adb.stop();
        QTRY_VERIFY(!tracker.serverAvailable());
        QVERIFY(tracker.phones().isEmpty());
        QVERIFY(m_adb.start());
        QTRY_VERIFY_WITH_TIMEOUT(tracker.serverAvailable(), 15'000);
        // A new server has forgotten the phones on the network.
        QVERIFY(server.connectPhone(m_phone.serial(), {}));
        QTRY_COMPARE(tracker.phones().size(), 1);
    }

    void aKilledServerIsAnErrorThenWorksAgain()
    {
        auto stream = ShellStream::open(m_transport, "cat /dev/zero", {}, {});
        QVERIFY(stream);
        m_adb.stop();
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        Result<qint64> size = 1;
        while (size && *size > 0)
            size = (*stream)->read(block.data(), block.size());
        QVERIFY(!size);
        QCOMPARE(size.error().code, Errc::PhoneLost);
        QCOMPARE(runShell(m_transport, "true", {}).error().code, Errc::AdbUnreachable);
        QVERIFY(m_adb.start());
        QVERIFY(AdbServer(m_transport.address).connectPhone(m_phone.serial(), {}));
        QVERIFY(runShell(m_transport, "true", {}));
    }

    void aCutLinkIsALostPhone()
    {
        m_recover = true;
        EmulatorFaults faults;
        faults.cutAfterBytes = 5'000'000;
        QVERIFY(m_phone.setFaults(faults));
        const auto result = runShell(m_transport, "head -c 10000000 /dev/zero", {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::PhoneLost);
    }

    void aMissingExitCodeIsALostPhone()
    {
        m_recover = true;
        EmulatorFaults faults;
        faults.missingExitPacket = true;
        QVERIFY(m_phone.setFaults(faults));
        QCOMPARE(runShell(m_transport, "echo all", {}).error().code, Errc::PhoneLost);
    }

    void aFrozenPhoneIsSilent()
    {
        m_recover = true;
        PhoneTransport quick = m_transport;
        quick.timeouts.inactivity = 500;
        quick.timeouts.ping = 500;
        auto stream = ShellStream::open(quick, "cat /dev/zero", {}, {});
        QVERIFY(stream);
        EmulatorFaults faults;
        faults.freeze = true;
        QVERIFY(m_phone.setFaults(faults));
        QElapsedTimer time;
        time.start();
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        Result<qint64> size = 1;
        while (size && *size > 0)
            size = (*stream)->read(block.data(), block.size());
        QVERIFY(!size);
        QCOMPARE(size.error().code, Errc::PhoneSilent);
        QVERIFY(time.elapsed() < 10'000);
    }

    void refusedServices()
    {
        m_recover = true;
        EmulatorFaults faults;
        faults.refuseOpen = true;
        QVERIFY(m_phone.setFaults(faults));
        QCOMPARE(runShell(m_transport, "true", {}).error().code, Errc::PhoneRefused);
    }

    void unauthorizedPhones()
    {
        m_recover = true;
        EmulatorFaults faults;
        faults.unauthorized = true;
        QVERIFY(m_phone.setFaults(faults));
        const AdbServer server(m_transport.address);
        QVERIFY(server.disconnectPhone(m_transport.serial, {}));
        QCOMPARE(server.connectPhone(m_phone.serial(), {}).error().code, Errc::PhoneUnauthorized);
        QCOMPARE(runShell(m_transport, "true", {}).error().code, Errc::PhoneUnauthorized);
        QVERIFY(server.disconnectPhone(m_transport.serial, {}));
    }

    void startsAServerOnce()
    {
        AdbServerFixture ports; // for a port that nobody uses and a home of its own
        QVERIFY(ports.start());
        ports.stop();
        AdbAddress address;
        address.port = ports.port();
        AdbServer::Options options;
        options.environment = ports.environment();
        AdbServer server(address, options);
        QVERIFY(server.ensureRunning({}));
        QVERIFY(server.version({}));
        // A server that has only just begun may overhear the first request and leave adb waiting.
        for (int attempt = 0; attempt < 5 && server.version({}); ++attempt)
            (void)ports.adb({u"kill-server"_s}, {}, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!server.version({}), 20'000);
        // Not a second time at once: a server that does not stay up must not be started in a loop.
        QCOMPARE(server.ensureRunning({}).error().code, Errc::AdbUnreachable);
    }

private:
    AdbServerFixture m_adb;
    EmulatedPhoneFixture m_phone{m_adb};
    PhoneTransport m_transport;
    bool m_recover = false;
};

QTEST_GUILESS_MAIN(TestPhoneStreams)
#include "tst_phonestreams.moc"
