// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"
#include "tests/agent/tarbuilder.h"
#include "tests/agent/treesnapshot.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// What is taken, what is left, and what wins where something is there already.
class AgentSelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        for (const QString &folder : {u"data/app/one/cache"_s, u"data/app/two"_s,
                                      u"data/local/tmp/holdfast-agent-12ab"_s, u"other"_s})
            QVERIFY(QDir(m_dir->path()).mkpath(folder));
        for (const QString &name :
             {u"data/app/one/f"_s, u"data/app/one/cache/c"_s, u"data/app/two/g"_s,
              u"data/local/tmp/holdfast-agent-12ab/agent"_s, u"data/local/tmp/mine"_s, u"other/o"_s})
            makeFile(name, "content");
        QCOMPARE(::symlink("data", path(u"link"_s).constData()), 0);
    }

    void takesWhatIsAsked()
    {
        QCOMPARE(names({"include=/data/app", "exclude=/data/app/*/cache"}),
                 QByteArrayList({"data/", "data/app/", "data/app/one/", "data/app/one/f", "data/app/two/",
                                 "data/app/two/g"}));
        // Folders above nothing that matches stay out.
        QCOMPARE(names({"include=/**/g"}),
                 QByteArrayList({"data/", "data/app/", "data/app/two/", "data/app/two/g"}));
        QCOMPARE(names({"include=/data/local"}),
                 QByteArrayList({"data/", "data/local/", "data/local/tmp/", "data/local/tmp/mine"}));
    }

    void saysWhatIsMissing()
    {
        const AgentResult result = run(u"pack"_s, {"include=/data/app/three", "include=/data/none/x",
                                                   "include=/link/app", "include=/nothing/*"});
        QCOMPARE(result.exitCode, 1);
        for (const QString &lost : {u"/data/app/three"_s, u"/data/none"_s, u"/nothing"_s})
            QVERIFY(result.find(u"lost"_s, lost).value(0)["reason"_L1].toString().startsWith("ENOENT:"_L1));
        QVERIFY(result.find(u"lost"_s, u"/link"_s)
                    .value(0)["reason"_L1]
                    .toString()
                    .contains("symbolic link to data"_L1));
    }

    void notesSockets()
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        const QByteArray name = path(u"data/s"_s);
        QVERIFY(size_t(name.size()) < sizeof address.sun_path);
        std::copy(name.begin(), name.end(), address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        const AgentResult result = run(u"pack"_s, {"include=/data"});
        ::close(fd);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.find(u"noted"_s, u"/data/s"_s).size(), 1);
    }

    void leavesOutWhatACutRestoreLeft()
    {
        QFile part(QString::fromUtf8(path(u"data/.holdfast-12-ab-0.part"_s)));
        QVERIFY(part.open(QIODevice::WriteOnly) && part.write("half") == 4);
        part.close();
        const AgentResult result = run(u"pack"_s, {"include=/data"});
        QVERIFY(part.remove());
        QCOMPARE(result.exitCode, 0);
        QVERIFY(!result.output.contains(".holdfast-12"));
        QCOMPARE(result.find(u"noted"_s, u"/data/.holdfast-12-ab-0.part"_s).size(), 1);
    }

    void scansAndHashes()
    {
        const QByteArray sum = QCryptographicHash::hash("content", QCryptographicHash::Sha256).toHex();
        const AgentResult scan = run(u"scan"_s, {"include=/data/app/one", "hash=1"});
        const QByteArrayList lines = scan.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 6);
        const QJsonObject parent = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(parent["path"_L1].toString(), u"/data"_s);
        QCOMPARE(parent["verdict"_L1].toString(), u"parent"_s);
        const QJsonObject file = QJsonDocument::fromJson(lines[5]).object();
        QCOMPARE(file["path"_L1].toString(), u"/data/app/one/f"_s);
        QCOMPARE(file["sha256"_L1].toString().toLatin1(), sum);
        QCOMPARE(file["size"_L1].toInt(), 7);
        QCOMPARE(run(u"scan"_s, {"include=/data/app", "summary=1"}).output,
                 QByteArray("{\"files\":3,\"folders\":4,\"bytes\":21,\"lost\":0}\n"));

        const AgentResult hash =
            run(u"hash"_s, {"path=/other/o", "path=/none", "path=/link/app", "path=/data"});
        const QByteArrayList answers = hash.output.trimmed().split('\n');
        QCOMPARE(answers.size(), 4);
        QVERIFY(answers[0].contains(sum));
        QCOMPARE(answers[1], QByteArray(R"({"path":"/none","missing":"ENOENT"})"));
        QCOMPARE(answers[2], QByteArray(R"({"path":"/link/app","missing":"ENOTDIR"})"));
        QVERIFY(answers[3].contains("\"type\":\"dir\"") && !answers[3].contains("sha256"));
    }

    void probes()
    {
        const AgentResult result = runAgent(AgentCommand::native(), u"probe"_s,
                                            agentRequest({"path=" + QFile::encodeName(m_dir->path())}));
        const QJsonObject document = QJsonDocument::fromJson(result.output).object();
        QCOMPARE(document["protocol"_L1].toInt(), 1);
        QCOMPARE(document["uid"_L1].toInt(), int(::geteuid()));
        QVERIFY(document["space"_L1].toArray().at(0)["total"_L1].toDouble() > 0);
    }

    void conflicts_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("older");
        QTest::addColumn<QByteArray>("newer");
        QTest::addColumn<int>("skipped");
        QTest::newRow("overwrite") << QByteArray("overwrite") << QByteArray("new") << QByteArray("new") << 0;
        QTest::newRow("skip") << QByteArray("skip") << QByteArray("content") << QByteArray("content") << 2;
        QTest::newRow("newer") << QByteArray("newer") << QByteArray("new") << QByteArray("content") << 1;
    }

    void conflicts()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, older);
        QFETCH(QByteArray, newer);
        QFETCH(int, skipped);
        // The archive's files are of 2001.
        const timespec times[2] = {{900000000, 0}, {900000000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, path(u"data/app/one/f"_s).constData(), times, 0), 0);
        const QByteArray tar = TarBuilder()
                                   .add("data/", '5', {}, {}, 0700)
                                   .add("data/app/one/f", '0', "new")
                                   .add("data/app/two/g", '0', "new")
                                   .add("data/app/two/h", '0', "new")
                                   .finished();
        const AgentResult result = run(u"unpack"_s, {"include=/data/app", "conflict=" + rule}, tar);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.find(u"skipped"_s).size(), skipped);
        QCOMPARE(content(u"data/app/one/f"_s), older);
        QCOMPARE(content(u"data/app/two/g"_s), newer);
        QCOMPARE(content(u"data/app/two/h"_s), QByteArray("new"));
        // A mere parent that is there keeps what it has.
        QCOMPARE(snapshotTree(m_dir->path())["/data"].mode, QByteArray("40755"));
    }

    void laterEntriesWin()
    {
        TarBuilder tar;
        for (int i = 0; i < 200; ++i)
            tar.add("data/app/x", '0', QByteArray::number(i))
                .add("data/app/y", '2', {}, "t" + QByteArray::number(i));
        QCOMPARE(run(u"unpack"_s, {"include=/data"}, tar.finished()).exitCode, 0);
        QCOMPARE(content(u"data/app/x"_s), QByteArray("199"));
        QCOMPARE(snapshotTree(m_dir->path())["/data/app/y"].content, QByteArray("t199"));
    }

    void mapsOwnersAndLabels()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give files away");
        const QByteArray tar = TarBuilder()
                                   .pax({"uid=10001", "gid=20001"})
                                   .add("data/app/one/f", '0', "x")
                                   .pax({"uid=10002", "gid=10001"})
                                   .add("data/app/one/g", '0', "x")
                                   .pax({"uid=10001", "gid=10001"})
                                   .add("data/app/oneself", '0', "x")
                                   .finished();
        const AgentResult result =
            run(u"unpack"_s,
                {"include=/data", "map-owner=/data/app/one\t10001\t10077\t10001\t10077",
                 "map-owner=/data/app/one\t0\t0\t20001\t20077", "map-label=/data\tu:object_r:a:s0",
                 "map-label=/data/app/one\tu:object_r:b:s0"},
                tar);
        QVERIFY2(result.exitCode == 0, result.errors.constData());
        const TreeSnapshot tree = snapshotTree(m_dir->path());
        QCOMPARE(tree["/data/app/one/f"].owner, QByteArray("10077:20077"));
        QCOMPARE(tree["/data/app/one/g"].owner, QByteArray("10002:10077"));
        QCOMPARE(tree["/data/app/oneself"].owner, QByteArray("10001:10001"));
        QCOMPARE(tree["/data/app/one/f"].xattrs,
                 "security.selinux=" + QByteArray("u:object_r:b:s0\0", 16).toHex() + ' ');
        QVERIFY(tree["/data/app/oneself"].xattrs.contains(QByteArray("u:object_r:a:s0\0", 16).toHex()));
    }

private:
    QByteArray path(const QString &name) const { return QFile::encodeName(m_dir->path() + u'/' + name); }
    void makeFile(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_dir->path() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray content(const QString &name)
    {
        QFile file(m_dir->path() + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read it");
    }
    AgentResult run(const QString &verb, const QByteArrayList &records, const QByteArray &input = {})
    {
        const QByteArrayList all = QByteArrayList{"root=" + QFile::encodeName(m_dir->path())} + records;
        return runAgent(AgentCommand::native(), verb, agentRequest(all) + input);
    }
    /// What the archive of a selection holds, as GNU tar lists it.
    QByteArrayList names(const QByteArrayList &records)
    {
        makeFile(u"x.tar"_s, run(u"pack"_s, records).output);
        QByteArray listing;
        runProgram({u"tar"_s, u"-tf"_s, m_dir->path() + u"/x.tar"_s}, &listing);
        return listing.trimmed().split('\n');
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(AgentSelectionTest)
#include "tst_agentselection.moc"
