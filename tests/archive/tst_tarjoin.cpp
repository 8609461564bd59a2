// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/tarjoin.h"
#include "tests/archive/archivetesting.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What GNU tar makes of @p names below @p folder.
QByteArray tarOf(const QString &folder, const QStringList &names)
{
    QProcess tar;
    tar.start(u"tar"_s,
              QStringList{u"-C"_s, folder, u"--format=posix"_s, u"--no-recursion"_s, u"-cf"_s, u"-"_s} +
                  names);
    tar.waitForFinished();
    return tar.readAllStandardOutput();
}

Result<QByteArray> join(const QList<QByteArray> &tars, qint64 block)
{
    std::vector<std::unique_ptr<MemorySource>> sources;
    for (const QByteArray &tar : tars)
        sources.push_back(std::make_unique<MemorySource>(tar, block));
    size_t next = 0;
    TarJoin joined(
        [&]() -> Result<ByteSource *> { return next < sources.size() ? sources[next++].get() : nullptr; },
        CancelToken());
    return readAll(joined);
}

} // namespace

class TestTarJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void joins_data();
    void joins();
    void refusesWhatIsNotWhole();

private:
    QTemporaryDir m_folder;
    QByteArray m_first;
    QByteArray m_second;
};

void TestTarJoin::initTestCase()
{
    const QDir folder(m_folder.path());
    QVERIFY(folder.mkpath(u"data/app"_s) && folder.mkpath(u"data/data"_s));
    const QString longName = u"data/data/"_s + QString(180, u'n');
    for (const auto &[name, size] :
         {std::pair(u"data/app/zeros"_s, 700'000), std::pair(u"data/data/one"_s, 1),
          std::pair(u"data/data/block"_s, 512), std::pair(longName, 3000)}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, '\0')) == size);
    }
    QVERIFY(QFile::link(u"../data/one"_s, folder.filePath(u"data/app/link"_s)));
    m_first = tarOf(m_folder.path(), {u"data"_s, u"data/app"_s, u"data/app/zeros"_s, u"data/app/link"_s});
    m_second = tarOf(m_folder.path(),
                     {u"data"_s, u"data/data"_s, u"data/data/one"_s, u"data/data/block"_s, longName});
    QVERIFY(m_first.size() > 700'000 && !m_second.isEmpty());
}

void TestTarJoin::joins_data()
{
    QTest::addColumn<qint64>("block");
    for (const qint64 block : {1LL, 511LL, 512LL, 4096LL, 1LL << 20})
        QTest::addRow("blocks of %lld", block) << qint64(block);
}

void TestTarJoin::joins()
{
    QFETCH(qint64, block);
    const auto joined = join({m_first, m_second}, block);
    QVERIFY2(joined, qPrintable(joined ? QString() : joined.error().detail));
    QCOMPARE(joined->size() % 512, 0);
    QProcess tar;
    tar.start(u"tar"_s, {u"-tf"_s, u"-"_s});
    tar.write(*joined);
    tar.closeWriteChannel();
    tar.waitForFinished();
    QCOMPARE(tar.readAllStandardError(), QByteArray());
    QCOMPARE(tar.exitCode(), 0);
    const QByteArray expected = "data/\ndata/app/\ndata/app/zeros\ndata/app/link\ndata/data/\ndata/data/one\n"
                                "data/data/block\ndata/data/" +
                                QByteArray(180, 'n') + '\n';
    QCOMPARE(tar.readAllStandardOutput(), expected);
}

void TestTarJoin::refusesWhatIsNotWhole()
{
    QCOMPARE(join({m_first.left(300'000), m_second}, 4096).error().code, Errc::ArchiveTruncated);
    QCOMPARE(join({m_first, m_second.left(1024)}, 4096).error().code, Errc::ArchiveTruncated);
    QCOMPARE(join({m_first + "more", m_second}, 4096).error().code, Errc::ArchiveDamaged);
    QByteArray wrongSize = m_second;
    const qsizetype header = wrongSize.lastIndexOf("ustar");
    wrongSize.replace(header - 257 + 124, 11, "0000000zzzz");
    QCOMPARE(join({m_first, wrongSize}, 4096).error().code, Errc::ArchiveDamaged);
    QVERIFY(join({}, 4096));
}

QTEST_GUILESS_MAIN(TestTarJoin)
#include "tst_tarjoin.moc"
