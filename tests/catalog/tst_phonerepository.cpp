// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalog/catalogfixture.h"

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

PhoneRecord seen(const QString &serial, const QString &serialNumber, const QString &name)
{
    return {.serial = {serial},
            .serialNumber = serialNumber,
            .androidId = u"a1"_s,
            .name = name,
            .model = u"Pixel"_s,
            .manufacturer = u"Google"_s,
            .androidVersion = u"14"_s,
            .sdk = 34,
            .abi = u"arm64-v8a"_s};
}

} // namespace

class PhonesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIdStaysWhenTheAddressChanges()
    {
        CatalogFixture fixture;
        PhoneRepository &phones = fixture.catalog->phones();
        const PhoneRecord first = must(phones.upsert(seen(u"h:1"_s, u"S1"_s, u"one"_s), at(0)));
        const PhoneRecord moved = must(phones.upsert(seen(u"h:2"_s, u"S1"_s, u"one"_s), at(5)));
        QCOMPARE(moved.id, first.id);
        QCOMPARE(moved.serial.value, u"h:2"_s);
        QCOMPARE(moved.firstSeen, at(0));
        QCOMPARE(moved.lastSeen, at(5));
        QCOMPARE(moved.abi, u"arm64-v8a"_s);
        QVERIFY(must(phones.get(first.id)) == moved);
        QCOMPARE(must(phones.list()).size(), 1);
        QVERIFY(phoneIdFor(u"S1"_s, u"a2"_s, {}) != first.id);
        QVERIFY(phoneIdFor({}, {}, {u"h:1"_s}) != phoneIdFor({}, {}, {u"h:2"_s}));
        QCOMPARE(first.id.value.size(), 20);
    }

    void whatAPhoneDoesNotTellIsKept()
    {
        CatalogFixture fixture;
        PhoneRepository &phones = fixture.catalog->phones();
        must(phones.upsert(seen(u"h:1"_s, u"S1"_s, u"one"_s), at(0)));
        const PhoneRecord bare{.serial = {u"h:1"_s}, .serialNumber = u"S1"_s, .androidId = u"a1"_s};
        const PhoneRecord stored = must(phones.upsert(bare, at(1)));
        QCOMPARE(stored.model, u"Pixel"_s);
        QCOMPARE(stored.sdk, 34);
    }

    void findsByIdSerialAndName()
    {
        CatalogFixture fixture;
        PhoneRepository &phones = fixture.catalog->phones();
        const PhoneRecord old = must(phones.upsert(seen(u"h:1"_s, u"S1"_s, u"twin"_s), at(0)));
        const PhoneRecord now = must(phones.upsert(seen(u"h:1"_s, u"S2"_s, u"twin"_s), at(1)));
        QCOMPARE(must(phones.find(old.id.value)).id, old.id);
        QCOMPARE(must(phones.find(u"h:1"_s)).id, now.id); // the one seen there last
        QCOMPARE(phones.find(u"twin"_s).error().code, Errc::PhoneAmbiguous);
        QCOMPARE(phones.find(u"nobody"_s).error().code, Errc::PhoneNotFound);
        QCOMPARE(phones.find({}).error().code, Errc::PhoneNotFound);
    }

    void groupsAndTags()
    {
        CatalogFixture fixture;
        PhoneRepository &phones = fixture.catalog->phones();
        const PhoneId id = must(phones.upsert(seen(u"h:1"_s, u"S1"_s, u"one"_s), at(0))).id;
        must(phones.createGroup(u"云组"_s, at(0)));
        must(phones.createGroup(u"empty"_s, at(0)));
        QCOMPARE(phones.createGroup(u"云组"_s, at(0)).error().code, Errc::GroupExists);
        QCOMPARE(phones.createGroup(u" "_s, at(0)).error().code, Errc::InvalidArgument);
        must(phones.assignGroup(id, u"云组"_s));
        QCOMPARE(phones.assignGroup(id, u"none"_s).error().code, Errc::GroupNotFound);
        QCOMPARE(phones.assignGroup({u"ph-x"_s}, u"云组"_s).error().code, Errc::PhoneNotFound);
        QCOMPARE(must(phones.groups()), (QList<PhoneGroup>{{u"empty"_s, 0}, {u"云组"_s, 1}}));
        QCOMPARE(must(phones.list(u"云组"_s)).size(), 1);
        QCOMPARE(must(phones.list(u"empty"_s)).size(), 0);

        must(phones.setTags(id, {u"b"_s, u"a"_s, u"b"_s}));
        QCOMPARE(must(phones.get(id)).tags, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(phones.setTags(id, {u"c"_s, u""_s}).error().code, Errc::InvalidArgument);
        QCOMPARE(must(phones.get(id)).tags, (QStringList{u"a"_s, u"b"_s})); // all or nothing
        QCOMPARE(phones.setTags({u"ph-x"_s}, {}).error().code, Errc::PhoneNotFound);

        // Being seen again changes neither.
        const PhoneRecord again = must(phones.upsert(seen(u"h:1"_s, u"S1"_s, u"one"_s), at(1)));
        QCOMPARE(again.groupName, u"云组"_s);
        QCOMPARE(again.tags.size(), 2);

        must(phones.removeGroup(u"云组"_s));
        QCOMPARE(must(phones.get(id)).groupName, QString());
        QCOMPARE(phones.removeGroup(u"云组"_s).error().code, Errc::GroupNotFound);
    }

    void storesAreKeptWhileTheyAreUsed()
    {
        CatalogFixture fixture;
        StoreRepository &stores = fixture.catalog->stores();
        const StoreRecord disk{u"disk"_s, u"file:///backups"_s, {{u"a"_s, 1}}, at(0)};
        must(stores.add(disk));
        QVERIFY(must(stores.get(u"disk"_s)) == disk);
        QCOMPARE(stores.add(disk).error().code, Errc::StoreExists);
        QCOMPARE(stores.add({u""_s, u"x"_s, {}, at(0)}).error().code, Errc::InvalidArgument);
        QCOMPARE(stores.get(u"none"_s).error().code, Errc::StoreNotFound);
        QCOMPARE(stores.remove(u"none"_s).error().code, Errc::StoreNotFound);

        BackupRecord backup = someBackup(1);
        backup.storeName = u"disk"_s;
        backup.status = BackupStatus::Available;
        must(fixture.catalog->backups().insert(backup));
        const auto refused = stores.remove(u"disk"_s);
        QCOMPARE(refused.error().code, Errc::StoreInUse);
        QVERIFY(userText(refused.error()).contains("disk"_L1));
        QCOMPARE(must(stores.list()).size(), 1);
        must(stores.remove(u"disk"_s, true));
        QVERIFY(must(stores.list()).isEmpty());

        must(stores.add(disk));
        backup.status = BackupStatus::Deleted;
        must(fixture.catalog->backups().adopt(backup));
        must(stores.remove(u"disk"_s));
    }
};

QTEST_GUILESS_MAIN(PhonesTest)
#include "tst_phonerepository.moc"
