// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apkchoice.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

using Kind = SplitPurpose::Kind;

class TestApkChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPurposes_data();
    void readsPurposes();
    void chooses_data();
    void chooses();
    void refusesOtherProcessors();
};

void TestApkChoice::readsPurposes_data()
{
    QTest::addColumn<QString>("split");
    QTest::addColumn<SplitPurpose>("purpose");
    const auto row = [](const QString &split, const SplitPurpose &purpose) {
        QTest::newRow(qPrintable(split.isEmpty() ? u"base"_s : split)) << split << purpose;
    };
    row({}, {Kind::Any, {}, {}});
    row(u"camera"_s, {Kind::Any, {}, u"camera"_s});
    row(u"config.arm64_v8a"_s, {Kind::Abi, {}, u"arm64-v8a"_s});
    row(u"config.x86_64"_s, {Kind::Abi, {}, u"x86_64"_s});
    row(u"camera.config.armeabi_v7a"_s, {Kind::Abi, u"camera"_s, u"armeabi-v7a"_s});
    row(u"config.tvdpi"_s, {Kind::Density, {}, u"213"_s});
    row(u"a.b.config.xxxhdpi"_s, {Kind::Density, u"a.b"_s, u"640"_s});
    row(u"config.560dpi"_s, {Kind::Density, {}, u"560"_s});
    row(u"config.zh"_s, {Kind::Language, {}, u"zh"_s});
    row(u"config.pt_br"_s, {Kind::Language, {}, u"pt"_s});
    row(u"config.iw"_s, {Kind::Language, {}, u"he"_s});
    row(u"config.astc"_s, {Kind::Any, {}, u"config.astc"_s});
    row(u"config."_s, {Kind::Any, {}, u"config."_s});
}

void TestApkChoice::readsPurposes()
{
    QFETCH(QString, split);
    QFETCH(SplitPurpose, purpose);
    QCOMPARE(splitPurpose(split), purpose);
}

void TestApkChoice::chooses_data()
{
    QTest::addColumn<PhoneTraits>("phone");
    QTest::addColumn<QStringList>("chosen");
    const PhoneTraits usual{{u"arm64-v8a"_s, u"armeabi-v7a"_s}, 320, {u"en-US"_s}};
    const QStringList always{{}, u"camera"_s, u"config.astc"_s};
    const auto row = [&](const char *name, const PhoneTraits &phone, const QStringList &splits) {
        QTest::newRow(name) << phone << always + splits;
    };
    const QString v7 = u"config.armeabi_v7a"_s;
    const QString v8 = u"config.arm64_v8a"_s;
    const QString camera = u"camera.config.armeabi_v7a"_s;
    row("usual", usual, {v8, camera, u"config.xhdpi"_s, u"config.en"_s});
    row("old processor", {{u"armeabi-v7a"_s}, 320, {u"en-US"_s}},
        {v7, camera, u"config.xhdpi"_s, u"config.en"_s});
    row("between two densities: the finer", {usual.abis, 330, usual.locales},
        {v8, camera, u"config.xxhdpi"_s, u"config.en"_s});
    row("finer than all", {usual.abis, 640, usual.locales}, {v8, camera, u"config.xxhdpi"_s, u"config.en"_s});
    row("coarser than all", {usual.abis, 120, usual.locales}, {v8, camera, u"config.mdpi"_s, u"config.en"_s});
    row("two languages", {usual.abis, 320, {u"zh-Hans-CN"_s, u"en"_s}},
        {v8, camera, u"config.xhdpi"_s, u"config.zh"_s, u"config.en"_s});
    row("no language fits", {usual.abis, 320, {u"fr-FR"_s}}, {v8, camera, u"config.xhdpi"_s});
    row("nothing known", {},
        {v7, v8, camera, u"config.mdpi"_s, u"config.xhdpi"_s, u"config.xxhdpi"_s, u"config.zh"_s,
         u"config.en"_s});
}

void TestApkChoice::chooses()
{
    QFETCH(PhoneTraits, phone);
    QFETCH(QStringList, chosen);
    const QStringList all{{},
                          u"camera"_s,
                          u"config.astc"_s,
                          u"config.armeabi_v7a"_s,
                          u"config.arm64_v8a"_s,
                          u"camera.config.armeabi_v7a"_s,
                          u"config.mdpi"_s,
                          u"config.xhdpi"_s,
                          u"config.xxhdpi"_s,
                          u"config.zh"_s,
                          u"config.en"_s};
    const auto places = chooseApks(all, phone);
    QVERIFY(places);
    QStringList seen;
    for (const qsizetype place : *places)
        seen.append(all[place]);
    QCOMPARE(seen, chosen);
}

void TestApkChoice::refusesOtherProcessors()
{
    const auto places = chooseApks({QString(), u"config.arm64_v8a"_s, u"config.armeabi_v7a"_s},
                                   {.abis = {u"x86_64"_s}, .density = 320, .locales = {}});
    QVERIFY(!places);
    QCOMPARE(places.error().code, Errc::AppAbi);
    QVERIFY2(places.error().detail.contains(u"arm64-v8a, armeabi-v7a, the phone runs x86_64"_s),
             qPrintable(places.error().detail));
}

QTEST_GUILESS_MAIN(TestApkChoice)
#include "tst_apkchoice.moc"
