// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"
#include "tests/agent/treesnapshot.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isRoot()
{
    return ::geteuid() == 0;
}

/// Makes nodes by their byte names in one folder.
class TreeMaker
{
public:
    explicit TreeMaker(const QString &folder) : m_folder(QFile::encodeName(folder) + '/') {}

    QByteArray path(const QByteArray &name) const { return m_folder + name; }
    void folder(const QByteArray &name) const { ::mkdir(path(name).constData(), 0755); }
    void file(const QByteArray &name, const QByteArray &content) const
    {
        const int fd = ::open(path(name).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (::write(fd, content.constData(), size_t(content.size())) != content.size())
            qFatal("cannot write");
        ::close(fd);
    }
    void sparse(const QByteArray &name, off_t size, const QList<off_t> &data) const
    {
        const int fd = ::open(path(name).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        for (const off_t offset : data)
            (void)::pwrite(fd, "data here", 9, offset);
        if (::ftruncate(fd, size) != 0)
            qFatal("cannot make a file with holes");
        ::close(fd);
    }
    void time(const QByteArray &name, time_t seconds, long nanoseconds) const
    {
        const timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
        ::utimensat(AT_FDCWD, path(name).constData(), times, AT_SYMLINK_NOFOLLOW);
    }
    void xattr(const QByteArray &name, const char *key, const QByteArray &value) const
    {
        ::lsetxattr(path(name).constData(), key, value.constData(), size_t(value.size()), 0);
    }

private:
    QByteArray m_folder;
};

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 12345;
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

void makeNames(const TreeMaker &tree)
{
    tree.folder("names");
    for (const QByteArray &name :
         {QByteArray("new\nline"), QByteArray("q'u\"o$(te)"), QByteArray("-rf"), QByteArray("..hidden"),
          QByteArray("caf\xe9"), QByteArray("云手机"), QByteArray("back\\slash"), QByteArray("a=b;c"),
          QByteArray(255, 'n'), QByteArray("\x01\x7f"), QByteArray(" space ")})
        tree.file("names/" + name, "content of " + name);
    QByteArray nested = "names/";
    for (int i = 0; i < 8; ++i)
        tree.folder(nested += QByteArray(200, char('a' + i)) + '/');
    tree.file(nested + "past 1024 bytes", "deep");
    ::symlink(QByteArray(3000, 't').constData(), tree.path("names/long link").constData());
    ::symlink("caf\xe9/../x\n", tree.path("names/odd link").constData());
}

void makeSizes(const TreeMaker &tree)
{
    tree.folder("sizes");
    for (const int size : {0, 1, 511, 512, 513, 98304, 98305, 131072, 131073, 262144, 3000001})
        tree.file("sizes/" + QByteArray::number(size), pattern(size));
    tree.sparse("sizes/sparse 20 GB", off_t(20) << 30, {0, 4096, 5000000000, (off_t(20) << 30) - 9});
    tree.sparse("sizes/sparse to the end", off_t(9) << 30, {1 << 20});
    tree.sparse("sizes/only a hole", 1 << 20, {});
}

void makeMetadata(const TreeMaker &tree)
{
    tree.folder("meta");
    tree.file("meta/old", "o");
    tree.time("meta/old", -315619200, 500000001);
    tree.file("meta/whole second before 1970", "o");
    tree.time("meta/whole second before 1970", -1, 0);
    tree.file("meta/future", "f");
    tree.time("meta/future", 4102444800, 123456789);
    tree.file("meta/attributes", "x");
    tree.xattr("meta/attributes", "user.a=b%c", "v\n\x00\xff=1");
    tree.xattr("meta/attributes", "user.empty", {});
    tree.file("meta/first name", pattern(1000));
    ::link(tree.path("meta/first name").constData(), tree.path("meta/second name").constData());
    ::link(tree.path("meta/first name").constData(), tree.path("names/third name").constData());
    ::mkfifo(tree.path("meta/fifo").constData(), 0640);
    tree.folder("meta/closed");
    tree.file("meta/closed/inside", "i");
    tree.xattr("meta/closed", "user.folder", "yes");
    ::chmod(tree.path("meta/closed").constData(), 0555);
    tree.file("meta/private", "p");
    ::chmod(tree.path("meta/private").constData(), 0400);
    if (!isRoot())
        return;
    ::mknod(tree.path("meta/char").constData(), S_IFCHR | 0660, makedev(10, 200));
    ::mknod(tree.path("meta/block").constData(), S_IFBLK | 0600, makedev(259, 70000));
    tree.file("meta/big ids", "b");
    (void)::chown(tree.path("meta/big ids").constData(), 99910001, 2097152);
    (void)::lchown(tree.path("names/odd link").constData(), 10001, 10001);
    tree.file("meta/setuid", "s");
    (void)::chown(tree.path("meta/setuid").constData(), 1000, 1000);
    ::chmod(tree.path("meta/setuid").constData(), 06755);
    tree.xattr("meta/attributes", "security.selinux", QByteArray("u:object_r:app_data_file:s0:c1,c2\0", 34));
    tree.xattr("names/odd link", "security.selinux", "u:object_r:link:s0");
    tree.xattr("meta/closed", "security.selinux", "u:object_r:closed:s0");
}

void setFolderTimes(const TreeMaker &tree)
{
    tree.time("meta/closed", 1000000000, 1);
    tree.time("meta", 1111111111, 2);
    tree.time("names/odd link", 1234567890, 987654321);
    tree.time("", 1222222222, 3);
}

/// A chain of folders whose path is longer than any call of the kernel takes.
void makeDeep(const QString &root)
{
    int folder = ::open(QFile::encodeName(root).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const QByteArray name(100, 'd');
    for (int i = 0; i < 120; ++i) {
        ::mkdirat(folder, name.constData(), 0755);
        const int inner = ::openat(folder, name.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        const int file = ::openat(inner, "z file", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        ::close(file);
        ::close(folder);
        folder = inner;
    }
    ::close(folder);
}

QByteArray rootRecord(const QString &folder)
{
    return "root=" + QFile::encodeName(folder);
}

} // namespace

class AgentRoundTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        m_source = m_dir.path() + u"/source"_s;
        QVERIFY(QDir().mkpath(m_source + u"/data"_s));
        const TreeMaker tree(m_source + u"/data"_s);
        makeNames(tree);
        makeSizes(tree);
        makeMetadata(tree);
        setFolderTimes(tree);
        if (!isRoot())
            qInfo("not root: no devices, foreign owners or labels in the tree");
    }

    void cleanupTestCase()
    {
        // Ordinary users cannot empty closed folders, and QDir cannot reach deep ones.
        QCOMPARE(runProgram({u"chmod"_s, u"-R"_s, u"u+rwx"_s, m_dir.path()}), 0);
        QCOMPARE(runProgram({u"rm"_s, u"-rf"_s, m_dir.path()}), 0);
    }

    void comesBack_data()
    {
        QTest::addColumn<QStringList>("packer");
        QTest::addColumn<QStringList>("unpacker");
        const QStringList native = AgentCommand::native().words;
        const QStringList arm64 = AgentCommand::arm64().words;
        QTest::newRow("native") << native << native;
        QTest::newRow("packed by arm64") << arm64 << native;
        QTest::newRow("unpacked by arm64") << native << arm64;
    }

    void comesBack()
    {
        QFETCH(QStringList, packer);
        QFETCH(QStringList, unpacker);
        if (packer.isEmpty() || unpacker.isEmpty())
            QSKIP("no qemu-aarch64-static or no arm64 agent");
        const QString target = freshFolder();
        const AgentResult packed = pack({packer}, m_source);
        QCOMPARE(packed.exitCode, 0);
        QCOMPARE(packed.events.last()["event"_L1].toString(), u"done"_s);
        const AgentResult unpacked = unpack({unpacker}, target, packed.output);
        QVERIFY2(unpacked.exitCode == 0, unpacked.errors.constData());
        const auto difference = describeDifference(snapshotTree(m_source), snapshotTree(target));
        QVERIFY2(difference.isEmpty(), difference.constData());
        QCOMPARE(unpacked.events.last()["files"_L1], packed.events.last()["files"_L1]);
        QCOMPARE(unpacked.events.last()["folders"_L1], packed.events.last()["folders"_L1]);
    }

    void holesStayHoles()
    {
        const QString target = freshFolder();
        const QByteArray tar = pack(AgentCommand::native(), m_source).output;
        QVERIFY(tar.size() < 16 << 20);
        QCOMPARE(unpack(AgentCommand::native(), target, tar).exitCode, 0);
        struct stat st = {};
        QCOMPARE(::stat(QFile::encodeName(target + u"/data/sizes/sparse 20 GB"_s).constData(), &st), 0);
        QCOMPARE(qint64(st.st_size), qint64(20) << 30);
        QVERIFY(st.st_blocks * 512 < 1 << 20);
    }

    void isTheSameEachTime()
    {
        QCOMPARE(pack(AgentCommand::native(), m_source).output,
                 pack(AgentCommand::native(), m_source).output);
    }

    void otherProgramsReadIt_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("GNU tar") << QStringList{u"tar"_s, u"--xattrs"_s, u"--xattrs-include=*"_s, u"-xpf"_s};
        QTest::newRow("bsdtar") << QStringList{u"bsdtar"_s, u"-xpf"_s};
    }

    void otherProgramsReadIt()
    {
        QFETCH(QStringList, command);
        if (QStandardPaths::findExecutable(command.first()).isEmpty())
            QSKIP("it is not installed");
        const QString target = freshFolder();
        const QString archive = m_dir.path() + u"/x.tar"_s;
        writeFile(archive, pack(AgentCommand::native(), m_source).output);
        QByteArray output;
        const int code = runProgram(command + QStringList{archive, u"-C"_s, target}, &output);
        QVERIFY2(code == 0, output.constData());
        TreeSnapshot expected = snapshotTree(m_source);
        TreeSnapshot actual = snapshotTree(target);
        if (command.first() == "bsdtar"_L1) {
            // libarchive does not undo GNU tar's escapes in attribute names, and leaves the label out.
            for (TreeSnapshot *tree : {&expected, &actual}) {
                for (NodeFacts &facts : *tree)
                    facts.xattrs.clear();
                // It reads -1.5 as -1 and half a second more.
                tree->remove("/data/meta/old");
            }
        }
        const auto difference = describeDifference(expected, actual);
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

    void pythonReadsIt()
    {
        const QString archive = m_dir.path() + u"/x.tar"_s;
        writeFile(archive, pack(AgentCommand::native(), m_source).output);
        const QString program = u"import sys,tarfile\n"
                                "for m in tarfile.open(sys.argv[1], errors='surrogateescape'):\n"
                                " if m.isreg() and m.size < 4000000 and m.name.startswith('data/sizes/'):\n"
                                "  d=tarfile.open(sys.argv[1]).extractfile(m).read()\n"
                                "  open(sys.argv[2]+'/'+m.name[11:],'wb').write(d)\n"_s;
        const QString target = freshFolder();
        QByteArray output;
        const int code = runProgram({u"python3"_s, u"-c"_s, program, archive, target}, &output);
        QVERIFY2(code == 0, output.constData());
        const TreeSnapshot expected = snapshotTree(m_source + u"/data/sizes"_s);
        const TreeSnapshot actual = snapshotTree(target);
        QCOMPARE(actual.size(), 12);
        for (auto it = actual.cbegin(); it != actual.cend(); ++it)
            QCOMPARE(it->content, expected[it.key()].content);
    }

    void pathsLongerThanTheKernelTakes()
    {
        const QString source = freshFolder();
        makeDeep(source);
        const AgentResult packed = pack(AgentCommand::native(), source);
        QVERIFY2(packed.exitCode == 0, packed.errors.constData());
        const QString target = freshFolder();
        const AgentResult unpacked = unpack(AgentCommand::native(), target, packed.output);
        QVERIFY2(unpacked.exitCode == 0, unpacked.errors.constData());
        const TreeSnapshot expected = snapshotTree(source);
        QCOMPARE(expected.size(), 240);
        const auto difference = describeDifference(expected, snapshotTree(target));
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

    void restoringTwiceChangesNothing()
    {
        const QString target = freshFolder();
        const QByteArray tar = pack(AgentCommand::native(), m_source).output;
        QCOMPARE(unpack(AgentCommand::native(), target, tar).exitCode, 0);
        if (!isRoot())
            QCOMPARE(runProgram({u"chmod"_s, u"755"_s, target + u"/data/meta/closed"_s}), 0);
        QCOMPARE(unpack(AgentCommand::native(), target, tar).exitCode, 0);
        const auto difference = describeDifference(snapshotTree(m_source), snapshotTree(target));
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

private:
    QString freshFolder()
    {
        const QString folder = m_dir.path() + u"/target%1"_s.arg(++m_targets);
        QDir().mkpath(folder);
        return folder;
    }
    static void writeFile(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static AgentResult pack(const AgentCommand &agent, const QString &root)
    {
        return runAgent(agent, u"pack"_s, agentRequest({rootRecord(root), "include=/*"}));
    }
    static AgentResult unpack(const AgentCommand &agent, const QString &root, const QByteArray &tar)
    {
        return runAgent(agent, u"unpack"_s, agentRequest({rootRecord(root), "include=/*"}) + tar);
    }

    QTemporaryDir m_dir;
    QString m_source;
    int m_targets = 0;
};

QTEST_GUILESS_MAIN(AgentRoundTripTest)
#include "tst_agentroundtrip.moc"
