// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/migrations.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

// Times are milliseconds since 1970 UTC.

/// Version 1: phones, backups, jobs, events, stores.
Migration recordsStep()
{
    return {
        1,
        1,
        {
            u"CREATE TABLE catalog_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
            u"CREATE TABLE phone_group (name TEXT PRIMARY KEY, created_at BIGINT NOT NULL)"_s,
            u"CREATE TABLE phone (id TEXT PRIMARY KEY, serial TEXT NOT NULL, serial_number TEXT NOT NULL, "
            "android_id TEXT NOT NULL, name TEXT NOT NULL, model TEXT NOT NULL, manufacturer TEXT NOT "
            "NULL, android_version TEXT NOT NULL, sdk BIGINT NOT NULL, abi TEXT NOT NULL, group_name TEXT "
            "REFERENCES phone_group (name) ON DELETE SET NULL, first_seen BIGINT NOT NULL, last_seen "
            "BIGINT NOT NULL)"_s,
            u"CREATE INDEX phone_by_serial ON phone (serial, last_seen)"_s,
            u"CREATE INDEX phone_by_name ON phone (name)"_s,
            u"CREATE INDEX phone_by_group ON phone (group_name)"_s,
            u"CREATE TABLE phone_tag (phone_id TEXT NOT NULL REFERENCES phone (id) ON DELETE CASCADE, tag "
            "TEXT NOT NULL, PRIMARY KEY (phone_id, tag))"_s,
            u"CREATE TABLE store (name TEXT PRIMARY KEY, url TEXT NOT NULL, options TEXT NOT NULL, "
            "created_at BIGINT NOT NULL)"_s,
            u"CREATE TABLE backup (id TEXT PRIMARY KEY, phone_id TEXT NOT NULL, phone_name TEXT NOT NULL, "
            "serial TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, owner TEXT NOT NULL, "
            "group_name TEXT NOT NULL, status TEXT NOT NULL, whole BIGINT NOT NULL, paths TEXT NOT NULL, "
            "excludes TEXT NOT NULL, apps TEXT NOT NULL, android_version TEXT NOT NULL, sdk BIGINT NOT "
            "NULL, model TEXT NOT NULL, abi TEXT NOT NULL, store_name TEXT NOT NULL, object_key TEXT NOT "
            "NULL, location TEXT NOT NULL, size_bytes BIGINT NOT NULL, stored_bytes BIGINT NOT NULL, "
            "file_count BIGINT NOT NULL, warning_count BIGINT NOT NULL, sha256 TEXT NOT NULL, created_at "
            "BIGINT NOT NULL, modified_at BIGINT, finished_at BIGINT, verified_at BIGINT, error TEXT, "
            "folded_name TEXT NOT NULL, folded_phone_name TEXT NOT NULL, folded_description TEXT NOT "
            "NULL, manifest TEXT NOT NULL)"_s,
            u"CREATE INDEX backup_by_time ON backup (created_at, id, status)"_s,
            u"CREATE INDEX backup_by_phone ON backup (phone_id, created_at, id, status)"_s,
            u"CREATE INDEX backup_by_serial ON backup (serial, created_at, id, status)"_s,
            u"CREATE INDEX backup_by_store ON backup (store_name, status)"_s,
            u"CREATE TABLE batch (id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at BIGINT NOT NULL, "
            "request TEXT NOT NULL)"_s,
            u"CREATE TABLE job (id TEXT PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES batch (id) ON "
            "DELETE CASCADE, kind TEXT NOT NULL, phone_id TEXT NOT NULL, serial TEXT NOT NULL, backup_id "
            "TEXT NOT NULL, status TEXT NOT NULL, phase TEXT NOT NULL, bytes_done BIGINT NOT NULL, "
            "bytes_total BIGINT NOT NULL, files_done BIGINT NOT NULL, files_total BIGINT NOT NULL, "
            "created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT, error TEXT, request TEXT "
            "NOT NULL, outcome TEXT NOT NULL, owner_host TEXT NOT NULL, owner_pid BIGINT NOT NULL, "
            "owner_start TEXT NOT NULL, lease_until BIGINT, cancel_requested BIGINT NOT NULL)"_s,
            u"CREATE INDEX job_by_time ON job (created_at, id)"_s,
            u"CREATE INDEX job_by_batch ON job (batch_id, created_at, id)"_s,
            u"CREATE INDEX job_by_status ON job (status, created_at, id)"_s,
            u"CREATE INDEX job_by_phone ON job (phone_id, status)"_s,
            u"CREATE INDEX job_by_backup ON job (backup_id)"_s,
            u"CREATE TABLE event (number INTEGER PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL "
            "REFERENCES job (id) ON DELETE CASCADE, time BIGINT NOT NULL, severity BIGINT NOT NULL, kind "
            "TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL)"_s,
            u"CREATE INDEX event_by_job ON event (job_id, number, severity)"_s,
        }};
}

