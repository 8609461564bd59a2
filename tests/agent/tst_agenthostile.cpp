// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"
#include "tests/agent/tarbuilder.h"
#include "tests/agent/treesnapshot.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// Archives made to do harm. Beside the folder that is restored to lies one that must never change.
class AgentHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_dir->path()).mkpath(u"root/data"_s));
        QVERIFY(QDir(m_dir->path()).mkpath(u"outside/sub"_s));
        QFile secret(m_dir->path() + u"/outside/secret"_s);
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("secret");
        secret.close();
        m_outside = snapshotTree(m_dir->path() + u"/outside"_s);
    }

    void staysInside_data()
    {
        QTest::addColumn<QByteArray>("tar");
        QTest::addColumn<QString>("event");
        QTest::addColumn<bool>("goesOn");
        const auto row = [](const char *name, const TarBuilder &tar, const QString &event,
                            bool goesOn = true) {
            QTest::newRow(name) << TarBuilder(tar).add("data/after", '0', "after").finished() << event
                                << goesOn;
        };
        const QString refused = u"refused"_s;
        const QString fatal = u"fatal"_s;
        row("dot dot", TarBuilder().add("data/../../outside/new", '0', "x"), refused);
        row("dot dot in pax", TarBuilder().pax({"path=data/../../outside/new"}).add("x", '0', "x"), refused);
        row("dot dot folder", TarBuilder().add("../outside/folder/", '5'), refused);
        row("absolute", TarBuilder().add("/outside/new", '0', "x"), refused);
        row("NUL in a name", TarBuilder().pax({QByteArray("path=data/a\0b", 13)}).add("x", '0', "x"),
            refused);
        row("through its own link",
            TarBuilder().add("data/l", '2', {}, "../../outside").add("data/l/new", '0', "x"), refused);
        row("through its own link, folder entry",
            TarBuilder()
                .add("data/l", '2', {}, "../../outside")
                .add("data/l/", '5')
                .add("data/l/sub/x", '0', "x"),
            refused);
        row("mode through a link",
            TarBuilder().add("data/l", '2', {}, "../../outside").add("data/l/", '5', {}, {}, 0777), refused);
        row("through a link that was there", TarBuilder().add("data/was/new", '0', "x"), refused);
        row("hard link out", TarBuilder().add("data/h", '1', {}, "../outside/secret"), refused);
        row("hard link absolute", TarBuilder().add("data/h", '1', {}, "/outside/secret"), refused);
        row("hard link through a link", TarBuilder().add("data/h", '1', {}, "data/was/secret"), refused);
        row("hard link to a link", TarBuilder().add("data/h", '1', {}, "data/was"), refused);
        row("sparse name out",
            TarBuilder()
                .pax({"GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=../outside/new",
                      "GNU.sparse.realsize=512"})
                .add("data/s", '0',
                     QByteArray("1\n0\n512\n").leftJustified(512, '\0') + QByteArray(512, 'x')),
            refused);
        row("bad checksum", TarBuilder().raw(TarBuilder().add("data/x").unfinished().replace(0, 1, "e")),
            fatal, false);
        row("huge pax header", TarBuilder().raw(headerWithSize("PaxHeaders/x", 'x', qint64(17) << 20)), fatal,
            false);
        row("lying pax header", TarBuilder().raw(headerWithSize("PaxHeaders/x", 'x', qint64(8) << 20)), fatal,
            false);
        row("lying size", TarBuilder().raw(headerWithSize("data/x", '0', qint64(8) << 30)), fatal, false);
        row("broken pax record", TarBuilder().add("p", 'x', "99 path=x\n").add("data/x"), fatal, false);
        row("negative pax size", TarBuilder().pax({"size=-5"}).add("data/x"), fatal, false);
        row("sparse map past the end",
            TarBuilder()
                .pax({"GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=10"})
                .add("data/s", '0',
                     QByteArray("1\n5\n512\n").leftJustified(512, '\0') + QByteArray(512, 'x')),
            fatal, false);
        row("no tar at all", TarBuilder().raw(QByteArray(4096, 'A')), fatal, false);
        row("unknown type", TarBuilder().add("data/u", 'V'), u"failed"_s);
    }

    void staysInside()
    {
        QFETCH(QByteArray, tar);
        QFETCH(QString, event);
        QFETCH(bool, goesOn);
        QCOMPARE(
            ::symlink("../../outside", QFile::encodeName(m_dir->path() + u"/root/data/was"_s).constData()),
            0);
        const AgentResult result = unpack(tar);
        QVERIFY2(!result.find(event).isEmpty(), result.errors.constData());
        QCOMPARE(result.exitCode, goesOn ? 1 : 3);
        QVERIFY(outsideIsUntouched());
        QCOMPARE(QFile::exists(m_dir->path() + u"/root/data/after"_s), goesOn);
        QVERIFY(noTemporaryLeft());
    }

    /// The link ties Android's tree together; an archive from another phone may have a folder there.
    void linksToFoldersAreNotReplaced()
    {
        QVERIFY(QDir(m_dir->path()).mkpath(u"root/data/data"_s));
        const QByteArray link = QFile::encodeName(m_dir->path() + u"/root/data/user"_s);
        QCOMPARE(::symlink("data", link.constData()), 0);
        const AgentResult result =
            unpack(TarBuilder().add("data/user/", '5').add("data/user/x", '0', "x").finished());
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.find(u"refused"_s).size(), 2);
        QVERIFY(QFileInfo(QFile::decodeName(link)).isSymLink());
        QVERIFY(QDir(m_dir->path() + u"/root/data/data"_s).isEmpty());
    }

    void everyTruncationIsFatal()
    {
        const QByteArray tar = TarBuilder()
                                   .add("data/sub/", '5')
                                   .add("data/sub/a", '0', QByteArray(700, 'a'))
                                   .pax({"path=data/sub/long" + QByteArray(150, 'n'), "mtime=12.5"})
                                   .add("x", '0', QByteArray(300000, 'b'))
                                   .add("data/sub/l", '2', {}, "a")
                                   .finished();
        QByteArrayList pieces;
        for (qsizetype size = 0; size < tar.size(); size += size < 8192 ? 512 : 65536)
            pieces += tar.first(size);
        pieces += tar.first(tar.size() - 512);
        pieces += tar.first(tar.size() - 1024);
        pieces += tar.first(700);
        for (const QByteArray &piece : std::as_const(pieces)) {
            const AgentResult result = unpack(piece);
            QCOMPARE(result.exitCode, 3);
            QCOMPARE(result.find(u"fatal"_s).size(), 1);
            QVERIFY(result.find(u"done"_s).isEmpty());
            QVERIFY(noTemporaryLeft());
        }
        QCOMPARE(unpack(tar).exitCode, 0);
    }

    void damageNeverEscapes()
    {
        const QByteArray tar = TarBuilder()
                                   .pax({"path=data/f", "SCHILY.xattr.user.a=b", "mtime=1.5"})
                                   .add("x", '0', "content")
                                   .add("data/l", '2', {}, "f")
                                   .add("data/h", '1', {}, "data/f")
                                   .add("data/d/", '5')
                                   .finished();
        QRandomGenerator random(42);
        for (int round = 0; round < 150; ++round) {
            QByteArray damaged = tar;
            for (int i = random.bounded(1, 6); i > 0; --i)
                damaged[random.bounded(int(damaged.size()))] = char(random.bounded(256));
            const AgentResult result = unpack(damaged);
            QVERIFY2(result.exitCode >= 0 && result.exitCode <= 3, result.errors.constData());
            QVERIFY(outsideIsUntouched());
        }
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("no verb") << u"delete"_s << agentRequest({});
        QTest::newRow("relative root") << u"pack"_s << agentRequest({"root=x"});
        QTest::newRow("bad pattern") << u"pack"_s << agentRequest({"include=/a/../b"});
        QTest::newRow("unknown key") << u"pack"_s << agentRequest({"conflict=skip"});
        QTest::newRow("unknown rule") << u"unpack"_s << agentRequest({"conflict=ask"});
        QTest::newRow("short map") << u"unpack"_s << agentRequest({"map-owner=/a\t1\t2\t3"});
        QTest::newRow("number too large")
            << u"unpack"_s << agentRequest({"map-owner=/a\t1\t2\t3\t4294967296"});
        QTest::newRow("cut off") << u"scan"_s << QByteArray("root=/tmp\0incl", 14);
        QTest::newRow("endless record") << u"scan"_s << QByteArray(100000, 'x');
    }

    void badRequestsAreRefused()
    {
        QFETCH(QString, verb);
        QFETCH(QByteArray, request);
        const AgentResult result = runAgent(AgentCommand::native(), verb, request);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.find(u"fatal"_s).size(), 1);
        QVERIFY(result.output.isEmpty());
    }

