// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/database.h"

#include <functional>

namespace holdfast {

/// Where the index stands.
struct SearchState
{
    qint64 documents = 0;  ///< Documents are numbered from 0 to before this.
    qint64 indexed = 0;    ///< From this on they are not in postings and columns yet: read their rows.
    qint64 generation = 0; ///< Another one after a rebuild: words have other numbers.
    bool rebuild = false;  ///< A new schema wants the index to be built.
};

/// Told how many backups of how many are in the index while it is built. An error ends the work, which leaves
/// the index as it was.
using SearchProgress = std::function<Result<void>(qint64 done, qint64 total)>;

/// Keeps the search index of backups true to their rows: every change happens inside the transaction of the
/// row's own. Used in the database's thread; does not own the database.
///
/// A backup is a document with a number. `search_posting` holds for each token (see searchTokens()) and
/// field which documents have it, `search_column` what filters and facets need. The youngest documents, up to
/// kFreshDocuments, are in neither and are read from their rows, so that a new backup costs one row and the
/// postings are written for many at once. Words of changed texts stay in `search_word` until a rebuild.
class SearchIndex
{
public:
    static constexpr qint64 kFreshDocuments = 256;

    explicit SearchIndex(Database &database) : m_database(database) {}

    /// Takes up a new row.
    Result<void> add(const BackupRecord &backup);
    /// Follows a change of a row; a row that the index does not know is taken up.
    Result<void> change(const BackupRecord &before, const BackupRecord &after);

    Result<SearchState> state();
    /// Builds the index anew, numbered in the order of creation, in one transaction.
    Result<void> rebuild(const CancelToken &cancel, const SearchProgress &progress = {});
    /// Holds the numbering and the columns against the rows. CatalogDamaged with the first difference.
    Result<void> check(const CancelToken &cancel);
    /// Does that where a new schema asks for it; two processes may ask at once.
    Result<void> rebuildIfWanted(const SearchProgress &progress);

private:
    Result<void> setState(const QString &name, qint64 value);
    Result<void> rebuildAll(const CancelToken &cancel, const SearchProgress &progress);
    Result<void> indexDocuments(qint64 first, qint64 end);

    Database &m_database;
};

} // namespace holdfast
