// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"
#include "tests/agent/tarbuilder.h"
#include "tests/agent/treesnapshot.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// A world that does not hold still: files change under the reader, disks fill, connections are cut.
class AgentChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_dir->path()).mkpath(u"data"_s));
        m_request = agentRequest({"root=" + QFile::encodeName(m_dir->path()), "include=/data"});
    }

    void filesThatChangeWhileRead_data()
    {
        QTest::addColumn<qint64>("newSize");
        QTest::addColumn<QString>("word");
        QTest::newRow("shrinks") << qint64(40000000) << u"shrank"_s;
        QTest::newRow("vanishes half-way") << qint64(0) << u"shrank"_s;
        QTest::newRow("grows") << qint64(70000000) << u"grew"_s;
    }

    /// The stream is held back while the file is changed; the archive stays whole.
    void filesThatChangeWhileRead()
    {
        QFETCH(qint64, newSize);
        QFETCH(QString, word);
        makeFile(u"data/big"_s, QByteArray(50000000, 'b'));
        makeFile(u"data/later"_s, "later");
        HeldAgent agent(u"pack"_s);
        agent.write(m_request);
        agent.closeInput();
        QByteArray tar = agent.read(1000000);
        QVERIFY(QFile::resize(m_dir->path() + u"/data/big"_s, newSize));
        tar += agent.read(1LL << 40);
        QVERIFY(agent.waitForEnd(10000));
        QCOMPARE(WEXITSTATUS(agent.status()), 0);
        const QByteArray errors = agent.errors();
        QVERIFY2(errors.contains("\"event\":\"changed\",\"path\":\"/data/big\""), errors.constData());
        QVERIFY2(errors.contains(word.toUtf8()), errors.constData());
        QByteArray listing;
        makeFile(u"x.tar"_s, tar);
        QCOMPARE(runProgram({u"tar"_s, u"-tvf"_s, m_dir->path() + u"/x.tar"_s}, &listing), 0);
        QVERIFY2(listing.contains(" 50000000 ") && listing.contains("data/later"), listing.constData());
    }

    void filesThatVanish()
    {
        makeFile(u"data/0 big"_s, QByteArray(20000000, 'b'));
        for (int i = 0; i < 3000; ++i)
            makeFile(u"data/file %1"_s.arg(i, 5, 10, QChar(u'0')), "small");
        HeldAgent agent(u"pack"_s);
        agent.write(m_request);
        agent.closeInput();
        QByteArray tar = agent.read(100000);
        QVERIFY(QFile::remove(m_dir->path() + u"/data/file 02999"_s));
        tar += agent.read(1LL << 40);
        QVERIFY(agent.waitForEnd(10000));
        QCOMPARE(WEXITSTATUS(agent.status()), 1);
        const QByteArray errors = agent.errors();
        QVERIFY2(errors.contains("\"event\":\"lost\",\"path\":\"/data/file 02999\",\"reason\":\"ENOENT"),
                 errors.constData());
        QVERIFY(errors.contains("\"files\":3000,"));
        QByteArray listing;
        makeFile(u"x.tar"_s, tar);
        QCOMPARE(runProgram({u"tar"_s, u"-tf"_s, m_dir->path() + u"/x.tar"_s}, &listing), 0);
        QVERIFY(listing.contains("data/file 02998") && !listing.contains("data/file 02999"));
    }

    void endsWhenTheReaderGoes()
    {
        makeFile(u"data/big"_s, QByteArray(50000000, 'b'));
        HeldAgent agent(u"pack"_s);
        agent.write(m_request);
        QCOMPARE(agent.read(1000).size(), 1000);
        agent.closeOutput();
        QVERIFY(agent.waitForEnd(5000));
    }

    /// However the connection ends, nothing unfinished stays on the phone.
    void cutRestoresLeaveNothingBehind_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("input ends") << 0;
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("reader goes") << -1;
    }

    void cutRestoresLeaveNothingBehind()
    {
        QFETCH(int, signal);
        const QByteArray tar = TarBuilder()
                                   .add("data/small", '0', "x")
                                   .add("data/big", '0', QByteArray(9000000, 'b'))
                                   .finished();
        HeldAgent agent(u"unpack"_s);
        agent.write(m_request + tar.first(5000000));
        QTRY_VERIFY(!temporaries().isEmpty());
        if (signal == 0)
            agent.closeInput();
        else if (signal < 0)
            agent.closeOutput();
        else
            agent.sendSignal(signal);
        QVERIFY(agent.waitForEnd(5000));
        QVERIFY(!WIFEXITED(agent.status()) || WEXITSTATUS(agent.status()) > 1);
        QCOMPARE(temporaries(), QByteArrayList());
        QVERIFY(!QFile::exists(m_dir->path() + u"/data/big"_s));
    }

    void fullAndReadOnlyDisks()
    {
        const QByteArray data = QFile::encodeName(m_dir->path() + u"/data"_s);
        if (::mount("none", data.constData(), "tmpfs", 0, "size=2m") != 0)
            QSKIP("only root can mount a small disk");
        const auto unmount = qScopeGuard([&data] { ::umount(data.constData()); });
        const QByteArray tar = TarBuilder()
                                   .add("data/a", '0', "a")
                                   .add("data/too big", '0', QByteArray(9000000, 'b'))
                                   .add("data/fills", '0', QByteArray(120000, 'c'))
                                   .add("data/z", '0', "z")
                                   .finished();
        AgentResult result = unpack(tar);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.find(u"failed"_s).size(), 1);
        QVERIFY(result.find(u"failed"_s, u"/data/too big"_s)
                    .value(0)["reason"_L1]
                    .toString()
                    .startsWith("ENOSPC:"_L1));
        QVERIFY(QFile::exists(m_dir->path() + u"/data/fills"_s) &&
                QFile::exists(m_dir->path() + u"/data/z"_s));
        QCOMPARE(temporaries(), QByteArrayList());

        QCOMPARE(::mount("none", data.constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), 0);
        result = unpack(tar);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.find(u"failed"_s).size(), 4);
        QVERIFY(
            result.find(u"failed"_s, u"/data/z"_s).value(0)["reason"_L1].toString().startsWith("EROFS:"_L1));
    }

    void withoutRoot()
    {
        QTemporaryDir place;
        QVERIFY(QFile::setPermissions(place.path(), QFile::Permissions(0x7755)));
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)));
        const bool isRoot = ::geteuid() == 0;
        const AgentCommand agent = isRoot ? AgentCommand::asNobody(place.path()) : AgentCommand::native();
        makeFile(u"data/open"_s, "o");
        makeFile(u"data/secret"_s, "s");
        QVERIFY(QFile::setPermissions(m_dir->path() + u"/data/secret"_s, {}));
        QVERIFY(QDir(m_dir->path()).mkpath(u"data/closed/x"_s));
        QVERIFY(QFile::setPermissions(m_dir->path() + u"/data/closed"_s, {}));
        const AgentResult packed = runAgent(agent, u"pack"_s, m_request);
        QVERIFY(QFile::setPermissions(m_dir->path() + u"/data/closed"_s, QFile::Permissions(0x7755)));
        QCOMPARE(packed.exitCode, 1);
        QCOMPARE(packed.find(u"lost"_s).size(), 2);
        QVERIFY(packed.find(u"lost"_s, u"/data/secret"_s)
                    .value(0)["reason"_L1]
                    .toString()
                    .startsWith("EACCES:"_L1));
        QCOMPARE(packed.find(u"lost"_s, u"/data/closed"_s).size(), 1);
        QCOMPARE(packed.events.last()["files"_L1].toInt(), 1);

        // Restored by somebody who is not root, owners stay out, and it is said once.
        QVERIFY(QDir(m_dir->path()).mkpath(u"data/target"_s));
        QVERIFY(QFile::setPermissions(m_dir->path() + u"/data/target"_s, QFile::Permissions(0x7777)));
        const QByteArray tar = TarBuilder().add("f", '0', "x", {}, 04755).add("g", '0', "y").finished();
        const AgentResult unpacked = runAgent(
            agent, u"unpack"_s,
            agentRequest({"root=" + QFile::encodeName(m_dir->path()) + "/data/target", "include=/*"}) + tar);
        QVERIFY2(unpacked.exitCode == 0, unpacked.errors.constData());
        QCOMPARE(unpacked.find(u"noted"_s).size(), 1);
        const TreeSnapshot tree = snapshotTree(m_dir->path() + u"/data/target"_s);
        // The setuid bit would hand out rights of another user than the recorded one.
        QCOMPARE(tree["/f"].mode, QByteArray("100755"));
        QCOMPARE(tree["/g"].mode, QByteArray("100644"));
    }

private:
    void makeFile(const QString &name, const QByteArray &content)
    {
        QFile file(m_dir->path() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    AgentResult unpack(const QByteArray &tar)
    {
        return runAgent(AgentCommand::native(), u"unpack"_s, m_request + tar);
    }
    QByteArrayList temporaries()
    {
        QByteArrayList found;
        for (const QByteArray &path : snapshotTree(m_dir->path()).keys()) {
            if (path.endsWith(".part"))
                found += path;
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QByteArray m_request;
};

QTEST_GUILESS_MAIN(AgentChangesTest)
#include "tst_agentchanges.moc"
