// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/localfolderstore.h"
#include "core/store/storefactory.h"
#include "core/store/storetest.h"
#include "faultystore.h"
#include "storeconformance.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

class LocalFolderStoreTest : public StoreConformance
{
    Q_OBJECT

protected:
    ObjectStore &store() override { return m_store; }

private:
    QTemporaryDir m_folder;
    LocalFolderStore m_store{u"disk"_s, m_folder.path()};

    [[nodiscard]] QStringList temporaries() const
    {
        return QDir(m_folder.filePath(u".holdfast-tmp"_s)).entryList(QDir::Files | QDir::Hidden);
    }
    [[nodiscard]] bool put(ObjectStore &to, const QString &key, const QByteArray &bytes) const
    {
        auto writer = to.put(key, {}, {});
        return writer && (*writer)->write(bytes) && (*writer)->finish();
    }
    void touchTemporary(const QString &name, const QDateTime &modified)
    {
        QFile file(m_folder.filePath(u".holdfast-tmp/"_s % name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setFileTime(modified, QFileDevice::FileModificationTime));
    }

private Q_SLOTS:
    void cleanup() { QCOMPARE(temporaries(), QStringList()); }

    void objectsArePrivateFiles()
    {
        QVERIFY(put(m_store, u"private/object"_s, "secret"));
        const QFileInfo file(m_folder.filePath(u"private/object"_s));
        QCOMPARE(file.permissions() & 0x0077, QFile::Permissions());
        QCOMPARE(QFileInfo(file.path()).permissions() & 0x0077, QFile::Permissions());
        QCOMPARE(m_store.location(u"private/object"_s), u"file://"_s % file.filePath());
    }

    void emptyFoldersGo()
    {
        QVERIFY(put(m_store, u"deep/er/object"_s, "x"));
        QVERIFY(m_store.remove(u"deep/er/object"_s, {}));
        QVERIFY(!QFileInfo::exists(m_folder.filePath(u"deep"_s)));
        QVERIFY(QFileInfo::exists(m_folder.path()));
    }

    void ownFolderIsNotForObjects()
    {
        const auto put = m_store.put(u".holdfast-tmp/x"_s, {}, {});
        QVERIFY(!put);
        QCOMPARE(put.error().code, Errc::InvalidArgument);
    }

    void missingFolderIsUnreachable()
    {
        LocalFolderStore gone(u"usb"_s, m_folder.filePath(u"not/mounted"_s));
        const auto written = gone.put(u"a"_s, {}, {});
        QVERIFY(!written);
        QCOMPARE(written.error().code, Errc::StoreUnreachable);
        QCOMPARE(written.error().context.object, u"usb"_s);
        QVERIFY(!QFileInfo::exists(m_folder.filePath(u"not"_s)));
        QVERIFY(!gone.list({}, {}, 10, {}));
        QVERIFY(!gone.freeSpace());
        const auto steps = testStore(gone, {});
        QCOMPARE(steps.size(), 1);
        QCOMPARE(steps.constFirst().error.code, Errc::StoreUnreachable);
    }

    void folderThatVanishesMeanwhile()
    {
        QTemporaryDir folder;
        LocalFolderStore store(u"usb"_s, folder.path());
        auto writer = store.put(u"a/b"_s, {}, {});
        QVERIFY(writer && (*writer)->write("x"));
        QVERIFY(folder.remove());
        const auto done = (*writer)->finish();
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::StoreUnreachable);
    }

    void noRightsAreDenied()
    {
        if (geteuid() == 0)
            QSKIP("root has all rights");
        QTemporaryDir folder;
        LocalFolderStore store(u"locked"_s, folder.path());
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
        const auto written = store.put(u"a"_s, {}, {});
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(!written);
        QCOMPARE(written.error().code, Errc::StoreDenied);
    }

