// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/adbaddress.h"
#include "core/phone/adbtext.h"
#include "core/phone/phoneentry.h"
#include "core/phone/phonefacts.h"
#include "core/phone/rootladder.h"
#include "core/phone/shellpacket.h"
#include "core/phone/syncprotocol.h"

#include <QProcess>
#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray padded(const char *id, qsizetype zeros)
{
    return QByteArray(id).append(zeros, '\0');
}

} // namespace

class TestPhoneTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data()
    {
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing set") << ""
                                     << ""
                                     << ""
                                     << "127.0.0.1:5037";
        QTest::newRow("port") << ""
                              << ""
                              << "5039"
                              << "127.0.0.1:5039";
        QTest::newRow("host and port") << ""
                                       << "10.0.0.7"
                                       << "5039"
                                       << "10.0.0.7:5039";
        QTest::newRow("tcp:PORT") << "tcp:5040"
                                  << ""
                                  << "1"
                                  << "127.0.0.1:5040";
        QTest::newRow("tcp:HOST:PORT") << "tcp:localhost:5040"
                                       << ""
                                       << ""
                                       << "localhost:5040";
        QTest::newRow("IPv6") << "tcp:[::1]:5040"
                              << ""
                              << ""
                              << "[::1]:5040";
        QTest::newRow("local socket") << "localfilesystem:/tmp/adb"
                                      << ""
                                      << ""
                                      << "/tmp/adb";
        QTest::newRow("no port") << "tcp:host"
                                 << ""
                                 << "" << QString();
        QTest::newRow("port 0") << "tcp:0"
                                << ""
                                << "" << QString();
        QTest::newRow("port too large") << ""
                                        << ""
                                        << "65536" << QString();
        QTest::newRow("other kind") << "vsock:1:2"
                                    << ""
                                    << "" << QString();
        QTest::newRow("no path") << "localfilesystem:"
                                 << ""
                                 << "" << QString();
    }
    void readsAddresses()
    {
        QFETCH(QString, socket);
        QFETCH(QString, host);
        QFETCH(QString, port);
        QFETCH(QString, text);
        QProcessEnvironment environment;
        environment.insert(u"ADB_SERVER_SOCKET"_s, socket);
        environment.insert(u"ANDROID_ADB_SERVER_ADDRESS"_s, host);
        environment.insert(u"ANDROID_ADB_SERVER_PORT"_s, port);
        const auto address = AdbAddress::fromEnvironment(environment);
        QCOMPARE(address.has_value(), !text.isNull());
        if (address)
            QCOMPARE(address->text(), text);
        else
            QCOMPARE(address.error().code, Errc::InvalidArgument);
    }

    void tellsTheProgramItsAddress()
    {
        AdbAddress address;
        QCOMPARE(address.programArguments(), (QStringList{u"-L"_s, u"tcp:5037"_s}));
        address.host = u"10.0.0.7"_s;
        QVERIFY(!address.isLocal());
        QCOMPARE(address.programArguments().last(), u"tcp:10.0.0.7:5037"_s);
    }

    void readsHexLengths_data()
    {
        QTest::addColumn<QByteArray>("digits");
        QTest::addColumn<int>("value");
        QTest::newRow("zero") << QByteArray("0000") << 0;
        QTest::newRow("largest") << QByteArray("ffff") << 65535;
        QTest::newRow("upper case") << QByteArray("00FF") << 255;
        QTest::newRow("short") << QByteArray("fff") << -1;
        QTest::newRow("sign") << QByteArray("-001") << -1;
        QTest::newRow("space") << QByteArray(" 001") << -1;
        QTest::newRow("0x") << QByteArray("0x01") << -1;
        QTest::newRow("letter") << QByteArray("00g0") << -1;
    }
    void readsHexLengths()
    {
        QFETCH(QByteArray, digits);
        QFETCH(int, value);
        const auto length = parseHexLength(digits);
        QCOMPARE(length ? static_cast<int>(*length) : -1, value);
    }

    void framesServices()
    {
        QCOMPARE(*frameService("host:version"), QByteArray("000chost:version"));
        QVERIFY(frameService(QByteArray(3999, 'x')));
        // One byte more could abort the whole server for everybody.
        QCOMPARE(frameService(QByteArray(4000, 'x')).error().code, Errc::InvalidArgument);
        QCOMPARE(frameService(QByteArray("a\0b", 3)).error().code, Errc::InvalidArgument);
        QCOMPARE(frameService("").error().code, Errc::InvalidArgument);
    }

    void readsPhoneLists()
    {
        const auto phones = parsePhoneList(
            "127.0.0.1:5601        device product:cloud model:Cloud_Phone_1 device:generic transport_id:3\n"
            "emulator-5554         offline transport_id:4\n"
            "R58M123               unauthorized usb:1-2 transport_id:5\n"
            "0123456789            no permissions (missing udev rules? user is in the plugdev group); see "
            "[http://developer.android.com/tools/device.html] usb:1-3 transport_id:6\n"
            "[::1]:5555            sleeping transport_id:7\n");
        QVERIFY(phones);
        QCOMPARE(phones->size(), 5);
        const PhoneEntry first = phones->at(0);
        QCOMPARE(first.serial.value, u"127.0.0.1:5601"_s);
        QCOMPARE(first.state, PhoneState::Device);
        QCOMPARE(first.product, u"cloud"_s);
        QCOMPARE(first.model, u"Cloud_Phone_1"_s);
        QCOMPARE(first.device, u"generic"_s);
        QCOMPARE(first.transportId, 3);
        QCOMPARE(first.kind, PhoneKind::Tcp);
        QCOMPARE(phones->at(1).state, PhoneState::Offline);
        QCOMPARE(phones->at(1).kind, PhoneKind::Emulator);
        QCOMPARE(phones->at(2).state, PhoneState::Unauthorized);
        QCOMPARE(phones->at(2).stateText, u"unauthorized"_s);
        QCOMPARE(phones->at(2).kind, PhoneKind::Usb);
        QCOMPARE(phones->at(3).state, PhoneState::NoPermissions);
        QCOMPARE(phones->at(3).transportId, 6);
        QCOMPARE(phones->at(4).state, PhoneState::Unknown);
        QCOMPARE(phones->at(4).stateText, u"sleeping"_s);
        QCOMPARE(phones->at(4).kind, PhoneKind::Tcp);
        QCOMPARE(parsePhoneList("a b\tdevice\n")->first().serial.value, u"a b"_s);
        QVERIFY(parsePhoneList("")->isEmpty());
    }

    void refusesOtherTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no end of line") << QByteArray("abc\tdevice");
        QTest::newRow("no state") << QByteArray("abc\n");
        QTest::newRow("no serial") << QByteArray("\tdevice\n");
        QTest::newRow("NUL") << QByteArray("abc\tde\0vice\n", 12);
        QTest::newRow("bad transport") << QByteArray("abc   device transport_id:x\n");
        QTest::newRow("only fields") << QByteArray("abc   transport_id:4\n");
    }
    void refusesOtherTexts()
    {
        QFETCH(QByteArray, text);
        const auto phones = parsePhoneList(text);
        QVERIFY(!phones);
        QCOMPARE(phones.error().code, Errc::AdbProtocol);
    }

    void eachStateHasItsError()
    {
        const auto codeFor = [](const char *word) {
            PhoneEntry entry;
            entry.state = parsePhoneState(word);
            entry.stateText = QString::fromLatin1(word);
            const auto usable = checkUsable(entry);
            return usable ? Errc::Internal : usable.error().code;
        };
        QCOMPARE(codeFor("device"), Errc::Internal);
        QCOMPARE(codeFor("offline"), Errc::PhoneOffline);
        QCOMPARE(codeFor("detached"), Errc::PhoneOffline);
        QCOMPARE(codeFor("unauthorized"), Errc::PhoneUnauthorized);
        for (const char *word : {"authorizing", "connecting", "recovery", "sideload", "rescue", "bootloader",
                                 "host", "no permissions (x)", "anything"})
            QCOMPARE(codeFor(word), Errc::PhoneNotReady);
    }

    void mapsFailures_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Errc>("code");
        QTest::newRow("unknown") << QByteArray("device '127.0.0.1:1' not found") << Errc::PhoneNotFound;
        QTest::newRow("offline") << QByteArray("device offline") << Errc::PhoneOffline;
        QTest::newRow("unauthorized")
            << QByteArray("device unauthorized.\nThis adb server's…") << Errc::PhoneUnauthorized;
        QTest::newRow("authorizing") << QByteArray("device still authorizing") << Errc::PhoneNotReady;
        QTest::newRow("ambiguous") << QByteArray("more than one device/emulator") << Errc::PhoneAmbiguous;
        QTest::newRow("closed") << QByteArray("closed") << Errc::PhoneRefused;
        QTest::newRow("else") << QByteArray("what?") << Errc::PhoneRefused;
    }
    void mapsFailures()
    {
        QFETCH(QByteArray, text);
        QFETCH(Errc, code);
        const Error error = failureError(text, Serial{u"p"_s});
        QCOMPARE(error.code, code);
        QCOMPARE(error.context.phone, u"p"_s);
    }

    void readsConnectAnswers()
    {
        QCOMPARE(parseConnectAnswer("connected to 127.0.0.1:5601"), ConnectAnswer::Connected);
        QCOMPARE(parseConnectAnswer("already connected to x:1"), ConnectAnswer::AlreadyConnected);
        QCOMPARE(parseConnectAnswer("failed to authenticate to x:1"), ConnectAnswer::NeedsAuthorization);
        QCOMPARE(parseConnectAnswer("failed to connect to 'x:1': Connection refused"), ConnectAnswer::Failed);
        QCOMPARE(parseConnectAnswer(""), ConnectAnswer::Failed);
    }

    void readsProperties()
    {
        const auto properties =
            parseGetprop("[ro.product.model]: [Cloud [1]]\n[empty]: []\nnoise\n[two]: [a\nb]\n"
                         "[last]: [x]");
        QCOMPARE(properties.size(), 4);
        QCOMPARE(properties.value("ro.product.model"), QByteArray("Cloud [1]"));
        QCOMPARE(properties.value("two"), QByteArray("a\nb"));
        QVERIFY(properties.contains("empty"));
        QCOMPARE(properties.value("last"), QByteArray("x"));
        QVERIFY(parseGetprop("[open]: [never closed\n").isEmpty());
    }

    void readsFacts()
    {
        const QByteArray mark = "\n--holdfast-7f3a--\n";
        const QByteArray output =
            QByteArray("[ro.serialno]: [ABC]\n[ro.product.model]: [M]\n[ro.build.version.sdk]: [34]\n"
                       "[ro.product.cpu.abilist]: [arm64-v8a,armeabi]\n[ro.build.version.release]: [14]\n") +
            mark + "0123456789abcdef\n" + mark + "boot\n" + mark + "null\n" + mark;
        const auto facts = parsePhoneFacts(output, Serial{u"h:1"_s});
        QVERIFY(facts);
        QCOMPARE(facts->serialNumber, u"ABC"_s);
        QCOMPARE(facts->androidId, u"0123456789abcdef"_s);
        QCOMPARE(facts->bootId, u"boot"_s);
        QCOMPARE(facts->name, u"M"_s);
        QCOMPARE(facts->sdk, 34);
        QCOMPARE(facts->abi, u"arm64-v8a"_s);
        QCOMPARE(parsePhoneFacts("sh: no such thing\n", {}).error().code, Errc::PhoneRefused);
    }

    void readsTheBattery_data()
    {
        QTest::addColumn<QByteArray>("battery");
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("charging");
        const QByteArray head = "Current Battery Service state:\n";
        QTest::newRow("on its own") << head + "  AC powered: false\n  USB powered: false\n  status: 3\n"
                                              "  present: true\n  level: 37\n  scale: 100\n"
                                    << 37 << false;
        QTest::newRow("usb") << head + "  AC powered: false\n  USB powered: true\n  status: 2\n"
                                       "  present: true\n  level: 3\n  scale: 100\n"
                             << 3 << true;
        QTest::newRow("full") << head + "  AC powered: false\n  status: 5\n  present: true\n"
                                        "  level: 200\n  scale: 200\n"
                              << 100 << true;
        QTest::newRow("set by hand")
            << head + "  (UPDATES STOPPED -- use 'reset' to restart)\n  AC powered: false\n"
                      "  status: 4\n  present: true\n  level: 0\n  scale: 100\n"
                      "  technology: Li-ion\r\n"
            << 0 << false;
        QTest::newRow("none there") << head + "  AC powered: true\n  status: 1\n  present: false\n"
                                              "  level: 0\n  scale: 100\n"
                                    << -1 << true;
        QTest::newRow("no service") << QByteArray("Can't find service: battery\n") << -1 << false;
        QTest::newRow("no scale") << head + "  present: true\n  level: 50\n  scale: 0\n" << -1 << false;
    }

    void readsTheBattery()
    {
        QFETCH(const QByteArray, battery);
        const PhoneCondition condition = parsePhoneCondition(battery, "RUNNING_UNLOCKED\n", "true\n");
        QTEST(condition.batteryPercent, "percent");
        QTEST(condition.charging, "charging");
        QVERIFY(!condition.storageLocked);
    }

    void readsWhetherStorageIsLocked()
    {
        QVERIFY(parsePhoneCondition({}, "RUNNING_LOCKED\n", "\n").storageLocked);
        QVERIFY(!parsePhoneCondition({}, "RUNNING_LOCKED\n", "true\n").storageLocked);
        QVERIFY(!parsePhoneCondition({}, "RUNNING_UNLOCKED\n", "\n").storageLocked);
        // What has no such command is not refused for it.
        QVERIFY(!parsePhoneCondition({}, "Error: unknown command\n", "\n").storageLocked);
    }

    void quotesForTheShell()
    {
        // mksh is Android's shell; the words must come back byte by byte.
        QByteArray all;
        for (int c = 1; c < 256; ++c)
            all.append(static_cast<char>(c));
        for (const QByteArray &word :
             {all, QByteArray("a b'c"), QByteArray(""), QByteArray("$(id) `id` \\ \" *")}) {
            QProcess shell;
            shell.start(u"mksh"_s, {u"-s"_s});
            QVERIFY(shell.waitForStarted());
            shell.write("printf '%s' " + shellQuote(word) + "\n");
            shell.closeWriteChannel();
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.readAllStandardOutput(), word);
        }
        QCOMPARE(shellAs(RootKind::SuZero, "echo 'a'"), QByteArray("su 0 sh -c 'echo '\\''a'\\'''"));
    }

    void takesPacketsApart()
    {
        const QByteArray stream = shellPacketHeader(ShellPacket::Stdout, 5) + QByteArray("hello") +
                                  shellPacketHeader(ShellPacket::Stdout, 0) +
                                  shellPacketHeader(ShellPacket::Stderr, 3) + QByteArray("bad") +
                                  shellPacketHeader(ShellPacket::Exit, 1) + QByteArray("\x07");
        for (qsizetype step = 1; step <= stream.size(); ++step) {
            ShellPacketParser parser;
            QByteArray out;
            QByteArray err;
            int code = -1;
            for (qsizetype at = 0; at < stream.size(); at += step) {
                QByteArrayView bytes = QByteArrayView(stream).sliced(at, qMin(step, stream.size() - at));
                while (!bytes.isEmpty()) {
                    const auto piece = parser.next(bytes);
                    QVERIFY(piece);
                    if (piece->data.isEmpty())
                        continue;
                    if (piece->kind == ShellPacket::Exit)
                        code = static_cast<unsigned char>(piece->data.front());
                    else
                        (piece->kind == ShellPacket::Stdout ? out : err).append(piece->data);
                }
            }
            QCOMPARE(out, QByteArray("hello"));
            QCOMPARE(err, QByteArray("bad"));
            QCOMPARE(code, 7);
        }
    }

    void refusesImpossiblePackets()
    {
        const auto refuses = [](const QByteArray &header) {
            ShellPacketParser parser;
            QByteArrayView bytes = header;
            return !parser.next(bytes);
        };
        QVERIFY(refuses(shellPacketHeader(ShellPacket::Stdout, 1024 * 1024 + 1)));
        QVERIFY(refuses(shellPacketHeader(ShellPacket::Stderr, 0xffffffffU)));
        QVERIFY(refuses(shellPacketHeader(ShellPacket::Exit, 2)));
        QVERIFY(refuses(shellPacketHeader(ShellPacket::Exit, 0)));
        QVERIFY(refuses(shellPacketHeader(ShellPacket::Stdin, 1)));
        QVERIFY(refuses(QByteArray("\xff\x01\0\0\0", 5)));
    }

    void readsSyncRecords()
    {
        QCOMPARE(syncRequest("LST2", "/a"), QByteArray("LST2\x02\0\0\0/a", 10));
        QCOMPARE(parseSyncHead(QByteArray("DATA\x01\x02\0\0", 8))->value, 513U);
        QVERIFY(!parseSyncHead("DATA"));
        const QByteArray v1("STAT\xa4\x81\0\0\x0a\0\0\0\x01\0\0\0", 16);
        QCOMPARE(parseSyncStat(v1)->mode, 0100644U);
        QVERIFY(parseSyncStat(v1)->isFile());
        QCOMPARE(parseSyncStat(v1)->size, 10U);
        QCOMPARE(parseSyncStat(padded("STAT", 12))->error, 2U);
        QVERIFY(!parseSyncStat(padded("FAIL", 12)));
        QVERIFY(!parseSyncStat2(padded("LST2", 60), "LST2"));
        QVERIFY(!parseSyncStat2(padded("STA2", 68), "LST2"));
        QVERIFY(parseSyncEntry(padded("DONE", 16))->end);
        QByteArray entry = QByteArray("DENT") + QByteArray(16, '\0');
        QVERIFY(!parseSyncEntry(entry));
        entry[16] = 9;
        QCOMPARE(parseSyncEntry(entry)->nameLength, 9U);
        entry[19] = 64;
        QVERIFY(!parseSyncEntry(entry));
        QVERIFY(isSyncName("a\nb"));
        QVERIFY(!isSyncName("a/b"));
        QVERIFY(!isSyncName(""));
    }
};

QTEST_GUILESS_MAIN(TestPhoneTexts)
#include "tst_phonetexts.moc"
