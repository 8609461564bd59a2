// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"
#include "tests/agent/tarbuilder.h"
#include "tests/agent/treesnapshot.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

/// The way back: whatever an `unpack` with a journal did, `settle` makes it undone or done.
class AgentAsideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        makeOldTree();
        m_before = snapshot();
    }

    void everythingIsUndone()
    {
        const AgentResult unpacked = unpack(newTree());
        QVERIFY2(unpacked.exitCode == 0, unpacked.errors.constData());
        QVERIFY(snapshot() != m_before);
        settle();
        compare(m_before);
        settle(); // There is nothing left to do.
        compare(m_before);
    }

    void whatIsKeptIsAsWithoutAJournal()
    {
        QCOMPARE(unpack(newTree(), false).exitCode, 0);
        const TreeSnapshot expected = snapshot();
        m_dir = std::make_unique<QTemporaryDir>();
        makeOldTree();
        QCOMPARE(unpack(newTree()).exitCode, 0);
        settle(true);
        compare(expected);
        settle();
        compare(expected);
    }

    void keptFilesAreKept_data()
    {
        QTest::addColumn<QByteArray>("conflict");
        QTest::newRow("skip") << QByteArray("conflict=skip");
        QTest::newRow("newer") << QByteArray("conflict=newer");
    }

    void keptFilesAreKept()
    {
        QFETCH(QByteArray, conflict);
        const AgentResult unpacked = unpack(newTree(), true, {conflict});
        QVERIFY2(!unpacked.find(u"skipped"_s).isEmpty(), unpacked.errors.constData());
        settle();
        compare(m_before);
    }

    void aDamagedArchiveIsUndone()
    {
        const QByteArray tar =
            TarBuilder().add("data/file", '0', "new").raw(QByteArray(512, 'A')).unfinished();
        QCOMPARE(unpack(tar).exitCode, 3);
        settle();
        compare(m_before);
    }

    /// Killed at some moment, then undone: as before. And what was undone in part is undone by the next.
    void killedAtAnyMoment()
    {
        const QByteArray tar = manyFiles();
        QCOMPARE(unpack(tar).exitCode, 0);
        settle();
        compare(m_before);
        for (int round = 0; round < 12; ++round) {
            HeldAgent agent(u"unpack"_s);
            agent.write(request(true) + tar.left(tar.size() / 12 * round));
            QTest::qWait(round * 2);
            agent.sendSignal(round % 3 == 2 ? SIGTERM : SIGKILL);
            QVERIFY(agent.waitForEnd(10000));
            HeldAgent settling(u"settle"_s);
            settling.write(agentRequest({"journal=" + journal()}));
            settling.closeInput();
            QTest::qWait(round);
            settling.sendSignal(SIGKILL);
            QVERIFY(settling.waitForEnd(10000));
            settle();
            compare(m_before);
        }
    }

    void killedWhileItIsKept()
    {
        const QByteArray tar = manyFiles();
        QCOMPARE(unpack(tar, false).exitCode, 0);
        const TreeSnapshot expected = snapshot();
        for (int round = 0; round < 8; ++round) {
            QCOMPARE(unpack(tar).exitCode, 0);
            const TreeSnapshot unsettled = snapshot();
            QVERIFY(unsettled != expected); // What was replaced lies beside it.
            HeldAgent settling(u"settle"_s);
            settling.write(agentRequest({"journal=" + journal(), "keep=1"}));
            settling.closeInput();
            QTest::qWait(round * 3);
            settling.sendSignal(SIGKILL);
            QVERIFY(settling.waitForEnd(10000));
            settle();
            compare(expected); // Undone or kept: the same was there before.
        }
    }

    /// What others did since is theirs.
    void strangersStay()
    {
        QCOMPARE(unpack(newTree()).exitCode, 0);
        writeFile(u"data/new/deep/stranger"_s, "s");
        writeFile(u"data/new/file"_s, "written to since, so that it is longer");
        settle();
        QVERIFY(QFile::exists(path(u"data/new/deep/stranger"_s)));
        QVERIFY(QFile::exists(path(u"data/new/file"_s)));
        QVERIFY(!QFile::exists(path(u"data/new/deep/file"_s)));
    }

    void aSecondRestoreWaitsForTheFirstToBeSettled()
    {
        QCOMPARE(unpack(newTree()).exitCode, 0);
        const AgentResult second = unpack(newTree());
        QCOMPARE(second.exitCode, 3);
        QVERIFY2(second.errors.contains("EEXIST"), second.errors.constData());
        settle();
        compare(m_before);
    }

    void aJournalThatBarelyBegan()
    {
        QFile file(QFile::decodeName(journal()));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("\x05");
        file.close();
        settle();
        compare(m_before);
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_dir->path() + u"/root/"_s + name; }
    [[nodiscard]] QByteArray journal() const { return QFile::encodeName(m_dir->path() + u"/journal"_s); }
    [[nodiscard]] TreeSnapshot snapshot() const { return snapshotTree(m_dir->path() + u"/root"_s); }

    void writeFile(const QString &name, const QByteArray &content) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    void setTime(const QString &name, time_t seconds) const
    {
        const timespec times[2]{{seconds, 1}, {seconds, 2}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path(name)).constData(), times, AT_SYMLINK_NOFOLLOW),
                 0);
    }

    void makeOldTree() const
    {
        writeFile(u"data/file"_s, "old content");
        writeFile(u"data/becomes-folder"_s, "a file");
        writeFile(u"data/becomes-link"_s, "a file too");
        writeFile(u"data/one-name"_s, "two names");
        writeFile(u"data/folder/inside"_s, "inside");
        writeFile(u"data/untouched/x"_s, "x");
        QVERIFY(QDir().mkpath(path(u"data/empty-folder"_s)));
        const auto native = [this](const QString &name) { return QFile::encodeName(path(name)); };
        QCOMPARE(::link(native(u"data/one-name"_s).constData(), native(u"data/two-names"_s).constData()), 0);
        QCOMPARE(::symlink("nowhere", native(u"data/link"_s).constData()), 0);
        QCOMPARE(::setxattr(native(u"data/folder"_s).constData(), "user.old", "1", 1, 0), 0);
        QCOMPARE(::chmod(native(u"data/folder"_s).constData(), 0710), 0);
        for (int i = 0; i < 400; i += 2)
            writeFile(u"data/many/%1/file-%2"_s.arg(i / 40).arg(i), "old " + QByteArray::number(i));
        for (int i = 0; i < 400; i += 2)
            setTime(u"data/many/%1/file-%2"_s.arg(i / 40).arg(i), 1500000001);
        for (int i = 0; i < 10; ++i)
            setTime(u"data/many/%1"_s.arg(i), 1500000002);
        for (const char *name : {"data/untouched/x", "data/file", "data/folder", "data/untouched",
                                 "data/empty-folder", "data/many", "data"})
            setTime(QString::fromLatin1(name), 1500000000);
    }

    static QByteArray newTree()
    {
        return TarBuilder()
            .add("data/", '5', {}, {}, 0700)
            .add("data/file", '0', "new content")
            .add("data/file", '0', "newer content")
            .add("data/becomes-folder/", '5', {}, {}, 0755)
            .add("data/becomes-folder/x", '0', "x")
            .add("data/becomes-link", '2', {}, "file")
            .add("data/one-name", '0', "one")
            .add("data/two-names", '1', {}, "data/one-name")
            .add("data/link", '0', "no link")
            .add("data/empty-folder", '0', "a file")
            .pax({"SCHILY.xattr.user.new=2"})
            .add("data/folder/", '5', {}, {}, 0755)
            .add("data/folder/inside", '0', QByteArray(300000, 'i'))
            .add("data/new/", '5', {}, {}, 0755)
            .add("data/new/file", '0', "n")
            .add("data/new/again", '1', {}, "data/new/file")
            .add("data/new/fifo", '6')
            .add("data/new/link", '2', {}, "file")
            .add("data/new/deep/er/file", '0', "made with its folders")
            .add("data/new/deep/file", '0', QByteArray(200000, 'd'))
            .add("data/new/deep/er/", '5', {}, {}, 0755)
            .add("data/new/deep/", '5', {}, {}, 0755)
            .finished();
    }

    /// Every second one replaces another.
    static QByteArray manyFiles()
    {
        TarBuilder tar;
        for (int i = 0; i < 400; ++i) {
            const QByteArray folder = "data/many/" + QByteArray::number(i / 40) + '/';
            if (i % 40 == 0)
                tar.add(folder, '5', {}, {}, 0750);
            tar.add(folder + "file-" + QByteArray::number(i), '0', QByteArray(i * 10, 'x'));
        }
        return tar.finished();
    }

    [[nodiscard]] QByteArray request(bool withJournal, const QByteArrayList &more = {}) const
    {
        QByteArrayList records{"root=" + QFile::encodeName(m_dir->path() + u"/root"_s), "include=/data"};
        records += more;
        if (withJournal)
            records += "journal=" + journal();
        return agentRequest(records);
    }

    [[nodiscard]] AgentResult unpack(const QByteArray &tar, bool withJournal = true,
                                     const QByteArrayList &more = {}) const
    {
        return runAgent(AgentCommand::native(), u"unpack"_s, request(withJournal, more) + tar);
    }

    void settle(bool keep = false) const
    {
        QByteArrayList records{"journal=" + journal()};
        if (keep)
            records += "keep=1";
        const AgentResult settled = runAgent(AgentCommand::native(), u"settle"_s, agentRequest(records));
        QVERIFY2(settled.exitCode == 0, settled.errors.constData());
        QVERIFY(!QFile::exists(QFile::decodeName(journal())));
    }

    void compare(const TreeSnapshot &expected) const
    {
        const QByteArray difference = describeDifference(expected, snapshot());
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    TreeSnapshot m_before;
};

QTEST_GUILESS_MAIN(AgentAsideTest)
#include "tst_agentaside.moc"
