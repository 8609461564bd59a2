// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storeservice.h"

#include "core/engine/enginecontext.h"
#include "core/jobs/storedobject.h"
#include "core/store/storefactory.h"

#include <QDir>
#include <QRegularExpression>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

StoreView viewOf(Catalog &catalog, const StoreRecord &record)
{
    StoreView view{.name = record.name, .url = record.url, .createdAt = record.createdAt};
    if (const auto totals = catalog.stores().totals(record.name)) {
        view.backupCount = totals->backupCount;
        view.storedBytes = totals->storedBytes;
    }
    if (const auto store = openStore({.name = record.name, .url = record.url, .options = record.options})) {
        if (const auto free = (*store)->freeSpace())
            view.freeBytes = *free;
    }
    return view;
}

} // namespace

Result<StoreView> StoreService::add(const QString &name, const QString &url, const CancelToken &cancel)
{
    // A `/` ends the name in `--to STORE/FOLDER`.
    static const QRegularExpression pattern(u"^[\\w.-][\\w. -]{0,62}$"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    if (!pattern.match(name).hasMatch()) {
        return fail(Errc::InvalidArgument,
                    u"a store's name has 1 to 63 letters, digits, '.', '_', '-' or spaces"_s);
    }
    const QString absolute = url.contains(u"://"_s) ? url : QDir::cleanPath(QDir().absoluteFilePath(url));
    const auto store = openStore({.name = name, .url = absolute, .options = {}});
    if (!store)
        return tl::unexpected(store.error());
    if (auto listed = (*store)->list({}, {}, 1, cancel); !listed)
        return tl::unexpected(listed.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const StoreRecord record{
        .name = name, .url = absolute, .options = {}, .createdAt = m_context.clock.now()};
    if (auto added = (*catalog)->stores().add(record); !added)
        return tl::unexpected(added.error());
    return viewOf(**catalog, record);
}

Result<QList<StoreView>> StoreService::list()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto records = (*catalog)->stores().list();
    if (!records)
        return tl::unexpected(records.error());
    QList<StoreView> views;
    for (const StoreRecord &record : *records)
        views.append(viewOf(**catalog, record));
    return views;
}

Result<StoreView> StoreService::show(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->stores().get(name);
    if (!record)
        return tl::unexpected(record.error());
    return viewOf(**catalog, *record);
}

Result<QList<StoreTestStep>> StoreService::test(const QString &name, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto store = openCatalogStore(**catalog, name);
    if (!store)
        return tl::unexpected(store.error());
    return testStore(**store, cancel);
}

Result<StoreScanReport> StoreService::scan(const QString &name, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto store = openCatalogStore(**catalog, name);
    if (!store)
        return tl::unexpected(store.error());
    return scanStore(**catalog, **store, name, m_context.clock, cancel);
}

Result<void> StoreService::remove(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->stores().remove(name);
}

} // namespace holdfast
