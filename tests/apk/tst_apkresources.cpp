// SPDX-License-Identifier: GPL-3.0-or-later
// Labels and icons against aapt, and resource tables that no tool makes.
#include "apktesting.h"
#include "core/apk/appmetadata.h"
#include "core/apk/appresources.h"
#include "resourcebuilder.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;
using Builder = holdfast::testing::ResourceBuilder;

namespace {

class OwnedBytes final : public ChunkBytes
{
public:
    explicit OwnedBytes(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    Result<void> fetch(qint64 offset, qint64 length, char *data) override
    {
        std::copy_n(m_bytes.constData() + offset, length, data);
        return {};
    }

private:
    QByteArray m_bytes;
};

Result<std::unique_ptr<ResourceTable>> tableOf(const QByteArray &bytes)
{
    return ResourceTable::open(std::make_unique<OwnedBytes>(bytes), {});
}

/// One APK with its resources.
struct App
{
    explicit App(const QString &path) : access(readFile(path))
    {
        auto opened = ApkFile::open(access, {});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        apk = std::move(*opened);
        resources = std::make_unique<AppResources>(QList<ApkFile *>{apk.get()}, CancelToken());
    }
    QString label(const QString &locale)
    {
        const auto text =
            resources->text(apk->manifest().shownLabel(), {.locale = locale, .density = 320, .sdk = 34});
        return text ? *text : u"error: "_s + text.error().detail;
    }
    Result<AppIcon> icon(int density, int sdk = 34)
    {
        return resources->icon(apk->manifest().shownIcon(), {.locale = {}, .density = density, .sdk = sdk});
    }

    CountedAccess access;
    std::unique_ptr<ApkFile> apk;
    std::unique_ptr<AppResources> resources;
};

QString badged(const QByteArray &told, const QString &key)
{
    const QRegularExpression line(u"^%1:'([^'\\n]*)'$"_s.arg(key), QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(told)).captured(1);
}

} // namespace

class TestApkResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsInManyLanguages();
    void pictures();
    void adaptiveIcon();
    void splitsBringTheirShare();
    void splitOfAnotherApp();
    void sparseTables();
    void realApk();
    void readsLittleOfALargeApk();
    void readsLittleOfALargeTable();
    void choosesValues_data();
    void choosesValues();
    void chineseIsNotOneLanguage();
    void followsReferences();
    void refusesHostileTables_data();
    void refusesHostileTables();
    void iconsSurviveTheCatalog();

private:
    QTemporaryDir m_folder;
};

void TestApkResources::labelsInManyLanguages()
{
    const QString path =
        makeApk(m_folder.path(), u"labels.apk"_s,
                {u"--package"_s, u"org.example.labels"_s, u"--label"_s, u"Example 🎈"_s, u"--label-in"_s,
                 u"de=Beispiel"_s, u"--label-in"_s, u"de-rAT=Beispül"_s, u"--label-in"_s, u"zh-rCN=示例"_s,
                 u"--label-in"_s, u"zh-rTW=範例"_s, u"--unsigned"_s});
    App app(path);
    const QByteArray told = outputOf(u"aapt"_s, {u"dump"_s, u"badging"_s, path});
    QCOMPARE(app.label({}), badged(told, u"application-label"_s));
    QCOMPARE(app.label({}), u"Example 🎈"_s);
    QCOMPARE(app.label(u"fr-FR"_s), u"Example 🎈"_s);
    QCOMPARE(app.label(u"de-DE"_s), badged(told, u"application-label-de"_s));
    QCOMPARE(app.label(u"de-AT"_s), u"Beispül"_s);
    QCOMPARE(app.label(u"zh-CN"_s), u"示例"_s);
    QCOMPARE(app.label(u"zh-TW"_s), u"範例"_s);
}

void TestApkResources::pictures()
{
    const QString path =
        makeApk(m_folder.path(), u"pictures.apk"_s,
                {u"--package"_s, u"org.example.pictures"_s, u"--icon"_s, u"png"_s, u"--unsigned"_s});
    App app(path);
    const QByteArray told = outputOf(u"aapt"_s, {u"dump"_s, u"badging"_s, path});
    for (const int density : {160, 480}) {
        const auto icon = app.icon(density);
        QVERIFY2(icon, icon ? "" : qPrintable(icon.error().detail));
        QVERIFY(!icon->adaptive);
        QCOMPARE(icon->layers.size(), 1);
        QCOMPARE(icon->layers.first().kind, IconLayer::Kind::Picture);
        const QString file = badged(told, u"application-icon-%1"_s.arg(density));
        QVERIFY(!file.isEmpty());
        QCOMPARE(icon->layers.first().bytes, outputOf(u"unzip"_s, {u"-p"_s, path, file}));
    }
    // Shrinking the dense one beats growing the other.
    QCOMPARE(*app.icon(320), *app.icon(480));
    QCOMPARE(*app.icon(640), *app.icon(480));
}

