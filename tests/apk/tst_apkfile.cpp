// SPDX-License-Identifier: GPL-3.0-or-later
// APKs as they are, against aapt and apksigner; and APKs that no honest tool makes.
#include "apktesting.h"
#include "core/apk/apkfile.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;

namespace {

/// What `aapt dump badging` says behind KEY: or KEY=, without quotes.
QString badging(const QByteArray &text, const QString &line, const QString &key)
{
    for (const QString &candidate : QString::fromUtf8(text).split(u'\n')) {
        if (!candidate.startsWith(line + u':'))
            continue;
        const QRegularExpression value(key.isEmpty() ? u":'([^']*)'"_s : u"\\b%1='([^']*)'"_s.arg(key));
        return value.match(candidate).captured(1);
    }
    return {};
}

QByteArray certificateBy(const QString &apk)
{
    const QString text = QString::fromUtf8(outputOf(u"apksigner"_s, {u"verify"_s, u"--print-certs"_s, apk}));
    const QRegularExpression digest(u"certificate SHA-256 digest: ([0-9a-f]{64})"_s);
    return QByteArray::fromHex(digest.match(text).captured(1).toLatin1());
}

Result<std::unique_ptr<ApkFile>> openBytes(CountedAccess &access)
{
    return ApkFile::open(access, {});
}

QString errorOf(const QByteArray &bytes)
{
    CountedAccess access(bytes);
    const auto apk = openBytes(access);
    if (apk)
        return {};
    return apk.error().code == Errc::ApkInvalid ? apk.error().detail
                                                : u"code "_s + errorName(apk.error().code);
}

} // namespace

class TestApkFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithAapt_data();
    void agreesWithAapt();
    void agreesWithApksigner_data();
    void agreesWithApksigner();
    void readsRotatedKeys();
    void readsEverySchemeOfABlock();
    void readsSplits();
    void realApk();
    void readsLittleOfALargeApk();
    void refusesHostileZips_data();
    void refusesHostileZips();
    void unpacksNoBomb_data();
    void unpacksNoBomb();
    void survivesEveryCutAndFlip();
    void isCancelled();

private:
    QTemporaryDir m_folder;
    QString m_base;
};

void TestApkFile::initTestCase()
{
    m_base = makeApk(m_folder.path(), u"base.apk"_s,
                     {u"--package"_s, u"org.example.base"_s, u"--label"_s, u"Example"_s, u"--icon"_s,
                      u"adaptive"_s, u"--version-code"_s, u"41"_s, u"--abi"_s, u"arm64-v8a"_s});
    QVERIFY(!m_base.isEmpty());
}

void TestApkFile::agreesWithAapt_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("plain") << QStringList{};
    QTest::newRow("versions") << QStringList{u"--version-code"_s, u"2000000123"_s, u"--version-name"_s,
                                             u"7.1-beta 云"_s,    u"--min-sdk"_s,  u"26"_s,
                                             u"--target-sdk"_s,   u"28"_s};
    QTest::newRow("flags") << QStringList{u"--debuggable"_s, u"--test-only"_s, u"--split-required"_s,
                                          u"--shared-user"_s, u"org.example.shared"_s};
    QTest::newRow("abis") << QStringList{u"--abi"_s, u"x86_64"_s, u"--abi"_s, u"arm64-v8a"_s};
}

