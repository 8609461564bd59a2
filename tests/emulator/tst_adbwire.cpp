// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbwire.h"

#include <QByteArray>
#include <QTest>

using namespace holdfast::adbwire;

class AdbWireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersComeBack()
    {
        const auto back = decode(encode({kWrite, 1, 2, 1024, 77}));
        QVERIFY(back);
        QCOMPARE(back->command, kWrite);
        QCOMPARE(back->arg0, 1U);
        QCOMPARE(back->arg1, 2U);
        QCOMPARE(back->length, 1024U);
        QCOMPARE(back->checksum, 77U);
    }

    void badHeadersAreRefused()
    {
        HeaderBytes wrongMagic = encode({kOkay, 1, 2, 0, 0});
        wrongMagic[20] = char(wrongMagic[20] ^ 1);
        QVERIFY(!decode(wrongMagic));
        QVERIFY(decode(encode({kWrite, 1, 2, kMaxPayload, 0})));
        QVERIFY(!decode(encode({kWrite, 1, 2, kMaxPayload + 1, 0})));
    }

    void shellPacketsInAnyPieces()
    {
        QByteArray stream;
        const auto packet = [&stream](char id, const QByteArray &data) {
            char head[5] = {id};
            putU32(head + 1, std::uint32_t(data.size()));
            stream += QByteArray(head, 5) + data;
        };
        packet(ShellStdin, "hello ");
        packet(ShellWindowSize, "24x80,0x0");
        packet(ShellStdin, "world");
        packet(ShellCloseStdin, "");
        packet(7, QByteArray(500, 'x'));
        for (qsizetype step = 1; step <= stream.size(); ++step) {
            ShellParser parser;
            QByteArray input;
            QByteArray size;
            int closes = 0;
            for (qsizetype at = 0; at < stream.size(); at += step) {
                const QByteArray piece = stream.mid(at, step);
                std::string_view left(piece.constData(), std::size_t(piece.size()));
                while (const auto event = parser.next(left)) {
                    if (event->id == ShellStdin)
                        input.append(event->data.data(), qsizetype(event->data.size()));
                    else if (event->id == ShellWindowSize)
                        size = QByteArray(event->data.data(), qsizetype(event->data.size()));
                    else if (event->id == ShellCloseStdin)
                        ++closes;
                }
                QVERIFY(left.empty());
            }
            QCOMPARE(input, QByteArray("hello world"));
            QCOMPARE(size, QByteArray("24x80,0x0"));
            QCOMPARE(closes, 1);
        }
    }

    void shellRequests()
    {
        const auto raw = decodeShellRequest("shell,v2,TERM=xterm-256color,raw:echo a:b");
        QVERIFY(raw && raw->v2 && raw->raw && !raw->pty);
        QCOMPARE(raw->term, "xterm-256color");
        QCOMPARE(raw->command, "echo a:b");
        const auto login = decodeShellRequest("shell,v2:");
        QVERIFY(login && login->pty && login->command.empty());
        const auto old = decodeShellRequest("shell:ls");
        QVERIFY(old && !old->v2 && old->pty);
        QVERIFY(!decodeShellRequest("shellx:ls"));
        QVERIFY(!decodeShellRequest("shell"));
        QVERIFY(!decodeShellRequest("sync:"));
    }

    void sendTargets()
    {
        const auto target = decodeSendTarget("/data/a,b,33188");
        QVERIFY(target);
        QCOMPARE(target->path, "/data/a,b");
        QCOMPARE(target->mode, 33188U);
        for (const char *bad :
             {"", ",33188", "/data/a", "/data/a,", "/data/a,x", "/data/a,-1", "/data/a,99999999999"})
            QVERIFY2(!decodeSendTarget(bad), bad);
    }
};

QTEST_GUILESS_MAIN(AdbWireTest)
#include "tst_adbwire.moc"