void TestApkResources::adaptiveIcon()
{
    const QString path =
        makeApk(m_folder.path(), u"adaptive.apk"_s,
                {u"--package"_s, u"org.example.adaptive"_s, u"--icon"_s, u"adaptive"_s, u"--unsigned"_s});
    App app(path);
    const auto icon = app.icon(320);
    QVERIFY2(icon, icon ? "" : qPrintable(icon.error().detail));
    QVERIFY(icon->adaptive);
    QCOMPARE(icon->layers.size(), 2);
    QCOMPARE(icon->layers.at(0).kind, IconLayer::Kind::Colour);
    QCOMPARE(icon->layers.at(0).colour, 0xFF3366CCU);
    QCOMPARE(icon->layers.at(1).kind, IconLayer::Kind::Svg);
    const QByteArray svg = icon->layers.at(1).bytes;
    QVERIFY(svg.contains("viewBox=\"0 0 108 108\""));
    QVERIFY(svg.contains("translate(27 27)"));
    QVERIFY(svg.contains("d=\"M0,0 L54,0 L54,54 L0,54 Z\" fill=\"#ffffff\""));
    QVERIFY(svg.contains("stroke=\"#ff0000\" stroke-opacity=\"0.50"));
    // Android 7 gets the picture.
    QVERIFY(!app.icon(160, 25)->adaptive);
    QCOMPARE(app.icon(160, 25)->layers.first().kind, IconLayer::Kind::Picture);
}

void TestApkResources::splitsBringTheirShare()
{
    const QString folder = m_folder.path();
    const QStringList same{u"--package"_s, u"org.example.parts"_s, u"--icon"_s};
    const QString base =
        makeApk(folder, u"parts.apk"_s, same + QStringList{u"mdpi"_s, u"--split-required"_s});
    const QString dense =
        makeApk(folder, u"dense.apk"_s, same + QStringList{u"xxhdpi"_s, u"--split"_s, u"config.xxhdpi"_s});
    const QString native = makeApk(
        folder, u"native.apk"_s,
        same + QStringList{u"none"_s, u"--split"_s, u"config.arm64_v8a"_s, u"--abi"_s, u"arm64-v8a"_s});
    CountedAccess baseAccess(readFile(base));
    CountedAccess denseAccess(readFile(dense));
    CountedAccess nativeAccess(readFile(native));
    CountedAccess unread(QByteArray("never opened"));
    const auto alone = readAppMetadata({{.split = {}, .access = &baseAccess}}, {});
    QVERIFY2(alone, alone ? "" : qPrintable(alone.error().detail));
    QVERIFY(alone->splitRequired);
    const auto whole = readAppMetadata({{.split = {}, .access = &baseAccess},
                                        {.split = u"config.arm64_v8a"_s, .access = &nativeAccess},
                                        {.split = u"camera"_s, .access = &unread},
                                        {.split = u"config.xxhdpi"_s, .access = &denseAccess}},
                                       {});
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().detail));
    QCOMPARE(unread.bytesRead, 0);
    QCOMPARE(whole->abis, QStringList{u"arm64-v8a"_s});
    QVERIFY(alone->abis.isEmpty());
    const auto picture = [](const AppMetadata &app) { return app.icon.layers.value(0).bytes; };
    QCOMPARE(picture(*alone), outputOf(u"unzip"_s, {u"-p"_s, base, u"res/mipmap-mdpi-v4/icon.png"_s}));
    QCOMPARE(picture(*whole), outputOf(u"unzip"_s, {u"-p"_s, dense, u"res/mipmap-xxhdpi-v4/icon.png"_s}));
}