private:
    static QByteArray headerWithSize(const QByteArray &name, char type, qint64 size)
    {
        QByteArray header = TarBuilder().add(name, type).unfinished();
        header.replace(124, 12, QByteArray(QByteArray::number(size, 8).rightJustified(11, '0') + '\0'));
        header.replace(148, 8, QByteArray(8, ' '));
        quint32 sum = 0;
        for (const char byte : std::as_const(header))
            sum += quint8(byte);
        const QByteArray checksum = QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2);
        return header.replace(148, 8, checksum);
    }
    AgentResult unpack(const QByteArray &tar)
    {
        const QByteArray root = "root=" + QFile::encodeName(m_dir->path()) + "/root";
        return runAgent(AgentCommand::native(), u"unpack"_s, agentRequest({root, "include=/*"}) + tar);
    }
    bool outsideIsUntouched()
    {
        const auto difference = describeDifference(m_outside, snapshotTree(m_dir->path() + u"/outside"_s));
        if (!difference.isEmpty())
            qWarning("%s", difference.constData());
        return difference.isEmpty();
    }
    bool noTemporaryLeft()
    {
        const auto paths = snapshotTree(m_dir->path() + u"/root"_s).keys();
        return std::none_of(paths.begin(), paths.end(),
                            [](const QByteArray &path) { return path.endsWith(".part"); });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    TreeSnapshot m_outside;
};

QTEST_GUILESS_MAIN(AgentHostileTest)
#include "tst_agenthostile.moc"
