// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/apppreflight.h"
#include "core/jobs/apprestore.h"
#include "core/jobs/packagetext.h"

#include <QJsonArray>
#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// An app that nothing stands in the way of.
AppPreflightFacts plainFacts()
{
    AppPreflightFacts facts;
    facts.phone = u"phone"_s;
    facts.app = {.package = u"com.example.notes"_s,
                 .versionCode = 5,
                 .uid = 10123,
                 .certificate = u"aa"_s,
                 .minSdk = 24,
                 .targetSdk = 33,
                 .abis = {u"arm64-v8a"_s},
                 .apks = {u"/data/app/x/base.apk"_s}};
    facts.apkCount = 1;
    facts.installed = {.installed = true, .versionCode = 5};
    facts.installedCertificate = u"aa"_s;
    facts.phoneSdk = 34;
    facts.phoneAbis = {u"arm64-v8a"_s, u"armeabi-v7a"_s};
    return facts;
}

QStringList codes(const AppPreflightFacts &facts)
{
    QStringList list;
    for (const PreflightFinding &finding : judgeApp(facts)) {
        const bool refused = finding.severity == PreflightFinding::Severity::Refusal;
        list += (refused ? u"refused "_s : u"warned "_s) + errorName(finding.error.code);
    }
    return list;
}

const QByteArray kDump = R"(Activity Resolver Table:
  Non-Data Actions:

Key Set Manager:
  [com.example.notes]
      Signing KeySets: 42

Packages:
  Package [com.example.notes] (b1f5e4):
    userId=10123
    sharedUser=SharedUserSetting{3f2a com.example.uid/10123}
    pkg=Package{4a50e0 com.example.notes}
    codePath=/data/app/~~zQ==/com.example.notes-xY==
    versionCode=57 minSdk=24 targetSdk=33
    versionName=1.5 beta
    splits=[base, config.zh]
    installerPackageName=com.android.vending
    User 0: ceDataInode=1311 installed=true hidden=false suspended=true distractionFlags=0 stopped=false enabled=0
      gids=[3003]
    User 10: ceDataInode=0 installed=false hidden=false suspended=false stopped=true enabled=0

Hidden system packages:
  Package [com.example.notes] (aa):
    userId=10001
    versionCode=1 minSdk=1 targetSdk=1
)";

} // namespace

class TestApps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDumpsys();
    void readsDumpsysOfOtherAndroids();
    void readsPaths();
    void readsTraits();
    void readsInstallAnswers_data();
    void readsInstallAnswers();
    void judges_data();
    void judges();
    void describesAppsInManifests();
    void refusesHostileManifests_data();
    void refusesHostileManifests();
};

void TestApps::readsDumpsys()
{
    const auto state = parsePackageState(kDump, u"com.example.notes"_s);
    QVERIFY(state);
    QVERIFY(state->installed);
    QVERIFY(state->suspended);
    QCOMPARE(state->versionCode, 57);
    QCOMPARE(state->versionName, u"1.5 beta"_s);
    QCOMPARE(state->uid, 10123);
    QCOMPARE(state->minSdk, 24);
    QCOMPARE(state->targetSdk, 33);
    QCOMPARE(state->sharedUser, u"com.example.uid"_s);
    QCOMPARE(state->installer, u"com.android.vending"_s);
}

void TestApps::readsDumpsysOfOtherAndroids()
{
    // Android 14 says appId.
    const auto later =
        parsePackageState(QByteArray(kDump).replace("userId", "appId"), u"com.example.notes"_s);
    QVERIFY(later);
    QCOMPARE(later->uid, 10123);
    const auto unknown =
        parsePackageState("Unable to find package: com.example.other\n", u"com.example.other"_s);
    QVERIFY(unknown);
    QVERIFY(!unknown->installed);
    // Longer names that begin alike are not it.
    QVERIFY(!parsePackageState(kDump, u"com.example"_s)->installed);
    QCOMPARE(parsePackageState("", u"a.b"_s).error().code, Errc::PhoneRefused);
    QCOMPARE(parsePackageState("Can't find service: package\n", u"a.b"_s).error().code, Errc::PhoneRefused);
    QCOMPARE(parsePackageState("Packages:\n  Package [a.b] (1):\n    versionCode=1\n", u"a.b"_s).error().code,
             Errc::PhoneRefused);
}