void TestApkFile::agreesWithAapt()
{
    QFETCH(const QStringList, options);
    const QString path =
        makeApk(m_folder.path(), u"one.apk"_s,
                QStringList{u"--package"_s, u"org.example.one"_s, u"--unsigned"_s} + options);
    QVERIFY(!path.isEmpty());
    CountedAccess access(readFile(path));
    const auto apk = openBytes(access);
    QVERIFY2(apk, apk ? "" : qPrintable(apk.error().detail));
    const ApkManifest &manifest = (*apk)->manifest();
    const QByteArray told = outputOf(u"aapt"_s, {u"dump"_s, u"badging"_s, path});
    QCOMPARE(manifest.packageName, badging(told, u"package"_s, u"name"_s));
    QCOMPARE(QString::number(manifest.versionCode), badging(told, u"package"_s, u"versionCode"_s));
    QCOMPARE(manifest.versionName.text, badging(told, u"package"_s, u"versionName"_s));
    QCOMPARE(QString::number(manifest.minSdk), badging(told, u"sdkVersion"_s, {}));
    QCOMPARE(QString::number(manifest.targetSdk), badging(told, u"targetSdkVersion"_s, {}));
    QCOMPARE(manifest.debuggable, told.contains("application-debuggable"));
    QCOMPARE(manifest.testOnly, options.contains(u"--test-only"_s));
    QCOMPARE(manifest.splitRequired, options.contains(u"--split-required"_s));
    QCOMPARE(manifest.sharedUserId,
             options.contains(u"--shared-user"_s) ? u"org.example.shared"_s : QString());
    QCOMPARE(manifest.launcherActivity, badging(told, u"launchable-activity"_s, u"name"_s));
    QVERIFY(manifest.label.resource != 0);
    QCOMPARE((*apk)->abis().join(u"' '"_s),
             told.contains("native-code") ? u"arm64-v8a' 'x86_64"_s : QString());
    QCOMPARE((*apk)->signing().scheme, 0);
}

void TestApkFile::agreesWithApksigner_data()
{
    QTest::addColumn<QString>("schemes");
    QTest::addColumn<int>("strongest");
    QTest::newRow("jar") << u"1"_s << 1;
    QTest::newRow("jar and 2") << u"1,2"_s << 2;
    QTest::newRow("2 only") << u"2"_s << 2;
    QTest::newRow("3 only") << u"3"_s << 3;
    QTest::newRow("all") << u"1,2,3"_s << 3;
}

void TestApkFile::agreesWithApksigner()
{
    QFETCH(const QString, schemes);
    QFETCH(const int, strongest);
    const QString minimum = schemes.contains(u'1') ? u"21"_s : schemes.contains(u'2') ? u"24"_s : u"28"_s;
    const QString path =
        makeApk(m_folder.path(), u"signed.apk"_s,
                {u"--package"_s, u"org.example.two"_s, u"--schemes"_s, schemes, u"--min-sdk"_s, minimum,
                 u"--key"_s, u"key"_s + QString::number(strongest)});
    QVERIFY(!path.isEmpty());
    CountedAccess access(readFile(path));
    const auto apk = openBytes(access);
    QVERIFY2(apk, apk ? "" : qPrintable(apk.error().detail));
    QCOMPARE((*apk)->signing().scheme, strongest);
    QCOMPARE((*apk)->signing().signers.size(), 1);
    const QByteArray expected = certificateBy(path);
    QCOMPARE(expected.size(), 32);
    QCOMPARE((*apk)->signing().certificate(), expected);
}

void TestApkFile::readsRotatedKeys()
{
    const QString folder = m_folder.path();
    const QString apk =
        makeApk(folder, u"rotated.apk"_s,
                {u"--package"_s, u"org.example.rotated"_s, u"--unsigned"_s, u"--min-sdk"_s, u"28"_s});
    for (const QString &key : {u"older"_s, u"newer"_s})
        QVERIFY(!makeApk(folder, u"key.apk"_s, {u"--package"_s, u"org.example.key"_s, u"--key"_s, key})
                     .isEmpty());
    const auto signer = [&](const QString &key) {
        return u"--key %1/%2.pk8 --cert %1/%2.x509.pem"_s.arg(folder, key);
    };
    (void)outputOf(
        u"sh"_s, {u"-c"_s, u"apksigner rotate --out %1/lineage --old-signer %2 --new-signer %3 && apksigner "
                           "sign %2 --next-signer %3 --lineage %1/lineage %4"_s.arg(
                               folder, signer(u"older"_s), signer(u"newer"_s), apk)});
    CountedAccess access(readFile(apk));
    const auto read = openBytes(access);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE((*read)->signing().scheme, 3);
    QCOMPARE((*read)->signing().certificate(), certificateBy(apk));
    CountedAccess newerAccess(readFile(QString(folder + u"/key.apk"_s)));
    QCOMPARE((*openBytes(newerAccess))->signing().certificate(), (*read)->signing().certificate());
}

