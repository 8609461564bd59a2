// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivetesting.h"
#include "core/archive/archivereader.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

/// Whatever happens to an archive's bytes: an error, and never a good verification.
class ArchiveDamageTest : public QObject
{
    Q_OBJECT

private:
    QByteArray m_tar;
    Written m_written;

    /// Opens and verifies; success or the error's code.
    static Result<VerifyReport> verify(const QByteArray &object, const QByteArray &sha256 = {})
    {
        MemoryAccess access(object);
        const auto reader = ArchiveReader::open(access, u"damaged"_s, {});
        if (!reader)
            return tl::unexpected(reader.error());
        return (*reader)->verify(sha256, nullptr, {});
    }

    static Result<ArchiveSummary> write(const QByteArray &tar, const ArchiveCallbacks &callbacks = {},
                                        const CancelToken &cancel = {}, qint64 sinkLimit = -1)
    {
        MemorySource source(tar, 10'000);
        MemorySink sink(sinkLimit);
        ArchiveOptions options;
        options.frameSize = 64 * 1024;
        options.workers = 2;
        return writeArchive(source, sink, {}, options, callbacks, cancel);
    }

    static bool isArchiveError(const Error &error)
    {
        return (error.code == Errc::ArchiveDamaged || error.code == Errc::ArchiveTruncated) &&
               !error.detail.isEmpty();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QList<std::pair<QByteArray, QByteArray>> files;
        for (int i = 0; i < 30; ++i)
            files.append({"data/file-" + QByteArray::number(i), noise(i * 700, quint32(i))});
        m_tar = tarOfFiles(files);
        m_written = archiveOf(m_tar);
        QVERIFY(verify(m_written.object, m_written.summary.objectSha256));
    }

    void everyFlippedByteIsFound()
    {
        const QByteArray &good = m_written.object;
        // All of head and tail, and a sample of what lies between.
        QRandomGenerator random(1);
        for (qsizetype at = 0; at < good.size(); ++at) {
            const bool edge = at < 64 || at > good.size() - 2500;
            if (!edge && random.bounded(700) != 0)
                continue;
            QByteArray bad = good;
            bad[at] = char(bad[at] ^ (1 << random.bounded(8)));
            const auto report = verify(bad, m_written.summary.objectSha256);
            QVERIFY2(!report, qPrintable(QStringLiteral("byte %1 of %2").arg(at).arg(good.size())));
            QVERIFY2(isArchiveError(report.error()) || report.error().code == Errc::ArchiveTooNew,
                     qPrintable(userText(report.error())));
        }
    }

    void everyCutIsFound()
    {
        const QByteArray &good = m_written.object;
        QRandomGenerator random(2);
        for (qsizetype length = 0; length < good.size(); ++length) {
            const bool edge = length < 64 || length > good.size() - 2500;
            if (!edge && random.bounded(500) != 0)
                continue;
            const auto report = verify(good.first(length));
            QVERIFY2(!report, qPrintable(QString::number(length)));
            QVERIFY2(isArchiveError(report.error()), qPrintable(userText(report.error())));
            if (length < good.size() - 9)
                QCOMPARE(report.error().code, Errc::ArchiveTruncated);
        }
    }

    void removedAndDoubledPartsAreFound()
    {
        const QByteArray &good = m_written.object;
        QRandomGenerator random(3);
        for (int i = 0; i < 300; ++i) {
            QByteArray bad = good;
            const qsizetype at = random.bounded(good.size() - 200);
            if (i % 2)
                bad.remove(at, 1 + random.bounded(199));
            else
                bad.insert(at, good.mid(at, 1 + random.bounded(199)));
            QVERIFY(!verify(bad));
        }
    }

    void foreignFilesAreRefused()
    {
        for (const QByteArray &bytes : {QByteArray(), QByteArray("x"), QByteArray(100'000, '\0'), m_tar})
            QVERIFY(!verify(bytes));
        QCOMPARE(verify(m_tar).error().code, Errc::ArchiveDamaged);
    }

    void hugeClaimsCostNothing()
    {
        // A footer that claims 2^32 - 1 frames, a table of them, an index of 2^63 entries.
        QByteArray bad = m_written.object;
        qToLittleEndian<quint32>(0xffffffff, bad.data() + bad.size() - 9);
        QVERIFY(!verify(bad));
        bad = m_written.object;
        const qsizetype index = bad.indexOf("HFINDEX1");
        qToLittleEndian<quint64>(quint64(1) << 63, bad.data() + index + 16);
        QVERIFY(!verify(bad));
        bad = m_written.object;
        qToLittleEndian<quint64>(quint64(-1), bad.data() + index + 24);
        QVERIFY(!verify(bad));
        bad = m_written.object;
        qToLittleEndian<quint64>(quint64(1) << 62, bad.data() + bad.indexOf("HFMANIF1") + 16);
        QVERIFY(!verify(bad));
    }

    void newerFormatsAreRefused()
    {
        QByteArray newer = m_written.object;
        qToLittleEndian<quint32>(2, newer.data() + newer.indexOf("HFMANIF1") + 12);
        const auto report = verify(newer);
        QVERIFY(!report);
        QCOMPARE(report.error().code, Errc::ArchiveTooNew);
        QCOMPARE(report.error().context.object, u"damaged"_s);
    }

    void cutTarsAreNotArchived()
    {
        for (qsizetype length = 0; length < m_tar.size() - 512; length += 512) {
            const auto cut = write(m_tar.first(length));
            QVERIFY2(!cut, qPrintable(QString::number(length)));
            QCOMPARE(cut.error().code, Errc::ArchiveTruncated);
        }
        for (qsizetype length = 100; length < m_tar.size() - 1024; length += 4099)
            QVERIFY(!write(m_tar.first(length)));
    }

    void badTarsAreNotArchived()
    {
        QByteArray checksum = m_tar;
        checksum[512 * 2 + 3] = char(checksum[512 * 2 + 3] ^ 1);
        QByteArray more = m_tar + QByteArray(512, 'x');
        for (const QByteArray &bad : {checksum, more, QByteArray(4096, 'x'), noise(20'000)}) {
            const auto written = write(bad);
            QVERIFY(!written);
            QCOMPARE(written.error().code, Errc::ArchiveDamaged);
            QVERIFY(!written.error().detail.isEmpty());
        }
    }

    void failuresOfOthersComeThrough()
    {
        QCOMPARE(write(m_tar, {}, {}, 50'000).error().code, Errc::StoreFull);
        ArchiveCallbacks callbacks;
        callbacks.finishManifest = []() -> Result<QJsonObject> { return fail(Errc::AgentFailed); };
        QCOMPARE(write(m_tar, callbacks).error().code, Errc::AgentFailed);
        callbacks = {};
        callbacks.entry = [](const IndexEntry &) -> Result<void> { return fail(Errc::CatalogFailed); };
        QCOMPARE(write(m_tar, callbacks).error().code, Errc::CatalogFailed);
    }

    void cancelsAnywhere()
    {
        for (int stopAt = 0; stopAt < 30; stopAt += 3) {
            CancelSource source;
            int seen = 0;
            ArchiveCallbacks callbacks;
            callbacks.entry = [&](const IndexEntry &) -> Result<void> {
                if (seen++ == stopAt)
                    source.cancel();
                return {};
            };
            const auto written = write(m_tar, callbacks, source.token());
            QVERIFY(!written);
            QCOMPARE(written.error().code, Errc::Cancelled);
        }
        CancelSource source;
        source.cancel();
        MemoryAccess access(m_written.object);
        const auto reader = ArchiveReader::open(access, u"x"_s, {});
        QVERIFY(reader);
        QCOMPARE((*reader)->verify({}, nullptr, source.token()).error().code, Errc::Cancelled);
    }
};

QTEST_GUILESS_MAIN(ArchiveDamageTest)
#include "tst_archivedamage.moc"
