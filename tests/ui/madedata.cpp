// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/madedata.h"

#include "core/catalog/catalog.h"
#include "core/catalog/database.h"
#include "core/catalog/statement.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {
namespace {

constexpr qint64 kMiB = qint64(1024) * 1024;

struct MadePhone
{
    const char16_t *name;
    const char16_t *serial;
    const char16_t *group;
    const char16_t *android;
    int sdk;
    int backupDaysAgo; ///< -1: never.
};

constexpr MadePhone kPhones[] = {
    {u"gz-0001", u"10.0.0.11:5555", u"golden", u"14", 34, 0},
    {u"gz-0002", u"10.0.0.12:5555", u"golden", u"14", 34, 3},
    {u"gz-0003", u"10.0.0.13:5555", u"shop", u"12", 31, 31},
    {u"sh-0007 shop window, second floor, left", u"10.0.1.7:5555", u"shop", u"13", 33, -1},
    {u"广州直播间-08", u"10.0.2.8:5555", u"直播", u"13", 33, 9},
};

constexpr int kLongName = 40;
constexpr qint64 kLongCount = 9'876'543;

/// As given, or filled up to as many letters as the longest names have.
QString named(const QString &text, MadeTexts texts)
{
    const QString more = u" on the third shelf of the second rack of the first room"_s;
    return texts == MadeTexts::Usual ? text : QString(text + more).left(kLongName);
}

QString named(const char16_t *text, MadeTexts texts)
{
    return named(QString::fromUtf16(text), texts);
}

QString idFrom(const QString &prefix, int number)
{
    return prefix + u"%1"_s.arg(number, 17, 10, QLatin1Char('0'));
}

BackupRecord backupOf(const MadePhone &phone, int number, const QDateTime &made, MadeTexts texts)
{
    BackupRecord backup;
    backup.id = {idFrom(u"bf-"_s, number)};
    backup.phone = phoneIdFor(QString::fromUtf16(phone.serial), {}, {QString::fromUtf16(phone.serial)});
    backup.phoneName = named(phone.name, texts);
    backup.serial = {QString::fromUtf16(phone.serial)};
    backup.name = named(u"nightly-%1"_s.arg(3900 + number), texts);
    backup.groupName = named(phone.group, texts);
    backup.status = BackupStatus::Available;
    backup.whole = number % 2 == 0;
    if (!backup.whole)
        backup.paths = QStringList{u"/data/media/0/DCIM"_s};
    backup.androidVersion = QString::fromUtf16(phone.android);
    backup.sdk = phone.sdk;
    backup.abi = u"arm64-v8a"_s;
    backup.model = u"Cloud Phone"_s;
    backup.storeName = named(u"nas"_s, texts);
    backup.objectKey = backup.name + u".tar.zst"_s;
    backup.location = u"file:///mnt/nas/holdfast/%1"_s.arg(backup.objectKey);
    backup.sizeBytes = (6100 - 137 * number) * kMiB;
    backup.storedBytes = (2100 - 61 * number) * kMiB;
    backup.fileCount = (texts == MadeTexts::Usual ? 61204 : kLongCount) - 977 * number;
    backup.sha256 = QString(64, QLatin1Char('a'));
    backup.createdAt = made;
    backup.finishedAt = made.addSecs(240);
    backup.verifiedAt = made.addSecs(300);
    return backup;
}

JobRecord jobOf(const BackupRecord &backup, int number, JobStatus status, const QDateTime &begun)
{
    JobRecord job;
    job.id = {idFrom(u"t-"_s, number)};
    job.kind = JobKind::Backup;
    job.phone = backup.phone;
    job.serial = backup.serial;
    job.backup = backup.id;
    job.status = status;
    job.createdAt = begun;
    // On a host that nobody can ask, and with a promise that holds: no engine takes it for dead.
    job.owner = {u"elsewhere"_s, 1, u"1"_s};
    job.leaseUntil = QDateTime::fromString(u"2199-01-01T00:00:00Z"_s, Qt::ISODate);
    job.request = {{u"whole"_s, true}, {u"store"_s, u"nas"_s}};
    if (status != JobStatus::Waiting)
        job.startedAt = begun.addSecs(2);
    if (hasEnded(status)) {
        job.finishedAt = begun.addSecs(242);
        job.progress.phase = Phase::Done;
    }
    return job;
}

bool addJobs(Catalog &catalog, const QList<BackupRecord> &backups, const QDateTime &now)
{
    BatchRecord batch;
    batch.id = {idFrom(u"t-"_s, 900)};
    batch.createdAt = now.addSecs(-600);
    QList<JobRecord> jobs{jobOf(backups[0], 1, JobStatus::Finished, now.addSecs(-600)),
                          jobOf(backups[1], 2, JobStatus::Processing, now.addSecs(-599)),
                          jobOf(backups[2], 3, JobStatus::Failed, now.addSecs(-598)),
                          jobOf(backups[3], 4, JobStatus::Processing, now.addSecs(-597)),
                          jobOf(backups[4], 5, JobStatus::Waiting, now.addSecs(-596))};
    jobs[0].progress = {Phase::Done, 2100 * kMiB, 2100 * kMiB, 61204, 61204};
    jobs[1].progress = {Phase::Copying, 2600 * kMiB, 6000 * kMiB, 26100, 60200};
    jobs[2].error = Error{Errc::StoreFull, {}, {.phone = {}, .path = {}, .object = backups[2].storeName}};
    jobs[3].progress = {Phase::Scanning, 0, -1, 0, -1};
    return catalog.jobs().insertBatch(batch, jobs).has_value();
}

} // namespace

