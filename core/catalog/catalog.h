// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/apprepository.h"
#include "core/catalog/backuprepository.h"
#include "core/catalog/backupsearch.h"
#include "core/catalog/backuptagrepository.h"
#include "core/catalog/drillrepository.h"
#include "core/catalog/eventrepository.h"
#include "core/catalog/fileindexrepository.h"
#include "core/catalog/jobrepository.h"
#include "core/catalog/messagerepository.h"
#include "core/catalog/phonerepository.h"
#include "core/catalog/policyrepository.h"
#include "core/catalog/searchindex.h"
#include "core/catalog/speedlimitrepository.h"
#include "core/catalog/storerepository.h"

namespace holdfast {

/// The catalog as one thread uses it: a connection and the repositories on it. Open one per thread (it is
/// cheap) and drop it in the same thread.
class Catalog
{
public:
    /// Errors as Database::open(). Builds the search index first where a new schema asks for it, which takes
    /// half a minute for a million backups and is told to @p progress; what that returns ends it. All
    /// connections of a program to one catalog share @p vocabulary, so that it is read once.
    static Result<std::unique_ptr<Catalog>>
    open(const QString &path,
         std::shared_ptr<SearchVocabulary> vocabulary = std::make_shared<SearchVocabulary>(),
         const SearchProgress &progress = {});

    /// Holds the search index against the rows. CatalogDamaged with the first difference.
    Result<void> checkSearch(const CancelToken &cancel);
    /// Builds the search index anew.
    Result<void> rebuildSearch(const CancelToken &cancel);

    Database &database() { return *m_database; }
    PhoneRepository &phones() { return m_phones; }
    BackupRepository &backups() { return m_backups; }
    BackupTagRepository &backupTags() { return m_backupTags; }
    BackupSearch &search() { return m_search; }
    JobRepository &jobs() { return m_jobs; }
    EventRepository &events() { return m_events; }
    StoreRepository &stores() { return m_stores; }
    FileIndexRepository &files() { return m_files; }
    AppRepository &apps() { return m_apps; }
    PolicyRepository &policies() { return m_policies; }
    SpeedLimitRepository &speedLimits() { return m_speedLimits; }
    DrillRepository &drills() { return m_drills; }
    MessageRepository &messages() { return m_messages; }

private:
    Catalog(std::unique_ptr<Database> database, std::shared_ptr<SearchVocabulary> vocabulary)
        : m_database(std::move(database)),
          m_vocabulary(std::move(vocabulary)),
          m_phones(*m_database),
          m_search(*m_database, *m_vocabulary),
          m_backups(*m_database, m_search),
          m_backupTags(*m_database),
          m_jobs(*m_database, m_backups),
          m_events(*m_database),
          m_stores(*m_database),
          m_files(*m_database),
          m_apps(*m_database),
          m_policies(*m_database),
          m_speedLimits(*m_database),
          m_drills(*m_database),
          m_messages(*m_database)
    {}

    std::unique_ptr<Database> m_database;
    std::shared_ptr<SearchVocabulary> m_vocabulary;
    PhoneRepository m_phones;
    BackupSearch m_search;
    BackupRepository m_backups;
    BackupTagRepository m_backupTags;
    JobRepository m_jobs;
    EventRepository m_events;
    StoreRepository m_stores;
    FileIndexRepository m_files;
    AppRepository m_apps;
    PolicyRepository m_policies;
    SpeedLimitRepository m_speedLimits;
    DrillRepository m_drills;
    MessageRepository m_messages;
};

} // namespace holdfast