/// Version 2: the file index. A program of version 1 can still work with it.
Migration fileIndexStep()
{
    return {
        2,
        1,
        {
            u"CREATE TABLE file_index (number INTEGER PRIMARY KEY AUTOINCREMENT, backup_id TEXT NOT NULL "
            u"UNIQUE REFERENCES "
            "backup (id) ON DELETE CASCADE, entry_count BIGINT NOT NULL, complete BIGINT NOT NULL)"_s,
            u"CREATE TABLE file_folder (number INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE)"_s,
            u"CREATE TABLE file_name (name BLOB NOT NULL, folder BIGINT NOT NULL REFERENCES file_folder "
            "(number), PRIMARY KEY (name, folder)) WITHOUT ROWID"_s,
            u"CREATE INDEX file_name_by_folder ON file_name (folder)"_s,
            u"CREATE TABLE file_segment (number INTEGER PRIMARY KEY, folder BIGINT NOT NULL REFERENCES "
            "file_folder (number), digest BLOB NOT NULL, first_name BLOB NOT NULL, last_name BLOB NOT NULL, "
            "entry_count BIGINT NOT NULL, entries BLOB NOT NULL, UNIQUE (folder, digest))"_s,
            u"CREATE TABLE file_index_segment (file_index BIGINT NOT NULL REFERENCES file_index (number) "
            "ON DELETE CASCADE, segment BIGINT NOT NULL REFERENCES file_segment (number), PRIMARY KEY "
            "(file_index, segment)) WITHOUT ROWID"_s,
            u"CREATE INDEX file_index_by_segment ON file_index_segment (segment, file_index)"_s,
        }};
}

/// Version 3: what is known of apps. A program of version 1 can still work with it.
Migration appsStep()
{
    return {
        3,
        1,
        {
            u"CREATE TABLE app_version (package TEXT NOT NULL, version_code BIGINT NOT NULL, apks TEXT NOT "
            "NULL, version_name TEXT NOT NULL, label TEXT NOT NULL, labels TEXT NOT NULL, icon BLOB NOT "
            "NULL, "
            "icon_problem TEXT NOT NULL, certificates TEXT NOT NULL, signing_scheme BIGINT NOT NULL, abis "
            "TEXT "
            "NOT NULL, min_sdk BIGINT NOT NULL, target_sdk BIGINT NOT NULL, shared_user TEXT NOT NULL, "
            "debuggable BIGINT NOT NULL, test_only BIGINT NOT NULL, split_required BIGINT NOT NULL, read_at "
            "BIGINT NOT NULL, PRIMARY KEY (package, version_code, apks))"_s,
            u"CREATE INDEX app_version_by_time ON app_version (package, read_at)"_s,
        }};
}

/// Version 4: the search index, which Catalog::open() fills (see SearchIndex). It takes the place of the
/// case-folded twins of some texts. Programs of earlier versions would not keep it up.
Migration searchStep()
{
    return {
        4,
        4,
        {
            u"ALTER TABLE backup ADD COLUMN app_labels TEXT NOT NULL DEFAULT '[]'"_s,
            u"ALTER TABLE backup DROP COLUMN folded_name"_s,
            u"ALTER TABLE backup DROP COLUMN folded_phone_name"_s,
            u"ALTER TABLE backup DROP COLUMN folded_description"_s,
            u"CREATE TABLE search_state (name TEXT PRIMARY KEY, value BIGINT NOT NULL)"_s,
            u"INSERT INTO search_state (name, value) VALUES ('documents', 0), ('indexed', 0), "
            "('generation', 0), ('rebuild', 1)"_s,
            u"CREATE TABLE search_document (doc INTEGER PRIMARY KEY, backup_id TEXT NOT NULL UNIQUE "
            "REFERENCES backup (id) ON DELETE CASCADE)"_s,
            u"CREATE TABLE search_word (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)"_s,
            u"CREATE TABLE search_posting (word BIGINT NOT NULL, field BIGINT NOT NULL, block BIGINT NOT "
            "NULL, docs BLOB NOT NULL, PRIMARY KEY (word, field, block)) WITHOUT ROWID"_s,
            u"CREATE TABLE search_value (kind BIGINT NOT NULL, number BIGINT NOT NULL, text TEXT NOT NULL, "
            "PRIMARY KEY (kind, number), UNIQUE (kind, text))"_s,
            u"CREATE TABLE search_column (kind BIGINT NOT NULL, block BIGINT NOT NULL, newest BIGINT NOT "
            "NULL, content BLOB NOT NULL, PRIMARY KEY (kind, block))"_s,
        }};
}