void TestApps::readsPaths()
{
    const QByteArray output = "WARNING: linker: something\npackage:/data/app/a==/split_config.zh.apk\n"
                              "package:/data/app/a==/base.apk\npackage:relative.apk\n";
    QCOMPARE(parsePackagePaths(output),
             QStringList({u"/data/app/a==/base.apk"_s, u"/data/app/a==/split_config.zh.apk"_s}));
    QCOMPARE(parseSessionNumber("Success: created install session [1234567]\n"), 1234567);
    QCOMPARE(parseSessionNumber("Failure [no]\n").error().code, Errc::AppInstallFailed);
}

void TestApps::readsTraits()
{
    const PhoneTraits full =
        parsePhoneTraits("arm64-v8a,armeabi-v7a\n320\nPhysical density: 420 Override density: "
                         "240 \nen-US,zh-Hans-CN\nde-DE\nfr\n");
    QCOMPARE(full, (PhoneTraits{{u"arm64-v8a"_s, u"armeabi-v7a"_s}, 240, {u"en-US"_s, u"zh-Hans-CN"_s}}));
    const PhoneTraits sparse = parsePhoneTraits("x86_64\n320\n\nnull\n\nen-GB\n");
    QCOMPARE(sparse, (PhoneTraits{{u"x86_64"_s}, 320, {u"en-GB"_s}}));
    QCOMPARE(parsePhoneTraits(""), PhoneTraits());
    QCOMPARE(parsePhoneTraits("x\nPhysical density: 420\n").density, 0);
}

void TestApps::readsInstallAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    QTest::newRow("success") << QByteArray("Success\n") << QString();
    QTest::newRow("downgrade") << QByteArray(
                                      "Failure [INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected]\n")
                               << u"AppDowngrade"_s;
    QTest::newRow("signature") << QByteArray(
                                      "Failure [INSTALL_FAILED_UPDATE_INCOMPATIBLE: Package x signatures]\n")
                               << u"AppSignature"_s;
    QTest::newRow("processor") << QByteArray("Failure [INSTALL_FAILED_NO_MATCHING_ABIS: res=-113]\n")
                               << u"AppAbi"_s;
    QTest::newRow("old phone") << QByteArray("Failure [INSTALL_FAILED_OLDER_SDK: x]\n") << u"AppSdk"_s;
    QTest::newRow("split") << QByteArray("Failure [INSTALL_FAILED_MISSING_SPLIT: x]\n") << u"AppSplits"_s;
    QTest::newRow("full") << QByteArray("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]\n") << u"PhoneSpace"_s;
    QTest::newRow("other") << QByteArray("Failure [INSTALL_FAILED_VERIFICATION_FAILURE]\n")
                           << u"AppInstallFailed"_s;
    QTest::newRow("nothing") << QByteArray() << u"AppInstallFailed"_s;
}

void TestApps::readsInstallAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    const auto result = parseInstallAnswer(answer, u"a.b"_s);
    QCOMPARE(result ? QString() : errorName(result.error().code), code);
    if (!result)
        QCOMPARE(result.error().context.object, u"a.b"_s);
}