void TestApkResources::splitOfAnotherApp()
{
    const QString base = makeApk(m_folder.path(), u"mine.apk"_s, {u"--package"_s, u"org.example.mine"_s});
    const QString split = makeApk(m_folder.path(), u"foreign.apk"_s,
                                  {u"--package"_s, u"org.example.foreign"_s, u"--split"_s, u"config.zh"_s});
    CountedAccess baseAccess(readFile(base));
    CountedAccess splitAccess(readFile(split));
    const auto app = readAppMetadata(
        {{.split = {}, .access = &baseAccess}, {.split = u"config.zh"_s, .access = &splitAccess}}, {});
    QVERIFY(!app);
    QVERIFY(app.error().detail.contains(u"another package"_s));
}

void TestApkResources::sparseTables()
{
    if (outputOf(u"sh"_s, {u"-c"_s, u"command -v aapt2"_s}).isEmpty())
        QSKIP("aapt2 is not installed");
    QTemporaryDir folder;
    const QString script =
        u"cd '%1' && mkdir -p res/values res/values-zh-rCN && "
        "echo \"<resources><string name='label'>Sparse</string><string name='x'>x</string>"
        "</resources>\" > res/values/s.xml && "
        "echo \"<resources><string name='label'>稀疏</string></resources>\" > res/values-zh-rCN/s.xml && "
        "echo \"<manifest xmlns:android='http://schemas.android.com/apk/res/android' "
        "package='org.example.sparse'><application android:label='@string/label'/></manifest>\" > "
        "AndroidManifest.xml && aapt2 compile --dir res -o c.zip && aapt2 link -o a.apk --manifest "
        "AndroidManifest.xml -I /usr/share/android-framework-res/framework-res.apk "
        "--min-sdk-version 26 --enable-sparse-encoding c.zip"_s.arg(folder.path());
    (void)outputOf(u"sh"_s, {u"-c"_s, script});
    App app(folder.filePath(u"a.apk"_s));
    QCOMPARE(app.label({}), u"Sparse"_s);
    QCOMPARE(app.label(u"zh-CN"_s), u"稀疏"_s);
}

void TestApkResources::realApk()
{
    const QString path = apiDemosApk();
    if (path.isEmpty())
        QSKIP("the npm package android-apidemos cannot be fetched here (no npm, or no network); "
              "the self-made APKs stand for it");
    App app(path);
    const QByteArray told = outputOf(u"aapt"_s, {u"dump"_s, u"badging"_s, path});
    QCOMPARE(app.label({}), badged(told, u"application-label"_s));
    QVERIFY(!app.label({}).isEmpty());
    const auto icon = app.icon(240);
    QVERIFY2(icon, icon ? "" : qPrintable(icon.error().detail));
    QCOMPARE(icon->layers.first().bytes,
             outputOf(u"unzip"_s, {u"-p"_s, path, badged(told, u"application-icon-240"_s)}));
}

void TestApkResources::readsLittleOfALargeApk()
{
    const QString path = makeApk(m_folder.path(), u"large.apk"_s,
                                 {u"--package"_s, u"org.example.large"_s, u"--padding"_s, u"50000000"_s,
                                  u"--icon"_s, u"adaptive"_s, u"--label-in"_s, u"zh-rCN=示例"_s});
    App app(path);
    QCOMPARE(app.label(u"zh-CN"_s), u"示例"_s);
    QVERIFY(app.icon(320));
    QVERIFY2(app.access.bytesRead < *app.access.size() * 3 / 100,
             qPrintable(QString::number(app.access.bytesRead)));
}

void TestApkResources::readsLittleOfALargeTable()
{
    // Android's own resources: 45 MB, of which the table is most, with over a thousand sets of values.
    ChainedAccess access(readFile(u"/usr/share/android-framework-res/framework-res.apk"_s));
    QVERIFY2(*access.size() > 20'000'000, "install the package android-framework-res");
    const auto metadata = readAppMetadata({{.split = {}, .access = &access}}, {});
    QVERIFY2(metadata, metadata ? "" : qPrintable(metadata.error().detail));
    QCOMPARE(metadata->packageName, u"android"_s);
    QCOMPARE(metadata->label, u"Android System"_s);
    QCOMPARE(metadata->labels.value(u"zh-CN"_s), u"Android 系统"_s);
    QVERIFY(!metadata->icon.isEmpty());
    QVERIFY2(access.counted.bytesRead < *access.size() * 3 / 100,
             qPrintable(QString::number(access.counted.bytesRead)));
    QVERIFY2(access.counted.ranges < 60, qPrintable(QString::number(access.counted.ranges)));
}

