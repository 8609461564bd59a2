// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.h"

#include "core/catalog/applabels.h"

namespace holdfast {

Result<std::unique_ptr<Catalog>> Catalog::open(const QString &path,
                                               std::shared_ptr<SearchVocabulary> vocabulary,
                                               const SearchProgress &progress)
{
    auto database = Database::open(path);
    if (!database)
        return tl::unexpected(database.error());
    if (auto completed = completeAppLabels(**database); !completed)
        return tl::unexpected(completed.error());
    if (auto built = SearchIndex(**database).rebuildIfWanted(progress); !built)
        return tl::unexpected(built.error());
    if (auto completed = FileIndexRepository(**database).completeHashes(); !completed)
        return tl::unexpected(completed.error());
    return std::unique_ptr<Catalog>(new Catalog(std::move(*database), std::move(vocabulary)));
}

Result<void> Catalog::checkSearch(const CancelToken &cancel)
{
    return SearchIndex(*m_database).check(cancel);
}

Result<void> Catalog::rebuildSearch(const CancelToken &cancel)
{
    return SearchIndex(*m_database).rebuild(cancel);
}

} // namespace holdfast
