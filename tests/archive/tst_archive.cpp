// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivetesting.h"
#include "core/archive/archiveexport.h"
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

    void samplesAreAPartOfTheObject()
    {
        const Written many = archiveOf(tarOfFiles({{"large", noise(40 * 64 * 1024)}}));
        MemoryAccess object(many.object);
        const auto reader = open(object);
        QVERIFY(reader);
        QVERIFY(reader->frameCount() > 40);
        object.bytesAsked = 0;
        ProgressCounters progress;
        const auto report = reader->verifySample(5, &progress, {});
        QVERIFY2(report, report ? "" : qPrintable(userText(report.error())));
        QCOMPARE(report->framesRead, 5);
        QCOMPARE(report->entryCount, many.summary.entryCount);
        QCOMPARE(report->contentBytes, many.summary.contentBytes);
        QVERIFY(report->objectSha256.isEmpty());
        QCOMPARE(progress.bytesDone.load(), progress.bytesTotal.load());
        QVERIFY(object.bytesAsked < many.object.size() / 4);
        QCOMPARE(reader->verifySample(0, nullptr, {})->framesRead, 0);
        QCOMPARE(reader->verifySample(1'000'000, nullptr, {})->framesRead, reader->frameCount());
    }

    void samplesFindWhatIsDamagedThere()
    {
        const Written many = archiveOf(tarOfFiles({{"large", noise(20 * 64 * 1024)}}));
        const auto sampled = [](QByteArray bytes, qint64 place, qint64 frames) {
            bytes[place] = char(bytes[place] ^ 0x10);
            MemoryAccess object(bytes);
            const auto reader = ArchiveReader::open(object, u"sampled"_s, {});
            if (!reader)
                return reader.error().code;
            const auto report = (*reader)->verifySample(frames, nullptr, {});
            return report ? Errc::Cancelled : report.error().code;
        };
        const qint64 dataBytes =
            many.summary.manifest.value(u"archive"_s).toObject().value(u"dataBytes"_s).toInteger();
        // The first frame and the last are always among them, and the index is.
        QCOMPARE(sampled(many.object, 1000, 2), Errc::ArchiveDamaged);
        QCOMPARE(sampled(many.object, dataBytes - 100, 2), Errc::ArchiveDamaged);
        QCOMPARE(sampled(many.object, dataBytes + 60, 0), Errc::ArchiveDamaged);
        QCOMPARE(sampled(many.object, dataBytes / 2, 1000), Errc::ArchiveDamaged);
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

    void linksWithoutTheirFileBecomeFiles()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QByteArray tar =
            selected(*reader, [](const IndexEntry &entry) { return entry.path == "zz hard link"; });
        const QString into = path(u"link"_s);
        QVERIFY(QDir().mkpath(into));
        run(u"tar"_s, {u"-xf"_s, u"-"_s, u"-C"_s, into}, tar);
        QFile file(path(u"link/zz hard link"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), noise(700'000));
    }

    void linksAmongThemselvesStayLinks()
    {
        const QString tree = path(u"links"_s);
        QVERIFY(QDir().mkpath(tree));
        const QString script =
            u"cd \"$1\" && truncate -s 1M a && printf end >>a && ln a b$(printf '\\351') && ln a c && "
            "ln a $(printf 'd%.0s' $(seq 200)) && touch -d 2001-02-03T04:05:06.7 a"_s;
        run(u"sh"_s, {u"-c"_s, script, u"sh"_s, tree});
        const Written links = archiveOf(tarOf(tree));
        MemoryAccess object(links.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QString into = path(u"links2"_s);
        QVERIFY(QDir().mkpath(into));
        run(u"tar"_s, {u"-xf"_s, u"-"_s, u"-C"_s, into},
            selected(*reader, [](const IndexEntry &entry) { return entry.path != "a"; }));
        run(u"sh"_s, {u"-c"_s, u"cd \"$2\" && ln c a && cmp a \"$1\"/a"_s, u"sh"_s, tree, into});
        QCOMPARE(describe(into), describe(tree));
    }

    void exportsToAFolder()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QString into = path(u"exported"_s);
        const auto report =
            exportToFolder(*reader, [](const IndexEntry &) { return true; }, into, {}, nullptr, {});
        QVERIFY2(report, report ? "" : qPrintable(userText(report.error())));
        for (const ExportProblem &problem : report->problems)
            QFAIL(qPrintable(QString(problem.path % u": "_s % problem.reason)));
        QCOMPARE(report->entryCount, m_written.summary.entryCount);
        QCOMPARE(describe(into), describe(path(u"tree"_s)));
    }

    void exportsToATar()
    {
        MemoryAccess object(m_written.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QString file = path(u"out.tar"_s);
        const auto size = exportToTar(
            *reader, [](const IndexEntry &entry) { return entry.path.startsWith("app"); }, file, nullptr, {});
        QVERIFY(size);
        QCOMPARE(QFileInfo(file).size(), *size);
        QVERIFY(run(u"tar"_s, {u"-tf"_s, file}).contains("app/files/plain"));
        const auto none =
            exportToTar(*reader, [](const IndexEntry &) { return false; }, path(u"no.tar"_s), nullptr, {});
        QVERIFY(!none);
        QCOMPARE(none.error().code, Errc::NothingSelected);
        QVERIFY(!QFileInfo::exists(path(u"no.tar"_s)));
    }

    void exportStaysInside()
    {
        const QString outside = path(u"outside"_s);
        QVERIFY(QDir().mkpath(outside));
        const QByteArray tar = tarOfFiles({{"../outside/one", "x"},
                                           {path(u"outside/two"_s).toUtf8(), "x"},
                                           {"way/three", "x"},
                                           {"fine", "x"}});
        const Written evil = archiveOf(tar);
        MemoryAccess object(evil.object);
        const auto reader = open(object);
        QVERIFY(reader);
        const QString into = path(u"inside"_s);
        QVERIFY(QDir().mkpath(into));
        QVERIFY(QFile::link(outside, path(u"inside/way"_s)));
        const auto report =
            exportToFolder(*reader, [](const IndexEntry &) { return true; }, into, {}, nullptr, {});
        QVERIFY(report);
        QCOMPARE(report->problemCount, 3);
        QCOMPARE(report->entryCount, 1);
        QVERIFY(QDir(outside).isEmpty());
        QVERIFY(QFileInfo::exists(path(u"inside/fine"_s)));
    }

    void emptyArchives()
    {
        const Written empty = archiveOf(QByteArray(1024, '\0'));
        QCOMPARE(empty.summary.entryCount, 0);
        run(u"tar"_s, {u"--zstd"_s, u"-tf"_s, save(u"empty.tar.zst"_s, empty.object)});
        MemoryAccess object(empty.object);
        const auto reader = open(object);
        QVERIFY(reader);
        QCOMPARE(entries(*reader).size(), 0);
        QVERIFY(reader->verify(empty.summary.objectSha256, nullptr, {}));
    }

    void hugeSparseFiles()
    {
        const QString tree = path(u"sparse"_s);
        QVERIFY(QDir().mkpath(tree));
        run(u"sh"_s,
            {u"-c"_s,
             u"cd \"$1\" && truncate -s 9G big && printf end | dd of=big bs=1 seek=9G conv=notrunc 2>&1"_s,
             u"sh"_s, tree});
        const Written sparse = archiveOf(tarOf(tree));
        QVERIFY(sparse.object.size() < 100'000);
        QCOMPARE(sparse.summary.contentBytes, 9LL * 1024 * 1024 * 1024 + 3);
    }

    void manyEntries()
    {
        QList<std::pair<QByteArray, QByteArray>> files;
        for (int i = 0; i < 100'000; ++i)
            files.append({"d/" + QByteArray::number(i), QByteArray::number(i)});
        const Written many = archiveOf(tarOfFiles(files), 4 * 1024 * 1024);
        MemoryAccess object(many.object);
        const auto reader = open(object);
        QVERIFY(reader);
        QCOMPARE(entries(*reader).size(), 100'000);
        QVERIFY(reader->verify(many.summary.objectSha256, nullptr, {}));
        const QByteArray one =
            selected(*reader, [](const IndexEntry &entry) { return entry.path == "d/77777"; });
        QCOMPARE(run(u"tar"_s, {u"-xOf"_s, u"-"_s}, one), "77777");
    }
};

QTEST_GUILESS_MAIN(ArchiveTest)
#include "tst_archive.moc"