void TestApkResources::choosesValues_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<bool>("compact");
    QTest::newRow("plain") << int(Builder::Plain) << false;
    QTest::newRow("sparse") << int(Builder::Sparse) << false;
    QTest::newRow("short offsets") << int(Builder::ShortOffsets) << false;
    QTest::newRow("compact") << int(Builder::Plain) << true;
}

void TestApkResources::choosesValues()
{
    QFETCH(const int, layout);
    QFETCH(const bool, compact);
    const auto text = [&](quint32 index) {
        return std::optional(
            Builder::Entry{.type = ResourceValue::String, .data = index, .compact = compact});
    };
    const auto how = Builder::Layout(layout);
    const QByteArray bytes = Builder::table(
        Builder::pool({"any", "de", "de-AT", "new", "dense", "anydpi"}),
        Builder::set(1, {}, {std::nullopt, text(0), std::nullopt, text(0)}, how) +
            Builder::set(1, {.language = "de"}, {std::nullopt, text(1)}, how) +
            Builder::set(1, {.language = "de", .region = "AT"}, {std::nullopt, text(2)}, how) +
            Builder::set(1, {.sdk = 30}, {std::nullopt, std::nullopt, std::nullopt, text(3)}, how) +
            Builder::set(2, {.density = 640}, {text(4)}, how) +
            Builder::set(2, {.density = ResourceConfig::kAnyDensity, .sdk = 26}, {text(5)}, how));
    const auto table = tableOf(bytes);
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    const auto chosen = [&](quint32 id, const ResourceChoice &choice) -> QString {
        const auto value = (*table)->find(id, choice);
        if (!value || !*value)
            return value ? u"nothing"_s : value.error().detail;
        return (*table)->string((*value)->value.data).value_or(u"no string"_s);
    };
    QCOMPARE(chosen(0x7F010001, {}), u"any"_s);
    QCOMPARE(chosen(0x7F010001, {.locale = u"de-DE"_s}), u"de"_s);
    QCOMPARE(chosen(0x7F010001, {.locale = u"de-AT"_s}), u"de-AT"_s);
    QCOMPARE(chosen(0x7F010001, {.locale = u"fr"_s}), u"any"_s);
    QCOMPARE(chosen(0x7F010003, {.sdk = 29}), u"any"_s);
    QCOMPARE(chosen(0x7F010003, {.sdk = 34}), u"new"_s);
    QCOMPARE(chosen(0x7F020000, {.sdk = 34}), u"anydpi"_s);
    QCOMPARE(chosen(0x7F020000, {.sdk = 25}), u"dense"_s);
    QCOMPARE(chosen(0x7F010000, {}), u"nothing"_s);
    QCOMPARE(chosen(0x7F010009, {}), u"nothing"_s);
    QCOMPARE(chosen(0x01010001, {}), u"nothing"_s);
}

void TestApkResources::chineseIsNotOneLanguage()
{
    const ResourceConfig simplified{.language = u"zh"_s, .region = u"CN"_s, .script = {}};
    const ResourceConfig traditional{.language = u"zh"_s, .region = u"TW"_s, .script = {}};
    const ResourceConfig byScript{.language = u"zh"_s, .region = {}, .script = u"Hant"_s};
    const ResourceConfig plain{.language = u"zh"_s, .region = {}, .script = {}};
    QVERIFY(simplified.fits({.locale = u"zh-CN"_s}));
    QVERIFY(!traditional.fits({.locale = u"zh-CN"_s}));
    QVERIFY(!byScript.fits({.locale = u"zh-CN"_s}));
    QVERIFY(plain.fits({.locale = u"zh-CN"_s}));
    QVERIFY(simplified.fits({.locale = u"zh-SG"_s}));
    QVERIFY(traditional.fits({.locale = u"zh-HK"_s}));
    QVERIFY(byScript.fits({.locale = u"zh-Hant-HK"_s}));
    QVERIFY(!simplified.fits({.locale = u"zh-HK"_s}));
}

void TestApkResources::followsReferences()
{
    // A label that points at a string that points at another, in a table that replaces the APK's own.
    const QString path =
        makeApk(m_folder.path(), u"plain.apk"_s, {u"--package"_s, u"org.example.plain"_s, u"--unsigned"_s});
    App app(path);
    QCOMPARE(app.label({}), u"org.example.plain"_s);
    QCOMPARE(*app.resources->text({.text = u"plain words"_s}, {}), u"plain words"_s);
    QCOMPARE(*app.resources->text({.text = {}, .resource = 0x01040001}, {}), QString());
    QVERIFY(app.resources->icon(0, {})->isEmpty());
    QVERIFY(app.resources->icon(0x01080093, {})->isEmpty());
}