void TestApps::judges_data()
{
    QTest::addColumn<AppPreflightFacts>("facts");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QStringList &expected, const auto &change) {
        AppPreflightFacts facts = plainFacts();
        change(facts);
        QTest::newRow(name) << facts << expected;
    };
    row("nothing in the way", {}, [](AppPreflightFacts &) {});
    row("older than installed", {u"refused AppDowngrade"_s}, [](auto &f) { f.installed.versionCode = 6; });
    row("older data only", {}, [](auto &f) {
        f.installed.versionCode = 6;
        f.scope = RestoreScope::DataOnly;
    });
    row("newer data only", {u"warned AppDowngrade"_s}, [](auto &f) {
        f.installed.versionCode = 4;
        f.scope = RestoreScope::DataOnly;
    });
    row("other signer", {u"refused AppSignature"_s}, [](auto &f) { f.installedCertificate = u"bb"_s; });
    row("unknown signer", {}, [](auto &f) { f.installedCertificate.clear(); });
    row("other signer, not installed", {}, [](auto &f) {
        f.installed.installed = false;
        f.installedCertificate = u"bb"_s;
    });
    row("other processor", {u"refused AppAbi"_s}, [](auto &f) { f.phoneAbis = {u"x86_64"_s}; });
    row("second processor", {}, [](auto &f) { f.app.abis = {u"armeabi-v7a"_s}; });
    row("no native code", {}, [](auto &f) {
        f.app.abis.clear();
        f.phoneAbis = {u"x86_64"_s};
    });
    row("phone too old", {u"refused AppSdk"_s}, [](auto &f) { f.phoneSdk = 23; });
    row("target too old", {u"warned AppOldTarget"_s}, [](auto &f) { f.app.targetSdk = 22; });
    row("target too old for a later phone only", {}, [](auto &f) {
        f.app.targetSdk = 22;
        f.phoneSdk = 33;
    });
    row("splits lost", {u"refused AppSplits"_s},
        [](auto &f) { f.app.apks.append(u"/data/app/x/split_a.apk"_s); });
    row("splits required", {u"refused AppSplits"_s}, [](auto &f) { f.app.splitRequired = true; });
    row("no packages", {u"refused AppNotInBackup"_s}, [](auto &f) { f.apkCount = 0; });
    row("no packages, data only", {}, [](auto &f) {
        f.apkCount = 0;
        f.scope = RestoreScope::DataOnly;
    });
    row("data for nobody", {u"refused AppNotInstalled"_s}, [](auto &f) {
        f.installed = {};
        f.scope = RestoreScope::DataOnly;
    });
    row("left behind", {u"warned AppNotCarried"_s}, [](auto &f) { f.app.notCarried = {u"keystore"_s}; });
    row("back to where it came from", {}, [](auto &f) {
        f.app.notCarried = {u"keystore"_s};
        f.samePhone = true;
    });
}

void TestApps::judges()
{
    QFETCH(AppPreflightFacts, facts);
    QFETCH(QStringList, expected);
    QCOMPARE(codes(facts), expected);
}

void TestApps::describesAppsInManifests()
{
    BackedUpApp app = plainFacts().app;
    app.parts = {AppPartKind::Data, AppPartKind::Obb};
    app.notCarried = {toText(NotCarried::AndroidId)};
    const auto read = appsOfManifest({{u"apps"_s, QJsonArray{app.toJson()}}});
    QVERIFY(read);
    QCOMPARE(*read, QList{app});
    QCOMPARE(*appsOfManifest({}), QList<BackedUpApp>());
    QCOMPARE(exactPattern("/data/a*b?\n"), u"/data/a\\*b\\?\\n"_s);
    for (const RestoreScope scope : {RestoreScope::Both, RestoreScope::ApkOnly, RestoreScope::DataOnly})
        QCOMPARE(restoreScopeFromText(toText(scope)), scope);
}

void TestApps::refusesHostileManifests_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("path as a name") << u"package"_s << QJsonValue(u"../../system"_s);
    QTest::newRow("shell in a name") << u"package"_s << QJsonValue(u"a.b;reboot"_s);
    QTest::newRow("newline in a name") << u"package"_s << QJsonValue(u"a.b\n"_s);
    QTest::newRow("shell as installer") << u"installer"_s << QJsonValue(u"$(reboot)"_s);
    QTest::newRow("no uid") << u"uid"_s << QJsonValue(u"root"_s);
    QTest::newRow("packages elsewhere")
        << u"apks"_s << QJsonValue(QJsonArray{u"/data/app/../../etc/x.apk"_s});
    QTest::newRow("unknown part") << u"parts"_s
                                  << QJsonValue(QJsonArray{QJsonObject{{u"kind"_s, u"root"_s}}});
}

void TestApps::refusesHostileManifests()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = plainFacts().app.toJson();
    json[key] = value;
    const auto app = BackedUpApp::fromJson(json);
    QVERIFY(!app);
    QCOMPARE(app.error().code, Errc::ArchiveDamaged);
}

QTEST_GUILESS_MAIN(TestApps)
#include "tst_apps.moc"