    void fullDiskIsFull()
    {
        // A file system of one megabyte; mounting needs root.
        QTemporaryDir folder;
        if (QProcess::execute(u"mount"_s,
                              {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=1m"_s, u"none"_s, folder.path()}) != 0)
            QSKIP("no right to mount a small file system");
        {
            LocalFolderStore store(u"small"_s, folder.path());
            auto writer = store.put(u"big"_s, {}, {});
            Result<void> written;
            for (int i = 0; writer && written && i < 8; ++i)
                written = (*writer)->write(QByteArray(512 * 1024, 'x'));
            writer->reset();
            const auto left = QDir(folder.filePath(u".holdfast-tmp"_s)).entryList(QDir::Files);
            QProcess::execute(u"umount"_s, {folder.path()});
            QVERIFY(!written);
            QCOMPARE(written.error().code, Errc::StoreFull);
            QCOMPARE(written.error().context.object, u"small"_s);
            QCOMPARE(left, QStringList());
        }
    }

    void sweepTakesOnlyTheDead()
    {
        auto living = m_store.put(u"living"_s, {}, {});
        QVERIFY(living);
        QVERIFY((*living)->write("x"));
        const QString mine = temporaries().value(0);
        const QString host = mine.section(u'.', 0, 0);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QProcess process;
        process.start(u"true"_s, QStringList());
        QVERIFY(process.waitForStarted());
        const qint64 dead = process.processId();
        QVERIFY(process.waitForFinished());
        touchTemporary(QStringLiteral("%1.%2.0").arg(host).arg(dead), now);
        touchTemporary(u"elsewhere.1.0"_s, now);
        touchTemporary(u"elsewhere.1.1"_s, now.addDays(-2));
        const auto swept = m_store.sweep({});
        QVERIFY(swept);
        QCOMPARE(*swept, 2);
        QCOMPARE(temporaries().size(), 2);
        QVERIFY((*living)->finish());
        QVERIFY(QFile::remove(m_folder.filePath(u".holdfast-tmp/elsewhere.1.0"_s)));
    }

    void symlinksDoNotLoopTheList()
    {
        QVERIFY(put(m_store, u"loop/object"_s, "x"));
        QVERIFY(QFile::link(m_folder.path(), m_folder.filePath(u"loop/self"_s)));
        const auto page = m_store.list(u"loop/"_s, {}, 1000, {});
        QVERIFY(page);
        QCOMPARE(page->objects.size(), 1);
        QVERIFY(QFile::remove(m_folder.filePath(u"loop/self"_s)));
    }

    void faultsComeThrough_data()
    {
        using Operation = FaultyStore::Operation;
        QTest::addColumn<FaultyStore::Operation>("operation");
        QTest::newRow("put") << Operation::Put;
        QTest::newRow("write") << Operation::Write;
        QTest::newRow("finish") << Operation::Finish;
        QTest::newRow("get") << Operation::Get;
        QTest::newRow("read") << Operation::Read;
        QTest::newRow("list") << Operation::List;
        QTest::newRow("remove") << Operation::Remove;
    }

    /// Whatever fails, the test of a store says so and leaves nothing that it could have taken away.
    void faultsComeThrough()
    {
        QFETCH(FaultyStore::Operation, operation);
        FaultyStore faulty(m_store);
        faulty.failNth(operation, 1, Errc::StoreFailed);
        const auto steps = testStore(faulty, {});
        const auto failed =
            std::find_if(steps.begin(), steps.end(), [](const auto &step) { return !step.ok; });
        QVERIFY(failed != steps.end());
        QCOMPARE(failed->error.code, Errc::StoreFailed);
        const auto page = m_store.list(u".holdfast-test/"_s, {}, 10, {});
        QVERIFY(page);
        QCOMPARE(page->objects.size(), operation == FaultyStore::Operation::Remove ? 1 : 0);
        for (const ObjectInfo &object : page->objects)
            QVERIFY(m_store.remove(object.key, {}));
    }

    void cutAndFlippedBytesAreNoticed()
    {
        FaultyStore cut(m_store);
        cut.cutWritesAfter(100'000, Errc::StoreFull);
        QCOMPARE(testStore(cut, {}).constFirst().error.code, Errc::StoreFull);
        FaultyStore flipped(m_store);
        flipped.flipBit(1234, 3);
        const auto steps = testStore(flipped, {});
        QCOMPARE(steps.size(), 3);
        QVERIFY(!steps.at(1).ok);
        FaultyStore slow(m_store);
        slow.shortReads(777);
        for (const StoreTestStep &step : testStore(slow, {}))
            QVERIFY(step.ok);
    }

    void factory()
    {
        const auto plain = openStore({u"a"_s, m_folder.path(), {}});
        QVERIFY(plain);
        const auto url = openStore({u"b"_s, QUrl::fromLocalFile(m_folder.path()).toString(), {}});
        QVERIFY(url);
        QCOMPARE((*plain)->location(u"k"_s), (*url)->location(u"k"_s));
        for (const QString &bad :
             {QString(), u"relative/path"_s, u"ftp://host/x"_s, u"file://host/x"_s, u"file:///a?b"_s}) {
            const auto refused = openStore({u"c"_s, bad, {}});
            QVERIFY2(!refused, qPrintable(bad));
            QCOMPARE(refused.error().code, Errc::InvalidArgument);
        }
    }
};

QTEST_GUILESS_MAIN(LocalFolderStoreTest)
#include "tst_localfolderstore.moc"