void TestApkFile::readsEverySchemeOfABlock()
{
    const auto number = [](quint64 n, int size) {
        QByteArray bytes;
        for (int i = 0; i < size; ++i)
            bytes += char(n >> (8 * i));
        return bytes;
    };
    const auto part = [&](const QByteArray &bytes) -> QByteArray {
        return number(quint64(bytes.size()), 4) + bytes;
    };
    const auto signer = [&](const QByteArray &certificate, const QByteArray &range) -> QByteArray {
        const QByteArray data = part({}) + part(part(certificate)) + range + part({});
        return part(part(QByteArray(part(data) + range + part({}) + part({}))));
    };
    const auto pair = [&](quint32 id, const QByteArray &value) -> QByteArray {
        return number(quint64(value.size()) + 4, 8) + number(id, 4) + value;
    };
    const auto block = [&](const QByteArray &pairs) -> QByteArray {
        const QByteArray size = number(quint64(pairs.size()) + 24, 8);
        return size + pairs + size + "APK Sig Block 42";
    };
    const auto digest = [](const QByteArray &certificate) {
        return QCryptographicHash::hash(certificate, QCryptographicHash::Sha256);
    };
    const QByteArray second = pair(0x7109871A, signer("two", {}));
    const QByteArray third = pair(0xF05368C0, signer("three", number(28, 4) + number(32, 4)));
    const QByteArray rotated = pair(0x1B93AD61, signer("rotated", number(33, 4) + number(0x7FFFFFFF, 4)));
    const QByteArray padding = pair(0x42726577, QByteArray(100, 0));
    const auto read = [](const QByteArray &bytes) {
        MemoryBytes memory(bytes);
        return readSigningBlock(memory, bytes.size(), {});
    };

    QCOMPARE(read(block(second + padding))->scheme, 2);
    QCOMPARE(read(block(second + third))->certificate(), digest("three"));
    const auto all = read(block(second + third + padding + rotated));
    QVERIFY2(all, all ? "" : qPrintable(all.error().detail));
    QCOMPARE(all->scheme, 31);
    QCOMPARE(all->signers.size(), 2);
    QCOMPARE(all->signers.at(0), (ApkSigner{digest("rotated"), 33, 0x7FFFFFFF}));
    QCOMPARE(all->signers.at(1), (ApkSigner{digest("three"), 28, 32}));
    QCOMPARE(read(block(padding))->scheme, 0);
    QCOMPARE(read("no block at all, but some bytes")->scheme, 0);

    QVERIFY(!read(block(second + second)));
    QVERIFY(!read(block(second.chopped(1))));
    QVERIFY(!read(block(pair(0x7109871A, part({part(part("x"))})))));
    QVERIFY(!read(block(pair(0x7109871A, part(part(part(QByteArray(part({}) + part({})))))))));
    QVERIFY(!read(block(padding.repeated(2000))));
}

void TestApkFile::readsSplits()
{
    const QString path = makeApk(m_folder.path(), u"split.apk"_s,
                                 {u"--package"_s, u"org.example.base"_s, u"--split"_s, u"config.arm64_v8a"_s,
                                  u"--version-code"_s, u"41"_s, u"--abi"_s, u"arm64-v8a"_s});
    CountedAccess access(readFile(path));
    const auto apk = openBytes(access);
    QVERIFY2(apk, apk ? "" : qPrintable(apk.error().detail));
    QCOMPARE((*apk)->manifest().packageName, u"org.example.base"_s);
    QCOMPARE((*apk)->manifest().split, u"config.arm64_v8a"_s);
    QCOMPARE((*apk)->manifest().versionCode, 41);
    QCOMPARE((*apk)->abis(), QStringList{u"arm64-v8a"_s});
    QVERIFY(!(*apk)->manifest().featureSplit);

    const QString feature = makeApk(m_folder.path(), u"feature.apk"_s,
                                    {u"--package"_s, u"org.example.base"_s, u"--split"_s, u"camera"_s,
                                     u"--feature"_s, u"--config-for"_s, u"other"_s});
    CountedAccess featureAccess(readFile(feature));
    const auto second = openBytes(featureAccess);
    QVERIFY(second);
    QVERIFY((*second)->manifest().featureSplit);
    QCOMPARE((*second)->manifest().configForSplit, u"other"_s);
}

