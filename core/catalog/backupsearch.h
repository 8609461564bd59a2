// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/database.h"
#include "core/catalog/page.h"
#include "core/catalog/searchresult.h"
#include "core/catalog/searchvocabulary.h"

namespace holdfast {

/// Finds backups by BackupFilter::text and all other conditions of a filter. Used in the database's thread;
/// owns neither the database nor the vocabulary, which belongs to the same catalog.
///
/// Vocabulary first, exact index then: parts of words and misspelt words become the words that really occur,
/// and the documents that have them are sets of bits. SearchIndex keeps both up to date.
class BackupSearch
{
public:
    BackupSearch(Database &database, SearchVocabulary &vocabulary)
        : m_database(database), m_vocabulary(vocabulary)
    {}

    /// The best matches first, the newest first among equal ones. Near matches come only where there are few
    /// others. InvalidArgument for a bad text, limit or token. Times in the text are relative to @p now.
    Result<BackupHitPage> page(const BackupFilter &filter, const PageRequest &request, const QDateTime &now,
                               const CancelToken &cancel);
    /// The ids of the best @p limit matches, in the order of page(), kBackupIdLength characters each: one
    /// search, whatever the number.
    Result<QByteArray> ids(const BackupFilter &filter, qsizetype limit, const QDateTime &now,
                           const CancelToken &cancel);
    /// How many of the backups found have which status, group, …. The counts of a facet leave out its own
    /// conditions, so that they tell what another choice would find.
    Result<BackupFacets> facets(const BackupFilter &filter, const QDateTime &now, const CancelToken &cancel);

private:
    void makeRoom();

    Database &m_database;
    SearchVocabulary &m_vocabulary;
    bool m_hasRoom = false;
};

} // namespace holdfast
