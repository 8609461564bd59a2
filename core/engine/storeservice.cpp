// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storeservice.h"

#include "core/engine/enginecontext.h"
#include "core/jobs/storedobject.h"
#include "core/store/keystore.h"
#include "core/store/s3settings.h"
#include "core/store/storefactory.h"
#include "core/store/storesecret.h"

#include <QDir>
#include <QRegularExpression>

#include <optional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kProbedBackups = 10;

StoreView viewOf(Catalog &catalog, const StoreRecord &record)
{
    StoreView view{
        .name = record.name, .url = record.url, .options = record.options, .createdAt = record.createdAt};
    if (isBucketUrl(record.url)) {
        if (const auto bucket = readS3Settings(record.url, record.options))
            view.provider = toText(bucket->provider);
    }
    if (const auto totals = catalog.stores().totals(record.name)) {
        view.backupCount = totals->backupCount;
        view.storedBytes = totals->storedBytes;
    }
    if (const auto store = openCatalogStore(catalog, record.name)) {
        if (const auto free = (*store)->freeSpace())
            view.freeBytes = *free;
    }
    return view;
}

/// Looks into a store.
Result<void> lookInto(const Result<std::unique_ptr<ObjectStore>> &store, const CancelToken &cancel)
{
    if (!store)
        return tl::unexpected(store.error());
    if (auto listed = (*store)->list({}, {}, 1, cancel); !listed)
        return tl::unexpected(listed.error());
    return {};
}

StoreConfig configOf(const StoreSetup &setup, const QString &dataFolder)
{
    return {.name = setup.name,
            .url = setup.url.contains(u"://"_s) ? setup.url
                                                : QDir::cleanPath(QDir().absoluteFilePath(setup.url)),
            .options = setup.options,
            .dataFolder = dataFolder};
}

StoreConfig configOf(const StoreRecord &record, const QString &dataFolder)
{
    return {.name = record.name, .url = record.url, .options = record.options, .dataFolder = dataFolder};
}

/// Whether the newest backups of a store lie where it is to be from now on.
Result<void> holdsItsBackups(Catalog &catalog, const QString &name, ObjectStore &store,
                             const CancelToken &cancel)
{
    BackupFilter filter;
    filter.store = name;
    filter.statuses = {BackupStatus::Available};
    const auto newest = catalog.backups().list(filter, {.limit = kProbedBackups, .withTotal = false});
    if (!newest)
        return tl::unexpected(newest.error());
    for (const BackupRecord &backup : newest->rows) {
        const auto object = store.head(backup.objectKey, cancel);
        if (!object && object.error().code != Errc::ObjectNotFound)
            return tl::unexpected(object.error());
        if (!object || object->size != backup.storedBytes) {
            return fail(
                Errc::InvalidArgument,
                u"the backup %1 of this store does not lie at %2: copy the store's objects there first"_s.arg(
                    backup.id.value, store.location(backup.objectKey)));
        }
    }
    return {};
}

/// Where a store's secret is, if it is kept for it alone.
std::optional<SecretPlace::Kind> keptBy(const StoreConfig &config)
{
    using Kind = SecretPlace::Kind;
    const auto place = secretPlaceFrom(config.options.value("secret"_L1).toObject());
    if (place && (place->kind == Kind::Kept || place->kind == Kind::KeyStore))
        return place->kind;
    return {};
}

/// Does @p change with the new secret of a store in its place, if there is one; after a failure the old one
/// is there again, after success none that is of no use any more.
Result<void> withSecret(const StoreConfig &before, const StoreConfig &after,
                        const std::function<Result<void>()> &change)
{
    const auto old =
        keptBy(before) ? findCredentials(before) : Result<S3Credentials>(fail(Errc::StoreKeyMissing));
    if (!after.secret.isEmpty()) {
        if (auto kept = keepSecret(after, after.secret); !kept)
            return kept;
    }
    auto changed = change();
    if (changed && keptBy(before) && keptBy(before) != keptBy(after))
        forgetSecret(before);
    if (!changed && !after.secret.isEmpty()) {
        forgetSecret(after);
        if (old)
            return keepSecret(before, old->secret).and_then([&changed] { return changed; });
    }
    return changed;
}

