// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivetesting.h"
#include "core/archive/archivereader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

/// Archives as they are written and read; other programs are the judges where they can be.
class ArchiveTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QByteArray m_tar;
    Written m_written;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QString save(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    /// What `find`, `stat` and `getfattr` say of a tree, sorted: a comparison that knows nothing of ours.
    static QByteArray describe(const QString &folder)
    {
        return run(u"sh"_s,
                   {u"-c"_s,
                    u"cd \"$1\" && find . -mindepth 1 -printf '%y %m %U %G %n %T@ %s %l %P\\0' | sort -z && "
                    "find . -type f -print0 | sort -z | xargs -0 sha256sum -z && "
                    "find . -print0 | sort -z | xargs -0 getfattr -h -d -m 'user' --"_s,
                    u"sh"_s, folder});
    }

    static std::unique_ptr<ArchiveReader> open(RandomAccess &object)
    {
        auto reader = ArchiveReader::open(object, u"test"_s, {});
        if (!reader) {
            QTest::qFail(qPrintable(userText(reader.error())), __FILE__, __LINE__);
            return nullptr;
        }
        return std::move(*reader);
    }

    static QList<IndexEntry> entries(ArchiveReader &reader)
    {
        QList<IndexEntry> all;
        const auto walked = reader.forEachEntry(
            [&all](const IndexEntry &entry) -> Result<bool> {
                all.append(entry);
                return true;
            },
            {});
        if (!walked)
            QTest::qFail(qPrintable(userText(walked.error())), __FILE__, __LINE__);
        return all;
    }

    static QByteArray selected(ArchiveReader &reader, const EntryFilter &select)
    {
        const auto stream = reader.tarStream(select, {});
        if (!stream) {
            QTest::qFail(qPrintable(userText(stream.error())), __FILE__, __LINE__);
            return {};
        }
        const auto bytes = readAll(**stream);
        if (!bytes) {
            QTest::qFail(qPrintable(userText(bytes.error())), __FILE__, __LINE__);
            return {};
        }
        return *bytes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_folder.setAutoRemove(false);
        QVERIFY(QDir().mkpath(path(u"tree"_s)));
        makeOddTree(path(u"tree"_s));
        m_tar = tarOf(path(u"tree"_s));
        QVERIFY(m_tar.size() > 1'000'000);
        m_written = archiveOf(m_tar);
        QVERIFY(!m_written.object.isEmpty());
    }

    /// Qt cannot remove names that are not UTF-8.
    void cleanupTestCase() { run(u"rm"_s, {u"-rf"_s, m_folder.path()}); }

    void otherProgramsReadIt()
    {
        const QString file = save(u"a.tar.zst"_s, m_written.object);
        run(u"zstd"_s, {u"-t"_s, u"-q"_s, file});
        QCOMPARE(run(u"zstd"_s, {u"-dcq"_s, file}), m_tar);
        const QString into = path(u"tar"_s);
        QVERIFY(QDir().mkpath(into));
        // Else tar sets some folders' times before it has filled them.
        run(u"tar"_s, {u"--zstd"_s, u"--delay-directory-restore"_s, u"--xattrs"_s, u"--xattrs-include=*"_s,
                       u"-xpf"_s, file, u"-C"_s, into});
        QCOMPARE(describe(into), describe(path(u"tree"_s)));
        // It lists names that are not UTF-8, but warns and exits with 1.
        const QByteArray listed =
            run(u"sh"_s, {u"-c"_s, u"LC_ALL=C bsdtar -tf \"$1\" 2>/dev/null || [ $? = 1 ]"_s, u"sh"_s, file});
        QCOMPARE(listed.count('\n'), m_written.summary.entryCount);
    }

    void summaryIsTrue()
    {
        const ArchiveSummary &summary = m_written.summary;
        QCOMPARE(summary.objectBytes, m_written.object.size());
        QCOMPARE(summary.objectSha256,
                 QCryptographicHash::hash(m_written.object, QCryptographicHash::Sha256));
        QCOMPARE(summary.tarBytes, m_tar.size());
        QCOMPARE(summary.manifest.value(u"phone"_s).toString(), u"test"_s);
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        QCOMPARE(reader->manifest(), summary.manifest);
        QCOMPARE(reader->entryCount(), summary.entryCount);
        QCOMPARE(entries(*reader).size(), summary.entryCount);
    }

    void indexHoldsTheMetadata()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        QHash<QByteArray, IndexEntry> found;
        for (const IndexEntry &entry : entries(*reader))
            found.insert(entry.path, entry);
        const IndexEntry text = found.value("app/text");
        QCOMPARE(text.mode, 04751U);
        QCOMPARE(text.mtime, -12345);
        QCOMPARE(text.mtimeNanos, 123456789U);
        QCOMPARE(text.size, 400'000);
        QCOMPARE(text.sha256,
                 QCryptographicHash::hash(QByteArray("abc ").repeated(100'000), QCryptographicHash::Sha256));
        QCOMPARE(found.value("empty").mtime, 4'500'000'000);
        QVERIFY(found.value("app/sparse").sparse);
        QCOMPARE(found.value("app/sparse").size, 5 * 1024 * 1024);
        QFile sparse(path(u"tree/app/sparse"_s));
        QVERIFY(sparse.open(QIODevice::ReadOnly));
        QCOMPARE(found.value("app/sparse").sha256,
                 QCryptographicHash::hash(sparse.readAll(), QCryptographicHash::Sha256));
        QCOMPARE(found.value("zz hard link").type, EntryType::HardLink);
        QCOMPARE(found.value("zz hard link").linkTarget, "app/big");
        QCOMPARE(found.value("app/symlink").linkTarget, "../latin-\xe9");
        QCOMPARE(found.value("fifo").type, EntryType::Fifo);
        QCOMPARE(found.value("app").type, EntryType::Folder);
        for (const char *name :
             {"new\nline", "quote'\"\\back", "云手机.txt", "e\xcc\x81 decomposed", "latin-\xe9"})
            QVERIFY2(found.contains(name), name);
    }

    void verifies()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const auto report = reader->verify(m_written.summary.objectSha256, nullptr, {});
        QVERIFY2(report, report ? "" : qPrintable(userText(report.error())));
        QCOMPARE(report->entryCount, m_written.summary.entryCount);
        QCOMPARE(report->objectSha256, m_written.summary.objectSha256);
        QVERIFY(!reader->verify(QByteArray(32, 'x'), nullptr, {}));
    }

    void wholeStreamIsTheTar()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QByteArray again = selected(*reader, [](const IndexEntry &) { return true; });
        QVERIFY(m_tar.startsWith(again));
        QVERIFY(again.size() > m_tar.size() - 20 * 512);
    }

    void oneFileReadsOnlyItsFrames()
    {
        QList<std::pair<QByteArray, QByteArray>> files;
        for (int i = 0; i < 64; ++i)
            files.append({"file" + QByteArray::number(i), noise(256 * 1024, quint32(i))});
        const Written big = archiveOf(tarOfFiles(files));
        MemoryAccess object(big.object);
        const auto reader = open(object);
        QVERIFY(reader);
        object.rangeCount = object.bytesAsked = 0;
        const QByteArray tar =
            selected(*reader, [](const IndexEntry &entry) { return entry.path == "file40"; });
        QCOMPARE(run(u"tar"_s, {u"-xOf"_s, u"-"_s, u"file40"_s}, tar), noise(256 * 1024, 40));
        // The index, and one range over the file's frames.
        QCOMPARE(object.rangeCount, 2);
        QVERIFY2(object.bytesAsked < 450'000, qPrintable(QString::number(object.bytesAsked)));
    }
};

QTEST_GUILESS_MAIN(ArchiveTest)
#include "tst_archive.moc"