void TestApkFile::realApk()
{
    const QString path = apiDemosApk();
    if (path.isEmpty())
        QSKIP("the npm package android-apidemos cannot be fetched here (no npm, or no network); "
              "the self-made APKs stand for it");
    CountedAccess access(readFile(path));
    const auto apk = openBytes(access);
    QVERIFY2(apk, apk ? "" : qPrintable(apk.error().detail));
    const QByteArray told = outputOf(u"aapt"_s, {u"dump"_s, u"badging"_s, path});
    QCOMPARE((*apk)->manifest().packageName, badging(told, u"package"_s, u"name"_s));
    QCOMPARE(QString::number((*apk)->manifest().versionCode), badging(told, u"package"_s, u"versionCode"_s));
    QCOMPARE(QString::number((*apk)->manifest().minSdk), badging(told, u"sdkVersion"_s, {}));
    QCOMPARE(QString::number((*apk)->manifest().targetSdk), badging(told, u"targetSdkVersion"_s, {}));
    QCOMPARE((*apk)->manifest().launcherActivity, badging(told, u"launchable-activity"_s, u"name"_s));
    QCOMPARE((*apk)->signing().certificate(), certificateBy(path));
}

void TestApkFile::readsLittleOfALargeApk()
{
    const QString path = makeApk(m_folder.path(), u"large.apk"_s,
                                 {u"--package"_s, u"org.example.large"_s, u"--padding"_s, u"50000000"_s});
    CountedAccess access(readFile(path));
    const auto size = *access.size();
    QVERIFY(size > 50'000'000);
    const auto apk = openBytes(access);
    QVERIFY(apk);
    QVERIFY2(access.bytesRead < size * 3 / 100, qPrintable(QString::number(access.bytesRead)));
    QVERIFY2(access.ranges < 10, qPrintable(QString::number(access.ranges)));
    QCOMPARE((*apk)->fetched(), access.bytesRead);
}

void TestApkFile::refusesHostileZips_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const QByteArray good = readFile(m_base);
    const qsizetype end = good.size() - 22;
    const auto with = [&](qsizetype at, const QByteArray &patch) {
        return QByteArray(good).replace(at, patch.size(), patch);
    };
    const qsizetype directory = good.indexOf("PK\1\2");
    const qsizetype manifest = good.indexOf("AndroidManifest.xml", directory) - 46;

    QTest::newRow("nothing") << QByteArray() << u"no zip file"_s;
    QTest::newRow("text") << QByteArray(100'000, 'x') << u"no zip file"_s;
    QTest::newRow("cut") << good.first(good.size() - 1) << u"no zip file"_s;
    QTest::newRow("directory outside")
        << with(end + 16, QByteArray("\xff\xff\xff\x7f", 4)) << u"does not end at"_s;
    QTest::newRow("directory too long")
        << with(end + 12, QByteArray("\xff\xff\xff\x7f", 4)) << u"does not end at"_s;
    QTest::newRow("too many files") << with(end + 8, QByteArray("\xff\xff\xff\xff", 4))
                                    << u"names 65535 files"_s;
    // A manifest that claims to grow to 4 GB: refused before anything is unpacked.
    QTest::newRow("bomb") << with(manifest + 24, QByteArray("\xf0\xff\xff\xff", 4)) << u"more than"_s;
    QTest::newRow("wrong size") << with(manifest + 24, QByteArray("\x01\0\0\0", 4))
                                << u"AndroidManifest.xml"_s;
    QTest::newRow("wrong checksum") << with(manifest + 16, QByteArray("\0\0\0\0", 4))
                                    << u"AndroidManifest.xml"_s;
    QTest::newRow("unknown method") << with(manifest + 10, QByteArray("\x63\0", 2))
                                    << u"AndroidManifest.xml"_s;
    QTest::newRow("offset outside") << with(manifest + 42, QByteArray("\xff\xff\xff\x7f", 4))
                                    << u"AndroidManifest.xml"_s;
    QTest::newRow("no manifest") << with(manifest + 46, QByteArray("B")) << u"no file AndroidManifest.xml"_s;
    const qsizetype block = good.indexOf("APK Sig Block 42");
    QTest::newRow("signing block outside")
        << with(block - 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f", 8)) << u"signing block claims"_s;
    QTest::newRow("signing sizes differ")
        << with(block - 8, QByteArray("\x40\0\0\0\0\0\0\0", 8)) << u"two sizes differ"_s;
}

void TestApkFile::refusesHostileZips()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, says);
    const QString error = errorOf(bytes);
    QVERIFY(!error.isEmpty());
    QVERIFY2(error.contains(says), qPrintable(error));
}

