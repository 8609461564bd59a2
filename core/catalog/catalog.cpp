// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.h"

namespace holdfast {

Result<std::unique_ptr<Catalog>> Catalog::open(const QString &path)
{
    auto database = Database::open(path);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<Catalog>(new Catalog(std::move(*database)));
}

} // namespace holdfast