/// Version 5: finding files by their hash. FileIndexRepository::completeHashes() fills it from older indexes.
Migration fileHashStep()
{
    return {
        5,
        5,
        {
            u"CREATE TABLE file_hash (hash BIGINT NOT NULL, folder BIGINT NOT NULL REFERENCES file_folder "
            "(number), PRIMARY KEY (hash, folder)) WITHOUT ROWID"_s,
            u"CREATE INDEX file_hash_by_folder ON file_hash (folder)"_s,
            u"INSERT INTO search_state (name, value) VALUES ('file_hashes_missing', 1)"_s,
        }};
}

/// Version 6: backups are found by the labels of their apps; completeAppLabels() adds them to older ones. The
/// search index has compounds, so that it is built anew; programs of earlier versions would not keep them up.
Migration appLabelsStep()
{
    return {6,
            6,
            {u"INSERT INTO search_state (name, value) VALUES ('app_labels_missing', 1)"_s,
             u"UPDATE search_state SET value = 1 WHERE name = 'rebuild'"_s}};
}

/// Version 7: how thoroughly each object was checked; until then always to the last byte. A program of
/// version 6 can still work with it.
Migration checkLevelStep()
{
    return {7,
            6,
            {u"ALTER TABLE backup ADD COLUMN check_level TEXT NOT NULL DEFAULT ''"_s,
             u"UPDATE backup SET check_level = 'every-byte' WHERE verified_at IS NOT NULL"_s}};
}

/// Version 8: policies, their runs and backups, pins, speed limits. Programs of version 6 can still work with
/// it; they know no policies.
Migration policiesStep()
{
    return {
        8,
        6,
        {
            u"CREATE TABLE policy (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL, "
            "suspended BIGINT NOT NULL, created_at BIGINT NOT NULL, active_since BIGINT NOT NULL, "
            "handled_until BIGINT "
            "NOT NULL, next_due BIGINT)"_s,
            u"CREATE INDEX policy_by_due ON policy (suspended, next_due)"_s,
            u"CREATE TABLE policy_run (number INTEGER PRIMARY KEY AUTOINCREMENT, policy_id TEXT NOT NULL "
            "REFERENCES policy (id), due_at BIGINT NOT NULL, started_at BIGINT NOT NULL, ends_at BIGINT NOT "
            "NULL, finished_at BIGINT, manual BIGINT NOT NULL)"_s,
            u"CREATE UNIQUE INDEX policy_run_open ON policy_run (policy_id) WHERE finished_at IS NULL"_s,
            u"CREATE INDEX policy_run_by_policy ON policy_run (policy_id, number)"_s,
            u"CREATE TABLE policy_target (run BIGINT NOT NULL REFERENCES policy_run (number), phone TEXT NOT "
            "NULL, serial TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, "
            "job_id TEXT NOT NULL, backup_id TEXT NOT NULL, next_try BIGINT, error TEXT, PRIMARY KEY (run, "
            "phone))"_s,
            u"CREATE TABLE policy_backup (backup_id TEXT PRIMARY KEY, policy_id TEXT NOT NULL)"_s,
            u"CREATE INDEX policy_backup_by_policy ON policy_backup (policy_id)"_s,
            u"CREATE TABLE backup_pin (backup_id TEXT PRIMARY KEY)"_s,
            u"CREATE TABLE speed_limit (store TEXT PRIMARY KEY, rules TEXT NOT NULL)"_s,
            u"CREATE TABLE lease (name TEXT PRIMARY KEY, owner_host TEXT NOT NULL, owner_pid BIGINT NOT "
            u"NULL, "
            "owner_start TEXT NOT NULL, until BIGINT NOT NULL)"_s,
        }};
}

/// Version 9: where a hash stands in one segment of its folder only, which one; else NULL, as in older rows,
/// and all segments of the folder are looked at. Programs of earlier versions would not keep that true.
Migration hashSegmentStep()
{
    return {9, 9, {u"ALTER TABLE file_hash ADD COLUMN segment BIGINT"_s}};
}

