// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/catalogservice.h"

#include "core/engine/enginecontext.h"
#include "core/engine/storeservice.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<void> repairAll(EngineContext &context, Catalog &catalog, CatalogReport &report,
                       const CancelToken &cancel)
{
    if (auto built = catalog.rebuildSearch(cancel); !built)
        return built;
    StoreService stores(context);
    const auto list = stores.list();
    if (!list)
        return tl::unexpected(list.error());
    for (const StoreView &store : *list) {
        const auto scanned = stores.scan(store.name, cancel);
        if (!scanned) {
            if (scanned.error().code == Errc::Cancelled)
                return tl::unexpected(scanned.error());
            report.problems += scanned.error(); // the other stores can be read all the same
            continue;
        }
        report.added += scanned->added;
        report.missing += scanned->missing;
        report.problems += scanned->problems;
    }
    report.repaired = true;
    return {};
}

} // namespace

Result<CatalogReport> CatalogService::check(bool repair, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    CatalogReport report;
    report.path = m_context.catalogPath;
    if (const auto whole = (*catalog)->database().checkIntegrity(); !whole)
        report.problems += whole.error();
    if (auto going = cancel.check(); !going)
        return tl::unexpected(going.error());
    if (const auto index = (*catalog)->checkSearch(cancel); !index) {
        if (index.error().code == Errc::Cancelled)
            return tl::unexpected(index.error());
        if (!repair)
            report.problems += index.error();
    }
    if (repair && report.problems.isEmpty()) {
        if (auto done = repairAll(m_context, **catalog, report, cancel); !done)
            return tl::unexpected(done.error());
    }
    BackupFilter all;
    all.withDeleted = true;
    const auto counted = (*catalog)->backups().list(all, {.limit = 1});
    if (counted)
        report.backups = counted->totalCount;
    else
        report.problems += counted.error();
    report.bytes = QFileInfo(m_context.catalogPath).size();
    return report;
}

Result<CompactReport> CatalogService::compact(const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    CompactReport report;
    report.bytesBefore = QFileInfo(m_context.catalogPath).size();
    if (auto built = (*catalog)->rebuildSearch(cancel); !built)
        return tl::unexpected(built.error());
    if (auto compacted = (*catalog)->database().compact(); !compacted)
        return tl::unexpected(compacted.error());
    report.bytesAfter = QFileInfo(m_context.catalogPath).size();
    return report;
}

Result<QList<PhoneRecord>> CatalogService::phones()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->phones().list();
}

} // namespace holdfast
