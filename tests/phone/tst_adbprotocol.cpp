// SPDX-License-Identifier: GPL-3.0-or-later
// What happens when the server or the phone misbehaves: always an error in time, never a hang or a crash.
#include "core/base/bytessource.h"
#include "core/phone/adbserver.h"
#include "core/phone/phonetracker.h"
#include "core/phone/shellrun.h"
#include "core/phone/shellstream.h"
#include "core/phone/syncsession.h"
#include "tests/phone/scriptedserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Peer = ScriptedServer::Peer;

constexpr int kPatienceMs = 6'000;

PhoneTransport transportTo(const ScriptedServer &server)
{
    return {server.address(), Serial{u"phone"_s}, ScriptedServer::timeouts()};
}

AdbServer serverAt(const AdbAddress &address)
{
    AdbServer::Options options;
    options.timeouts = ScriptedServer::timeouts();
    options.program = u"no-such-adb-program"_s;
    return AdbServer(address, options);
}

/// A connection on which the phone's service has begun.
void acceptService(Peer &peer)
{
    acceptTransport(peer);
    (void)peer.request();
    peer.send("OKAY");
}

QByteArray stdoutPacket(const QByteArray &data)
{
    return shellPacketHeader(ShellPacket::Stdout, static_cast<quint32>(data.size())) + data;
}

QByteArray exitPacket(char code)
{
    return shellPacketHeader(ShellPacket::Exit, 1) + QByteArray(1, code);
}

} // namespace

class TestAdbProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_time.start(); }
    void cleanup() { QVERIFY2(m_time.elapsed() < kPatienceMs, "it took too long"); }

    void answersAreRead()
    {
        const ScriptedServer server([](Peer &peer) {
            const QByteArray request = peer.request();
            if (request == "host:version")
                peer.send("OKAY00040029");
            else if (request == "host:host-features")
                peer.send("OKAY000eshell_v2,stat_");
            else
                peer.send("FAIL000cunknown host");
        });
        const AdbServer adb = serverAt(server.address());
        QCOMPARE(*adb.version({}), 41);
        QCOMPARE(*adb.features({}), (QList<QByteArray>{"shell_v2", "stat_"}));
        QCOMPARE(adb.phones({}).error().code, Errc::AdbProtocol);
    }

    void badAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("silentAfter");
        QTest::addColumn<Errc>("code");
        const auto row = [](const char *name, const QByteArray &answer, bool silent, Errc code) {
            QTest::newRow(name) << answer << silent << code;
        };
        row("nothing, closed", "", false, Errc::AdbUnreachable);
        row("nothing, silent", "", true, Errc::AdbUnreachable);
        row("half a status", "OK", false, Errc::AdbUnreachable);
        row("half a status, silent", "OK", true, Errc::AdbUnreachable);
        row("another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n", false, Errc::AdbProtocol);
        row("SSH", "SSH-2.0-OpenSSH_9.2\r\n", true, Errc::AdbProtocol);
        row("binary", QByteArray("\0\xff\xfe\x01", 4), true, Errc::AdbProtocol);
        row("no length", "OKAYzzzz", true, Errc::AdbProtocol);
        row("negative length", "OKAY-001", true, Errc::AdbProtocol);
        row("more claimed than sent", "OKAYffffabc", false, Errc::AdbUnreachable);
        row("more claimed than sent, silent", "OKAYffffabc", true, Errc::AdbUnreachable);
        row("a list without end", "OKAY0003abc", false, Errc::AdbProtocol);
        row("failure without text", "FAIL", true, Errc::AdbUnreachable);
        row("failure with a bad length", "FAILxxxx", true, Errc::AdbProtocol);
    }
    void badAnswersAreErrors()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, silentAfter);
        QFETCH(Errc, code);
        const ScriptedServer server([&](Peer &peer) {
            (void)peer.request();
            peer.send(answer);
            if (silentAfter)
                peer.beSilent();
        });
        const auto phones = serverAt(server.address()).phones({});
        QVERIFY(!phones);
        QCOMPARE(phones.error().code, code);
    }

    void nobodyListens()
    {
        AdbAddress address;
        {
            const ScriptedServer gone([](Peer &) {});
            address = gone.address();
        }
        AdbServer adb = serverAt(address);
        QCOMPARE(adb.version({}).error().code, Errc::AdbUnreachable);
        // There is no program either, and that is what the operator has to know.
        QCOMPARE(adb.ensureRunning({}).error().code, Errc::AdbMissing);
        address.host = u"192.0.2.1"_s;
        QCOMPARE(serverAt(address).version({}).error().code, Errc::AdbUnreachable);
    }

    void cancelEndsAWait()
    {
        const ScriptedServer server([](Peer &peer) { peer.beSilent(); });
        CancelSource source;
        PhoneTransport transport = transportTo(server);
        transport.timeouts.reply = 60'000;
        std::thread canceller([&source] {
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            source.cancel();
        });
        const auto result = runShell(transport, "true", source.token());
        canceller.join();
        QVERIFY(!result);
        QCOMPARE(result.error().code, Errc::Cancelled);
        QVERIFY(m_time.elapsed() < 1'000);
    }

    void oldServersAreAskedTheOldWay()
    {
        const ScriptedServer server([](Peer &peer) {
            const QByteArray request = peer.request();
            if (request.startsWith("host:tport:")) {
                peer.send("FAIL0014unknown host service");
                return;
            }
            peer.send(request == "host:transport:phone" ? "OKAY" : "FAIL0000");
            (void)peer.request();
            peer.send("OKAY" + stdoutPacket("hi") + exitPacket(3));
        });
        const auto result = runShell(transportTo(server), "echo hi", {});
        QVERIFY(result);
        QCOMPARE(result->output, QByteArray("hi"));
        QCOMPARE(result->exitCode, 3);
    }

    void phonesThatFail_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<bool>("silentAfter");
        QTest::addColumn<Errc>("code");
        const auto row = [](const char *name, const QByteArray &stream, bool silent, Errc code) {
            QTest::newRow(name) << stream << silent << code;
        };
        row("no exit code", stdoutPacket("all of it"), false, Errc::PhoneLost);
        row("nothing at all", "", false, Errc::PhoneLost);
        row("silence", "", true, Errc::PhoneSilent);
        row("silence in a packet", stdoutPacket("abcdef").first(7), true, Errc::PhoneSilent);
        row("cut in a header", stdoutPacket("abc").first(3), false, Errc::PhoneLost);
        row("a packet of 4 GiB", QByteArray("\1\xff\xff\xff\xff", 5), true, Errc::PhoneRefused);
        row("an unknown kind", QByteArray("\x7f\1\0\0\0x", 6), true, Errc::PhoneRefused);
    }
    void phonesThatFail()
    {
        QFETCH(QByteArray, stream);
        QFETCH(bool, silentAfter);
        QFETCH(Errc, code);
        std::atomic_int connections{0};
        const ScriptedServer server([&](Peer &peer) {
            if (connections++ > 0) {
                peer.beSilent(); // pings too
                return;
            }
            acceptService(peer);
            peer.send(stream);
            if (silentAfter)
                peer.beSilent();
        });
        const auto result = runShell(transportTo(server), "cat /big", {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, code);
        QCOMPARE(result.error().context.phone, u"phone"_s);
    }

    void refusedServiceIsTold_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<Errc>("code");
        QTest::newRow("by a phone that is there") << QByteArray("OKAY0006device") << Errc::PhoneRefused;
        QTest::newRow("by a phone that went") << QByteArray("FAIL0010device not found") << Errc::PhoneLost;
        QTest::newRow("by a phone that is going") << QByteArray("OKAY0007offline") << Errc::PhoneLost;
    }

    void refusedServiceIsTold()
    {
        QFETCH(const QByteArray, state);
        QFETCH(const Errc, code);
        const ScriptedServer server([&](Peer &peer) {
            if (peer.request().endsWith(":get-state")) {
                peer.send(state);
                return;
            }
            peer.send("OKAY" + QByteArray(8, '\0'));
            (void)peer.request();
            peer.send("FAIL0006closed");
        });
        QCOMPARE(runShell(transportTo(server), "true", {}).error().code, code);
    }

    void aSlowCommandOnALivePhoneIsWaitedFor()
    {
        std::atomic_int pings{0};
        const ScriptedServer server([&](Peer &peer) {
            acceptTransport(peer);
            const QByteArray service = peer.request();
            peer.send("OKAY");
            if (service.contains("slow")) {
                QTest::qSleep(1'200); // longer than the inactivity time, shorter than the silence time
                peer.send(stdoutPacket("done") + exitPacket(0));
                return;
            }
            ++pings;
            peer.send(stdoutPacket("holdfast\n") + exitPacket(0));
        });
        const auto result = runShell(transportTo(server), "slow", {});
        QVERIFY(result);
        QCOMPARE(result->output, QByteArray("done"));
        QVERIFY(pings > 0);
    }

    void silenceEndsEvenOnALivePhone()
    {
        const ScriptedServer server([&](Peer &peer) {
            acceptTransport(peer);
            const QByteArray service = peer.request();
            peer.send("OKAY");
            if (service.contains("stuck"))
                peer.beSilent();
            else
                peer.send(stdoutPacket("holdfast\n") + exitPacket(0));
        });
        QCOMPARE(runShell(transportTo(server), "stuck", {}).error().code, Errc::PhoneSilent);
    }

    void inputForACommandThatEndedIsNoHang()
    {
        const ScriptedServer server([](Peer &peer) {
            acceptService(peer);
            peer.send(exitPacket(9));
        });
        auto stream = ShellStream::open(transportTo(server), "true", {}, {});
        QVERIFY(stream);
        Result<void> written;
        for (int i = 0; i < 100 && written; ++i)
            written = (*stream)->write(QByteArray(1 << 20, 'x'));
        QVERIFY(!written);
        QCOMPARE(written.error().code, Errc::PhoneRefused);
        QCOMPARE(*(*stream)->finish(), 9);
    }

    void outputIsBounded()
    {
        const ScriptedServer server([](Peer &peer) {
            acceptService(peer);
            for (int i = 0; i < 64; ++i)
                peer.send(stdoutPacket(QByteArray(1 << 20, 'x')));
            peer.drain();
        });
        QCOMPARE(runShell(transportTo(server), "yes", {}).error().code, Errc::PhoneRefused);
    }

    void stderrComesByLines()
    {
        const ScriptedServer server([](Peer &peer) {
            acceptService(peer);
            const auto say = [&peer](const QByteArray &text) {
                peer.send(shellPacketHeader(ShellPacket::Stderr, static_cast<quint32>(text.size())) + text);
            };
            say("on");
            say("e\ntwo\n\nlo");
            say(QByteArray(70'000, 'o'));
            peer.send(exitPacket(0));
        });
        QByteArrayList lines;
        ShellStream::Options options;
        options.onStderrLine = [&lines](QByteArrayView line) { lines.append(line.toByteArray()); };
        auto stream = ShellStream::open(transportTo(server), "x", {}, options);
        QVERIFY(stream);
        QCOMPARE(*(*stream)->finish(), 0);
        QCOMPARE(lines.first(3), (QByteArrayList{"one", "two", ""}));
        QCOMPARE(lines.at(3).size(), 65536);
        QCOMPARE(lines.last().size(), 70'002 - 65'536);
    }

    void badSyncAnswersAreErrors_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Errc>("code");
        QTest::newRow("closed") << QByteArray() << Errc::PhoneLost;
        QTest::newRow("half") << QByteArray("DENT\1\2\3") << Errc::PhoneLost;
        QTest::newRow("another id") << QByteArray("WHAT") + QByteArray(16, '\0') << Errc::PhoneRefused;
        QTest::newRow("no name") << QByteArray("DENT") + QByteArray(16, '\0') << Errc::PhoneRefused;
        QTest::newRow("a name of 4 GiB")
            << QByteArray("DENT") + QByteArray(12, '\0') + QByteArray(4, '\xff') << Errc::PhoneRefused;
        QTest::newRow("a way out") << QByteArray("DENT") + QByteArray(12, '\0') +
                                          QByteArray("\4\0\0\0../x", 8)
                                   << Errc::PhoneRefused;
    }
    void badSyncAnswersAreErrors()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Errc, code);
        const ScriptedServer server([&](Peer &peer) {
            acceptService(peer);
            (void)peer.read(8 + 5);
            peer.send(answer);
        });
        auto sync = SyncSession::open(transportTo(server), {}, {});
        QVERIFY(sync);
        const auto entries = (*sync)->list("/data");
        QVERIFY(!entries);
        QCOMPARE(entries.error().code, code);
    }

    void badFileContentIsAnError()
    {
        const ScriptedServer server([&](Peer &peer) {
            acceptService(peer);
            const QByteArray request = peer.read(8 + 2);
            if (request.endsWith("/a"))
                peer.send(QByteArray("DATA\1\0\1\0", 8) + QByteArray(65'537, 'x'));
            else
                peer.send(QByteArray("FAIL\3\0\0\0no!", 11));
            peer.drain();
        });
        auto sync = SyncSession::open(transportTo(server), {}, {});
        QVERIFY(sync);
        char buffer[100];
        {
            auto source = (*sync)->receive("/a");
            QVERIFY(source);
            QCOMPARE((*source)->read(buffer, sizeof buffer).error().code, Errc::PhoneRefused);
        }
        auto source = (*sync)->receive("/b");
        QVERIFY(source);
        const auto failed = (*source)->read(buffer, sizeof buffer);
        QCOMPARE(failed.error().code, Errc::PhoneFile);
        QCOMPARE(failed.error().detail, u"no!"_s);
        QCOMPARE(failed.error().context.path, u"/b"_s);
        BytesSource content("x");
        QCOMPARE((*sync)->send(QByteArray(1025, 'x'), 0644, 0, content).error().code, Errc::InvalidArgument);
    }

    void connectTellsWhy()
    {
        QByteArray answer;
        QByteArray state = "device";
        const ScriptedServer server([&](Peer &peer) {
            const QByteArray text = peer.request().startsWith("host:connect:")
                                        ? answer
                                        : "h:1                    " + state + " transport_id:1\n";
            peer.send("OKAY" + QByteArray::number(text.size(), 16).rightJustified(4, '0') + text);
        });
        const AdbServer adb = serverAt(server.address());
        answer = "failed to connect to 'h:1': Connection refused";
        QCOMPARE(adb.connectPhone(u"h:1"_s, {}).error().code, Errc::PhoneOffline);
        answer = "connected to h:1";
        QCOMPARE(adb.connectPhone(u"h:1"_s, {})->value, u"h:1"_s);
        answer = "failed to authenticate to h:1";
        QCOMPARE(adb.connectPhone(u"h:1"_s, {})->value, u"h:1"_s);
        QCOMPARE(adb.connectPhone(u" "_s, {}).error().code, Errc::InvalidArgument);
        QCOMPARE(adb.connectPhone(u"h:x"_s, {}).error().code, Errc::InvalidArgument);
    }

    void trackerFollowsAndComesBack()
    {
        std::atomic_int connections{0};
        const ScriptedServer server([&](Peer &peer) {
            (void)peer.request();
            const int number = ++connections;
            peer.send("OKAY0000");
            const QByteArray line =
                "p" + QByteArray::number(number) + "                     device transport_id:1\n";
            peer.send(QByteArray::number(line.size(), 16).rightJustified(4, '0') + line);
            if (number == 1)
                return; // the server dies
            peer.beSilent();
        });
        PhoneTracker tracker(server.address());
        QSignalSpy phones(&tracker, &PhoneTracker::phonesChanged);
        QSignalSpy availability(&tracker, &PhoneTracker::serverAvailableChanged);
        tracker.start();
        QTRY_VERIFY(!tracker.phones().isEmpty() && tracker.phones().first().serial.value == u"p2"_s);
        QCOMPARE(availability.size(), 3);
        QVERIFY(tracker.serverAvailable());
        QCOMPARE(phones.size(), 3); // the first list, none while it was away, the second list
    }

private:
    QElapsedTimer m_time;
};

QTEST_GUILESS_MAIN(TestAdbProtocol)
#include "tst_adbprotocol.moc"