/// Version 10: certificates of restore drills. A program of version 9 can still work with it.
Migration drillsStep()
{
    return {
        10,
        9,
        {u"CREATE TABLE drill (number INTEGER PRIMARY KEY AUTOINCREMENT, backup_id TEXT NOT NULL, at BIGINT "
         "NOT NULL, job_id TEXT NOT NULL, passed BIGINT NOT NULL, compared BIGINT NOT NULL, different BIGINT "
         "NOT NULL, error TEXT)"_s,
         u"CREATE INDEX drill_by_backup ON drill (backup_id)"_s}};
}

/// Version 11: which store a running job waits for. A program of version 9 can still work with it.
Migration outageStep()
{
    return {11, 9, {u"ALTER TABLE job ADD COLUMN outage TEXT NOT NULL DEFAULT ''"_s}};
}

/// Version 12: turns, priorities, limits and patience of jobs. A program of version 9 can still work with it;
/// it begins the oldest job first.
Migration queueStep()
{
    const auto column = [](const QString &definition) {
        return QString(u"ALTER TABLE job ADD COLUMN "_s % definition);
    };
    return {
        12,
        9,
        {column(u"priority BIGINT NOT NULL DEFAULT 1"_s), column(u"turn BIGINT NOT NULL DEFAULT 0"_s),
         column(u"fair_group TEXT NOT NULL DEFAULT ''"_s), column(u"store_name TEXT NOT NULL DEFAULT ''"_s),
         column(u"phone_host TEXT NOT NULL DEFAULT ''"_s), column(u"adb_server TEXT NOT NULL DEFAULT ''"_s),
         column(u"durable BIGINT NOT NULL DEFAULT 0"_s), column(u"attempt BIGINT NOT NULL DEFAULT 0"_s),
         column(u"not_before BIGINT"_s), column(u"patient_until BIGINT"_s),
         // All that the claim asks before it looks into the rows.
         u"CREATE INDEX job_queue ON job (status, priority DESC, turn, created_at, id, not_before, phone_id, "
         "store_name, phone_host) WHERE status = 'Waiting'"_s,
         u"CREATE INDEX job_by_line ON job (status, fair_group, priority, turn) WHERE status = 'Waiting'"_s,
         u"CREATE TABLE job_limit (name TEXT PRIMARY KEY, jobs BIGINT NOT NULL)"_s}};
}

/// Version 13: when drills of policies are due; who is told of what happened, and what waits for being told.
/// A program of version 9 can still work with it; it begins no drills and sends no messages.
Migration messagesStep()
{
    return {
        13,
        9,
        {u"CREATE TABLE policy_drill (policy_id TEXT PRIMARY KEY, every_days BIGINT NOT NULL, sample BIGINT "
         u"NOT "
         "NULL, due_at BIGINT NOT NULL, next_try BIGINT NOT NULL, attempts BIGINT NOT NULL, error TEXT)"_s,
         u"CREATE INDEX policy_drill_by_try ON policy_drill (next_try)"_s,
         u"CREATE TABLE recipient (name TEXT PRIMARY KEY, definition TEXT NOT NULL, created_at BIGINT NOT NULL)"_s,
         u"CREATE TABLE message (number INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, "
         u"about_key TEXT "
         "NOT NULL, about TEXT NOT NULL, created_at BIGINT NOT NULL, attempts BIGINT NOT NULL, next_try "
         "BIGINT, "
         "sent_at BIGINT, error TEXT, UNIQUE (recipient, about_key))"_s,
         u"CREATE INDEX message_by_try ON message (next_try) WHERE next_try IS NOT NULL"_s}};
}

/// Version 14: jobs that wait for another one. A program of version 9 can still work with it; it does not
/// know the requests of such jobs and refuses them.
Migration afterStep()
{
    return {14, 9, {u"ALTER TABLE job ADD COLUMN after_job TEXT NOT NULL DEFAULT ''"_s}};
}

/// Version 15: tags of backups. A program of version 9 can still work with it; it shows none.
Migration tagsStep()
{
    return {15,
            9,
            {u"CREATE TABLE backup_tag (backup_id TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (backup_id, "
             "tag)) WITHOUT ROWID"_s,
             u"CREATE INDEX backup_tag_by_tag ON backup_tag (tag, backup_id)"_s}};
}

} // namespace

const std::vector<Migration> &catalogMigrations()
{
    static const std::vector<Migration> steps{
        recordsStep(),   fileIndexStep(),  appsStep(),     searchStep(),      fileHashStep(),
        appLabelsStep(), checkLevelStep(), policiesStep(), hashSegmentStep(), drillsStep(),
        outageStep(),    queueStep(),      messagesStep(), afterStep(),       tagsStep()};
    return steps;
}

} // namespace holdfast