/// Whether a new store can be called so.
Result<void> nameFits(Catalog &catalog, const QString &name)
{
    // A `/` ends the name in `--to STORE/FOLDER`.
    static const QRegularExpression pattern(u"^[\\w.-][\\w. -]{0,62}$"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    if (!pattern.match(name).hasMatch()) {
        return fail(Errc::InvalidArgument,
                    u"a store's name has 1 to 63 letters, digits, '.', '_', '-' or spaces"_s);
    }
    if (catalog.stores().get(name))
        return fail(Errc::StoreExists, {}, {.phone = {}, .path = {}, .object = name});
    return {};
}

} // namespace

bool StoreService::hasKeyStore()
{
    return keystore::built();
}

Result<QList<StoreTestStep>> StoreService::tryOut(const StoreSetup &setup, const StepHandler &onStep,
                                                  const CancelToken &cancel)
{
    StoreConfig config = configOf(setup, m_context.options.dataDirectory);
    config.secret = setup.secretToKeep;
    const auto store = openStore(config);
    if (!store)
        return tl::unexpected(store.error());
    return testStore(**store, cancel, onStep);
}

Result<StoreView> StoreService::add(const StoreSetup &setup, const CancelToken &cancel)
{
    const StoreConfig config = configOf(setup, m_context.options.dataDirectory);
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    // Before its secret takes the place of another one's.
    if (auto fits = nameFits(**catalog, setup.name); !fits)
        return tl::unexpected(fits.error());
    if (!setup.secretToKeep.isEmpty()) {
        if (auto kept = keepSecret(config, setup.secretToKeep); !kept)
            return tl::unexpected(kept.error());
    }
    const StoreRecord record{.name = config.name,
                             .url = config.url,
                             .options = config.options,
                             .createdAt = m_context.clock.now()};
    auto added = lookInto(openStore(config), cancel);
    if (added)
        added = (*catalog)->stores().add(record);
    if (!added) {
        if (!setup.secretToKeep.isEmpty() && added.error().code != Errc::StoreExists)
            forgetSecret(config);
        return tl::unexpected(added.error());
    }
    return viewOf(**catalog, record);
}

Result<StoreView> StoreService::change(const StoreSetup &setup, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    auto record = (*catalog)->stores().get(setup.name);
    if (!record)
        return tl::unexpected(record.error());
    const StoreConfig before = configOf(*record, m_context.options.dataDirectory);
    StoreConfig after = configOf(setup, m_context.options.dataDirectory);
    after.secret = setup.secretToKeep;
    const auto store = openStore(after);
    if (auto looked = lookInto(store, cancel); !looked)
        return tl::unexpected(looked.error());
    if (auto holds = holdsItsBackups(**catalog, setup.name, **store, cancel); !holds)
        return tl::unexpected(holds.error());

    record->url = after.url;
    record->options = after.options;
    std::function<QString(const QString &)> locationOf;
    if (after.url != before.url)
        locationOf = [&store](const QString &key) { return (*store)->location(key); };
    const auto changed =
        withSecret(before, after, [&] { return (*catalog)->stores().change(*record, locationOf); });
    if (!changed)
        return tl::unexpected(changed.error());
    return viewOf(**catalog, *record);
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

Result<QStringList> StoreService::names()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto records = (*catalog)->stores().list();
    if (!records)
        return tl::unexpected(records.error());
    QStringList names;
    for (const StoreRecord &record : *records)
        names << record.name;
    return names;
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

Result<void> StoreService::look(const QString &name, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return lookInto(openCatalogStore(**catalog, name), cancel);
}

Result<QList<StoreTestStep>> StoreService::test(const QString &name, const StepHandler &onStep,
                                                const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto store = openCatalogStore(**catalog, name);
    if (!store)
        return tl::unexpected(store.error());
    return testStore(**store, cancel, onStep);
}

Result<StoreScanReport> StoreService::scan(const QString &name, ProgressCounters &progress,
                                           const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->stores().get(name);
    if (!record)
        return tl::unexpected(record.error());
    const auto store = openCatalogStore(**catalog, name);
    if (!store)
        return tl::unexpected(store.error());
    (*store)->tellOutages(progress.outage);
    return scanStore(**catalog, **store, *record, m_context.clock, progress, cancel);
}

Result<void> StoreService::remove(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->stores().get(name);
    if (!record)
        return tl::unexpected(record.error());
    auto removed = (*catalog)->stores().remove(name);
    if (removed)
        forgetSecret(configOf(*record, m_context.options.dataDirectory));
    return removed;
}

} // namespace holdfast
