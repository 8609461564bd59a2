// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupmanifest.h"
#include "core/jobs/jobretry.h"
#include "core/jobs/nametemplate.h"
#include "core/jobs/objectname.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"
#include "core/jobs/restorecompare.h"
#include "core/jobs/safetybackup.h"
#include "core/jobs/selection.h"
#include "core/store/objectstore.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;
using Verdict = PathSelection::Verdict;

/// The rules that jobs follow, as far as they need no phone.
class JobRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholePhoneLeavesOutCachesAndOurOwnFiles()
    {
        const auto selection = makeSelection({}, {u"/data/media"_s}, true);
        QVERIFY(selection);
        QCOMPARE(selection->verdict("/data/data/com.x/files/a"), Verdict::Take);
        QCOMPARE(selection->verdict("/data/data/com.x/cache/a"), Verdict::Skip);
        QCOMPARE(selection->verdict("/data/user_de/0/com.x/code_cache"), Verdict::Skip);
        QCOMPARE(selection->verdict("/data/local/tmp/holdfast-agent-0123456789abcdef/holdfast-agent"),
                 Verdict::Skip);
        QCOMPARE(selection->verdict("/data/local/tmp/notes"), Verdict::Take);
        QCOMPARE(selection->verdict("/data/media/0/DCIM"), Verdict::Skip);
        QCOMPARE(selection->verdict("/sdcard"), Verdict::Skip);
    }

    void namesAreFilledInForEachPhone()
    {
        const NameFacts facts{.phone = u"gz-0001"_s,
                              .group = u"golden"_s,
                              .model = u"Cloud Phone"_s,
                              .android = u"14"_s,
                              .serial = u"10.0.0.1:5555"_s,
                              .time = QDateTime::fromString(u"2026-01-15T12:00:09+08:00"_s, Qt::ISODate)};
        const std::pair<const char16_t *, const char16_t *> cases[] = {
            {u"nightly", u"nightly"},
            {u"  two  blanks ", u"  two  blanks "},
            {u"", u""},
            {u"{phone} {date} {time}", u"gz-0001 2026-01-15 04-00-09"},
            {u"{group}/{phone}-{android}", u"golden/gz-0001-14"},
            {u"{model} at {serial}", u"Cloud Phone at 10.0.0.1:5555"},
            {u"{{phone}}", u"{gz-0001}"},
            {u"{ phone } {1} {} {", u"{ phone } {1} {} {"}};
        for (const auto &[text, wanted] : cases)
            QCOMPARE(expandName(QString::fromUtf16(text), facts), QString::fromUtf16(wanted));
        QCOMPARE(expandName(u"{group} {phone}"_s, {.phone = u"a"_s}), u"a"_s);
        const auto bad = expandName(u"{phone} {hpone}"_s, facts);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, Errc::InvalidArgument);
        QVERIFY(bad.error().detail.contains(u"{hpone}"_s));
        for (const QString &word : namePlaceholders())
            QVERIFY(expandName(u"{%1}"_s.arg(word), facts));
        QVERIFY(isNameTemplate(u"{phone}"_s) && !isNameTemplate(u"phone"_s));
    }

    void aTemplateStaysWithTheRequest()
    {
        BackupRequest request;
        request.whole = true;
        request.store = u"nas"_s;
        request.name = u"{phone} weekly"_s;
        QCOMPARE(backupRequestFrom(toJson(request)).value_or(BackupRequest()).name, request.name);
        request.name = u"weekly"_s;
        QCOMPARE(backupRequestFrom(toJson(request)).value_or(BackupRequest()).name, QString());
    }

    void aBadPatternIsNamedWithItsReason()
    {
        const auto selection = makeSelection({u"/data"_s, u"data/x"_s}, {}, false);
        QVERIFY(!selection);
        QCOMPARE(selection.error().code, Errc::InvalidArgument);
        QVERIFY(selection.error().detail.contains(u"data/x"_s));
        QVERIFY(selection.error().detail.contains(u"begin with '/'"_s));
        QVERIFY(!makeSelection({}, {}, false));
        QVERIFY(!makeSelection({u"/data"_s}, {}, true));
    }

    void aPathAboveTheBackupsOwnKeepsParentsParents()
    {
        const auto backup = makeSelection({u"/data/app/x"_s, u"/data/media/0/DCIM"_s}, {}, false);
        const auto narrowed = narrowSelection(*backup, {u"/data/app"_s});
        QVERIFY(narrowed);
        QCOMPARE(narrowed->verdict("/data/app"), Verdict::Parent);
        QCOMPARE(narrowed->verdict("/data/app/x/base.apk"), Verdict::Take);
        QCOMPARE(narrowed->verdict("/data/media/0/DCIM/a.jpg"), Verdict::Skip);
        const auto below = narrowSelection(*backup, {u"/data/app/x/*.apk"_s});
        QCOMPARE(below->verdict("/data/app/x"), Verdict::Parent);
        QCOMPARE(below->verdict("/data/app/x/base.apk"), Verdict::Take);
        QCOMPARE(below->verdict("/data/app/x/lib"), Verdict::Skip);
    }

    void requestsComeBackFromTheirRecords()
    {
        const RestoreRequest restore{.backup = {},
                                     .phones = {},
                                     .paths = {u"/data/media"_s},
                                     .apps = {u"com.x"_s},
                                     .scope = RestoreScope::DataOnly,
                                     .conflict = Conflict::KeepNewer,
                                     .restart = true,
                                     .takeIdentity = true};
        const auto restoreAgain = restoreRequestFrom(toJson(restore));
        QVERIFY(restoreAgain);
        QCOMPARE(toJson(*restoreAgain), toJson(restore));
        QCOMPARE(restoreAgain->scope, RestoreScope::DataOnly);
        QVERIFY(restoreAgain->takeIdentity);
        const BackupRequest backup{.phones = {},
                                   .paths = {u"/data/media"_s},
                                   .apps = {u"com.x"_s},
                                   .excludes = {u"/data/media/x"_s},
                                   .store = u"disk"_s,
                                   .folder = u"a/b"_s,
                                   .name = {},
                                   .description = {},
                                   .owner = {},
                                   .compressionLevel = 7};
        const auto backupAgain = backupRequestFrom(toJson(backup));
        QVERIFY(backupAgain);
        QCOMPARE(toJson(*backupAgain), toJson(backup));
        QCOMPARE(backupAgain->compressionLevel, 7);
        QCOMPARE(backupRequestFrom({{u"whole"_s, true}})->compressionLevel, BackupRequest().compressionLevel);
        QVERIFY(!backupRequestFrom({{u"whole"_s, true}, {u"novelty"_s, u"x"_s}}));
        QVERIFY(!restoreRequestFrom({{u"conflict"_s, u"merge"_s}}));
    }

    void aSafetyBackupHoldsWhatTheRestoreReplaces()
    {
        BackupRecord backup;
        backup.paths = {u"/data/a"_s};
        backup.apps = {u"org.one"_s, u"org.two"_s};
        backup.excludes = {u"/data/a/cache"_s};
        RestoreRequest restore;
        restore.safetyBackup = {u"disk"_s, u"before"_s};
        const BackupRequest all = safetyBackupFor(restore, backup);
        QCOMPARE(all.paths, backup.paths);
        QCOMPARE(all.apps, backup.apps);
        QCOMPARE(all.excludes, backup.excludes);
        QVERIFY(!all.whole && all.onlyWhatIsThere && all.store == u"disk"_s && all.folder == u"before"_s);
        restore.apps = {u"org.two"_s};
        QCOMPARE(safetyBackupFor(restore, backup).apps, restore.apps);
        QVERIFY(safetyBackupFor(restore, backup).paths.isEmpty());
        restore.apps = {};
        backup.paths = {};
        backup.whole = true;
        // Its row names all apps that were installed; of a whole phone files are restored.
        const BackupRequest whole = safetyBackupFor(restore, backup);
        QVERIFY(whole.whole && whole.apps.isEmpty() && whole.paths.isEmpty());
        const auto again = restoreRequestFrom(toJson(restore));
        QVERIFY(again && again->safetyBackup == restore.safetyBackup);
        QVERIFY(backupRequestFrom(toJson(whole))->onlyWhatIsThere);
    }

    /// The restore that failed with it brings a new one.
    void aSafetyBackupIsNotTriedAgainByItself()
    {
        JobRecord before;
        before.status = JobStatus::Failed;
        BackupRequest request;
        request.paths = {u"/data/a"_s};
        request.onlyWhatIsThere = true;
        before.request = toJson(request);
        JobRecord restore;
        restore.kind = JobKind::Restore;
        restore.status = JobStatus::Failed;
        RestoreRequest wanted;
        wanted.safetyBackup = {u"disk"_s, {}};
        restore.request = toJson(wanted);
        const RetryPlan plan = planRetry({before, restore});
        QVERIFY(plan.backups.isEmpty());
        QCOMPARE(plan.restores.size(), 1);
        QVERIFY(plan.restores.first().safetyBackup);
    }

    void objectKeysAreUniqueSafeAndReadBack()
    {
        const BackupId id{u"bf-0123456789abcdefg"_s};
        const QString key = archiveKey(u"/a//../夜/"_s, u"gold: *phone?"_s, id);
        QCOMPARE(key, u"a/backup/夜/gold___phone_-bf-0123456789abcdefg.tar.zst"_s);
        QVERIFY(checkKey(key));
        QCOMPARE(backupIdOfKey(key), id);
        QVERIFY(backupIdOfKey(u"photo.tar.zst"_s).isEmpty());
        QVERIFY(checkKey(archiveKey({}, QString(500, u'云'), id)));
    }

    void theAndroidRule_data()
    {
        QTest::addColumn<int>("backupSdk");
        QTest::addColumn<int>("phoneSdk");
        QTest::addColumn<QList<int>>("codes");
        QTest::newRow("same") << 34 << 34 << QList<int>{};
        QTest::newRow("to newer") << 33 << 34 << QList<int>{int(Errc::AndroidNewer)};
        QTest::newRow("to older") << 34 << 33 << QList<int>{int(Errc::AndroidTooOld)};
        QTest::newRow("unknown backup") << 0 << 33 << QList<int>{};
    }

    void theAndroidRule()
    {
        QFETCH(int, backupSdk);
        QFETCH(int, phoneSdk);
        QFETCH(QList<int>, codes);
        PreflightFacts facts;
        facts.backupSdk = backupSdk;
        facts.phoneSdk = phoneSdk;
        QList<int> found;
        for (const PreflightFinding &finding : judgePreflight(facts))
            found.append(int(finding.error.code));
        QCOMPARE(found, codes);
        QCOMPARE(refusalOf(judgePreflight(facts)).has_value(), !codes.contains(int(Errc::AndroidTooOld)));
    }

    void spaceNeedsATenthToSpare()
    {
        PreflightFacts facts;
        facts.neededBytes = 100 << 20;
        facts.freeBytes = 110 << 20;
        QVERIFY(refusalOf(judgePreflight(facts)));
        facts.freeBytes -= 1;
        const auto refused = refusalOf(judgePreflight(facts));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::PhoneSpace);
        facts.freeBytes = -1;
        QVERIFY(refusalOf(judgePreflight(facts)));
        facts.neededInodes = 5;
        facts.freeInodes = 4;
        QVERIFY(!refusalOf(judgePreflight(facts)));
    }

    void rootIsRefusedOnlyWhereItIsNeeded()
    {
        PreflightFacts facts;
        facts.needsRoot = true;
        QVERIFY(!refusalOf(judgePreflight(facts)));
        facts.phoneHasRoot = true;
        QVERIFY(refusalOf(judgePreflight(facts)));
    }

    void theBatteryRule_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("charging");
        QTest::addColumn<bool>("mayRunOut");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("no battery") << -1 << false << false << u"fine"_s;
        QTest::newRow("enough") << 20 << false << false << u"fine"_s;
        QTest::newRow("low") << 19 << false << false << u"warned"_s;
        QTest::newRow("just not empty") << 5 << false << false << u"warned"_s;
        QTest::newRow("almost empty") << 4 << false << false << u"refused"_s;
        QTest::newRow("told to") << 4 << false << true << u"warned"_s;
        QTest::newRow("charged meanwhile") << 4 << true << false << u"fine"_s;
    }

    void theBatteryRule()
    {
        QFETCH(const QString, verdict);
        PreflightFacts facts;
        QFETCH(int, percent);
        facts.batteryPercent = percent;
        QFETCH(bool, charging);
        facts.charging = charging;
        QFETCH(bool, mayRunOut);
        facts.mayRunOut = mayRunOut;
        const auto findings = judgePreflight(facts);
        QCOMPARE(findings.isEmpty(), verdict == u"fine"_s);
        QCOMPARE(!refusalOf(findings), verdict == u"refused"_s);
        for (const PreflightFinding &finding : findings) {
            QCOMPARE(finding.error.code, Errc::PhoneBattery);
            QVERIFY(userText(finding.error).contains(QString::number(percent) + u" %"_s));
        }
    }

    void aLockedPhoneIsRefused()
    {
        PreflightFacts facts;
        facts.storageLocked = true;
        const auto refused = refusalOf(judgePreflight(facts));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::PhoneLocked);
    }

    void everyDifferenceIsSeen_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << u""_s << u""_s;
        QTest::newRow("missing") << u"missing"_s << u"is not there"_s;
        QTest::newRow("type") << u"type"_s << u"another type"_s;
        QTest::newRow("size") << u"size"_s << u"size 13, not 12"_s;
        QTest::newRow("content") << u"content"_s << u"other content"_s;
        QTest::newRow("mode") << u"mode"_s << u"mode 0755, not 0644"_s;
        QTest::newRow("owner") << u"owner"_s << u"owner 10001:1, not 10001:10001"_s;
        QTest::newRow("nanosecond") << u"time"_s << u"time of change"_s;
        QTest::newRow("label") << u"label"_s << u"label b, not a"_s;
        QTest::newRow("xattr") << u"xattr"_s << u"extended attributes"_s;
    }

    void everyDifferenceIsSeen()
    {
        QFETCH(QString, change);
        QFETCH(QString, said);
        IndexEntry expected;
        expected.path = "data/x";
        expected.mode = 0644;
        expected.uid = expected.gid = 10001;
        expected.size = 12;
        expected.sha256 = QByteArray(32, 'h');
        expected.mtime = 5;
        expected.mtimeNanos = 7;
        expected.selinuxLabel = "a";
        expected.xattrs = {{"user.k", "v"}};
        AgentEntry found;
        found.path = "/data/x";
        found.mode = change == "mode"_L1 ? 0755 : 0644;
        found.uid = 10001;
        found.gid = change == "owner"_L1 ? 1 : 10001;
        found.size = change == "size"_L1 ? 13 : 12;
        found.sha256 = QByteArray(32, change == "content"_L1 ? 'i' : 'h');
        found.modifiedSeconds = 5;
        found.modifiedNanoseconds = change == "time"_L1 ? 8 : 7;
        found.label = change == "label"_L1 ? "b" : "a";
        found.xattrs = {{"user.k", change == "xattr"_L1 ? "w" : "v"}};
        if (change == "missing"_L1)
            found.missing = u"ENOENT"_s;
        if (change == "type"_L1)
            found.type = AgentEntry::Type::Symlink;
        const QString difference = differenceOf(expected, found, {});
        QCOMPARE(difference.isEmpty(), said.isEmpty());
        QVERIFY2(difference.contains(said), qPrintable(difference));
    }

    void withoutRootOwnersAndLabelsAreNotHeldAgainstThePhone()
    {
        IndexEntry expected;
        expected.uid = 10001;
        expected.selinuxLabel = "a";
        AgentEntry found;
        found.uid = 2000;
        QVERIFY(differenceOf(expected, found, {.owners = false, .labels = false}).isEmpty());
        QVERIFY(!differenceOf(expected, found, {}).isEmpty());
    }

    void foldersThatWereKeptAreHeldToTheirTypeOnly()
    {
        IndexEntry expected;
        expected.type = EntryType::Folder;
        expected.mtime = 7;
        AgentEntry found;
        found.type = AgentEntry::Type::Folder;
        found.modifiedSeconds = 8;
        QVERIFY(differenceOf(expected, found, {.folderMetadata = false}).isEmpty());
        QVERIFY(!differenceOf(expected, found, {}).isEmpty());
        found.type = AgentEntry::Type::File;
        QVERIFY(!differenceOf(expected, found, {.folderMetadata = false}).isEmpty());
    }

    void aForeignManifestIsRefused()
    {
        QVERIFY(!backupFromManifest({}));
        const QJsonObject good{{u"backup"_s, QJsonObject{{u"id"_s, u"bf-0123456789abcdefg"_s},
                                                         {u"createdAt"_s, u"2026-01-02T03:04:05.678Z"_s}}},
                               {u"result"_s, QJsonObject{{u"lost"_s, 2}, {u"changed"_s, 1}}}};
        const auto record = backupFromManifest(good);
        QVERIFY(record);
        QCOMPARE(record->warningCount, 3);
        QCOMPARE(record->createdAt.toMSecsSinceEpoch(), 1767323045678);
    }
};

QTEST_GUILESS_MAIN(JobRulesTest)
#include "tst_jobrules.moc"