void TestApkResources::refusesHostileTables_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("says");
    const auto reference = [](quint32 id) {
        return std::optional(Builder::Entry{.type = ResourceValue::Reference, .data = id});
    };
    const auto text = [](quint32 index) {
        return std::optional(Builder::Entry{.type = ResourceValue::String, .data = index});
    };
    const QByteArray pool = Builder::pool({"text"});
    QTest::newRow("refers to itself")
        << Builder::table(pool, Builder::set(1, {}, {reference(0x7F010000)})) << u"refers to itself"_s;
    QTest::newRow("ring") << Builder::table(
                                 pool, Builder::set(1, {}, {reference(0x7F010001), reference(0x7F010000)}))
                          << u"refers to itself"_s;
    QTest::newRow("no such string") << Builder::table(pool, Builder::set(1, {}, {text(7)}))
                                    << u"string 7 of 1"_s;
    QTest::newRow("long string") << Builder::table(Builder::pool({"text"}, 0x7FFF),
                                                   Builder::set(1, {}, {text(0)}))
                                 << u"pool's end"_s;
    QByteArray huge = Builder::pool({"text"});
    huge.replace(8, 4, Builder::u32(0x7FFFFFFF));
    QTest::newRow("too many strings")
        << Builder::table(huge, Builder::set(1, {}, {text(0)})) << u"reaches over"_s;
    QByteArray utf16 = Builder::pool({"\xff\xff\xff\xff"});
    utf16.replace(16, 4, Builder::u32(0));
    utf16.replace(32, 4, QByteArray("\xff\xff\xff\xff"));
    QTest::newRow("gigabyte string") << Builder::table(utf16, Builder::set(1, {}, {text(0)})) << u"claims"_s;
    QByteArray set = Builder::set(1, {}, {text(0)});
    set.replace(12, 4, Builder::u32(0x40000000));
    QTest::newRow("too many entries") << Builder::table(pool, set) << u"reaches over"_s;
    set = Builder::set(1, {}, {text(0)});
    set.replace(84, 4, Builder::u32(0x7FFFFFF0));
    QTest::newRow("entry outside") << Builder::table(pool, set) << u"lies outside"_s;
    set = Builder::set(1, {}, {text(0)});
    set.replace(20, 4, Builder::u32(0x10000));
    QTest::newRow("large configuration") << Builder::table(pool, set) << u"configuration"_s;
    QTest::newRow("no table") << QByteArray(64, 'x') << u"chunk"_s;
    QTest::newRow("nothing") << QByteArray() << u"chunk"_s;
}

void TestApkResources::refusesHostileTables()
{
    QFETCH(const QByteArray, table);
    QFETCH(const QString, says);
    QTemporaryDir folder;
    const QString path = makeApk(m_folder.path(), u"hostile.apk"_s,
                                 {u"--package"_s, u"org.example.hostile"_s, u"--unsigned"_s});
    QFile file(folder.filePath(u"resources.arsc"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(table);
    file.close();
    QProcess zip;
    zip.setWorkingDirectory(folder.path());
    zip.start(u"zip"_s, {u"-q"_s, u"-0"_s, path, u"resources.arsc"_s});
    QVERIFY(zip.waitForFinished() && zip.exitCode() == 0);

    App app(path);
    const auto label = app.resources->text({.text = {}, .resource = 0x7F010000}, {});
    QVERIFY(!label);
    QCOMPARE(label.error().code, Errc::ApkInvalid);
    QVERIFY2(label.error().detail.contains(says), qPrintable(label.error().detail));
}

void TestApkResources::iconsSurviveTheCatalog()
{
    AppIcon icon{.adaptive = true, .layers = {}};
    icon.layers.append({.kind = IconLayer::Kind::Colour, .colour = 0x80FF0000, .bytes = {}, .area = {}});
    icon.layers.append(
        {.kind = IconLayer::Kind::Svg, .colour = 0, .bytes = "<svg/>", .area = QRectF(-0.25, 0, 1.5, 1)});
    QCOMPARE(AppIcon::decode(icon.encode()), icon);
    QVERIFY(!AppIcon::decode({}));
    QVERIFY(!AppIcon::decode(icon.encode().chopped(3)));
    QVERIFY(!AppIcon::decode("nonsense"));
}

QTEST_GUILESS_MAIN(TestApkResources)
#include "tst_apkresources.moc"