void TestApkFile::unpacksNoBomb_data()
{
    QTest::addColumn<quint32>("claimed");
    QTest::newRow("honest") << 200'000'000U;
    QTest::newRow("lying") << 5'000U;
    QTest::newRow("nothing") << 0U;
}

void TestApkFile::unpacksNoBomb()
{
    QFETCH(const quint32, claimed);
    const QString script =
        u"cd '%1' && rm -f bomb.apk AndroidManifest.xml && head -c 200000000 /dev/zero > "
        "AndroidManifest.xml && zip -q -9 bomb.apk AndroidManifest.xml && rm AndroidManifest.xml"_s.arg(
            m_folder.path());
    (void)outputOf(u"sh"_s, {u"-c"_s, script});
    QByteArray bytes = readFile(m_folder.filePath(u"bomb.apk"_s));
    QVERIFY(bytes.size() > 100'000 && bytes.size() < 1'000'000);
    QByteArray size(4, 0);
    qToLittleEndian(claimed, size.data());
    bytes.replace(bytes.indexOf("PK\1\2") + 24, 4, size);
    bytes.replace(22, 4, size);

    const auto peak = [] {
        const QByteArray status = readFile(u"/proc/self/status"_s);
        return status.mid(status.indexOf("VmHWM:") + 6, 16).trimmed().split(' ').first().toLongLong();
    };
    const qint64 before = peak();
    const QString error = errorOf(bytes);
    QVERIFY2(error.contains(u"AndroidManifest.xml"_s), qPrintable(error));
    if (before > 0)
        QVERIFY2(peak() - before < 20'000, qPrintable(QString::number(peak() - before)));
}

void TestApkFile::survivesEveryCutAndFlip()
{
    const QByteArray good = readFile(m_base);
    for (qsizetype size = 0; size < good.size(); size += 97)
        QVERIFY(!errorOf(good.first(size)).isEmpty());
    // A flipped byte may go unnoticed, in an icon say; it must only never do harm or be some other error.
    for (qsizetype at = 0; at < good.size(); at += 13) {
        QByteArray bytes = good;
        bytes[at] = char(bytes[at] ^ 0x55);
        QVERIFY(!errorOf(bytes).startsWith("code "_L1));
    }
}

void TestApkFile::isCancelled()
{
    CountedAccess access(readFile(m_base));
    CancelSource source;
    source.cancel();
    const auto apk = ApkFile::open(access, source.token());
    QVERIFY(!apk);
    QCOMPARE(apk.error().code, Errc::Cancelled);
}

QTEST_GUILESS_MAIN(TestApkFile)
#include "tst_apkfile.moc"