bool fillCatalog(const QString &dataDirectory, const Clock &clock, MadeTexts texts)
{
    const auto catalog = Catalog::open(dataDirectory + u"/catalog.sqlite"_s);
    if (!catalog)
        return false;
    const QDateTime now = clock.now();
    StoreRecord store;
    store.name = named(u"nas"_s, texts);
    store.url = u"file:///mnt/nas/holdfast"_s;
    store.createdAt = now.addDays(-90);
    bool ok = (*catalog)->stores().add(store).has_value();
    QList<BackupRecord> backups;
    int number = 0;
    for (const MadePhone &made : kPhones) {
        PhoneRecord phone;
        phone.serial = {QString::fromUtf16(made.serial)};
        phone.serialNumber = phone.serial.value;
        phone.id = phoneIdFor(phone.serial.value, {}, phone.serial);
        phone.name = named(made.name, texts);
        phone.model = u"Cloud Phone"_s;
        phone.androidVersion = QString::fromUtf16(made.android);
        phone.sdk = made.sdk;
        phone.abi = u"arm64-v8a"_s;
        ok = ok && (*catalog)->phones().upsert(phone, now.addSecs(-3600)).has_value();
        const QString group = named(made.group, texts);
        static_cast<void>(
            (*catalog)->phones().createGroup(group, now)); // the second phone of it finds it made
        ok = ok && (*catalog)->phones().assignGroup(phone.id, group).has_value();
        BackupRecord backup =
            backupOf(made, ++number, now.addDays(-std::max(made.backupDaysAgo, 0)).addSecs(-36000), texts);
        if (made.backupDaysAgo < 0) {
            backup.status = BackupStatus::Failed;
            backup.error =
                Error{Errc::PhoneLost, {}, {.phone = phone.serial.value, .path = {}, .object = {}}};
        }
        backups.append(backup);
    }
    for (int older = 1; older <= 12; ++older) {
        const MadePhone &made = kPhones[older % 3];
        backups.append(backupOf(made, number + older, now.addDays(-35 - older * 4), texts));
    }
    backups[7].status = BackupStatus::Damaged;
    backups[9].status = BackupStatus::Missing;
    for (const BackupRecord &backup : backups)
        ok = ok && (*catalog)->backups().insert(backup).has_value();
    return ok && addJobs(**catalog, backups, now);
}

bool setStorePlace(const QString &dataDirectory, const QString &store, const QString &url,
                   const QDateTime &time)
{
    const auto database = Database::open(dataDirectory + u"/catalog.sqlite"_s);
    if (!database)
        return false;
    Statement statement(**database, u"UPDATE store SET url = ?, created_at = ? WHERE name = ?"_s);
    return statement.bind(url).bind(time).bind(store).run().has_value();
}

bool freezeJobTimes(const QString &dataDirectory, const Clock &clock)
{
    const auto database = Database::open(dataDirectory + u"/catalog.sqlite"_s);
    if (!database)
        return false;
    Statement statement(
        **database, u"UPDATE job SET created_at = ? + rowid * 60000, started_at = ? + rowid * 60000 + 2000, "
                    "finished_at = ? + rowid * 60000 + 9000 WHERE finished_at IS NOT NULL"_s);
    const QDateTime begin = clock.now().addSecs(-7200);
    return statement.bind(begin).bind(begin).bind(begin).run().has_value();
}

bool setMadeAt(const QString &dataDirectory, const BackupId &backup, const QDateTime &time)
{
    const auto database = Database::open(dataDirectory + u"/catalog.sqlite"_s);
    if (!database)
        return false;
    Statement statement(**database, u"UPDATE backup SET created_at = ?, modified_at = ?, finished_at = ?, "
                                    "verified_at = ? WHERE id = ?"_s);
    return statement.bind(time).bind(time).bind(time).bind(time).bind(backup.value).run().has_value();
}

} // namespace holdfast::test
