// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/apprepository.h"
#include "core/catalog/backuprepository.h"
#include "core/catalog/eventrepository.h"
#include "core/catalog/fileindexrepository.h"
#include "core/catalog/jobrepository.h"
#include "core/catalog/phonerepository.h"
#include "core/catalog/storerepository.h"

namespace holdfast {

/// The catalog as one thread uses it: a connection and the repositories on it. Open one per thread (it is
/// cheap) and drop it in the same thread.
class Catalog
{
public:
    /// Errors as Database::open().
    static Result<std::unique_ptr<Catalog>> open(const QString &path);

    Database &database() { return *m_database; }
    PhoneRepository &phones() { return m_phones; }
    BackupRepository &backups() { return m_backups; }
    JobRepository &jobs() { return m_jobs; }
    EventRepository &events() { return m_events; }
    StoreRepository &stores() { return m_stores; }
    FileIndexRepository &files() { return m_files; }
    AppRepository &apps() { return m_apps; }

private:
    explicit Catalog(std::unique_ptr<Database> database)
        : m_database(std::move(database)),
          m_phones(*m_database),
          m_backups(*m_database),
          m_jobs(*m_database),
          m_events(*m_database),
          m_stores(*m_database),
          m_files(*m_database),
          m_apps(*m_database)
    {}

    std::unique_ptr<Database> m_database;
    PhoneRepository m_phones;
    BackupRepository m_backups;
    JobRepository m_jobs;
    EventRepository m_events;
    StoreRepository m_stores;
    FileIndexRepository m_files;
    AppRepository m_apps;
};

} // namespace holdfast
