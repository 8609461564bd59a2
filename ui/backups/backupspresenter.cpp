// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupspresenter.h"

#include "core/engine/engine.h"
#include "core/engine/storeservice.h"
#include "ui/backups/backuptext.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Age
{
    const char *key;
    int days;
};
constexpr Age kAges[] = {{"1", 1}, {"7", 7}, {"30", 30}};

/// How many backups @p filter finds; 0 where the catalog cannot say.
qint64 count(Engine &engine, const BackupFilter &filter)
{
    const auto page = engine.backups().list(filter, {.limit = 1, .token = {}, .withTotal = true});
    return page ? page->totalCount : 0;
}

/// Labels are made in the GUI thread; here only keys and counts.
QList<FacetSection> countFacets(Engine &engine, const QDateTime &now, const CancelToken &cancel)
{
    FacetSection states{u"state"_s, {}, {}};
    for (int status = 0; status <= int(BackupStatus::Damaged) && !cancel.requested(); ++status) {
        if (BackupStatus(status) == BackupStatus::Deleted)
            continue;
        BackupFilter filter;
        filter.statuses = {BackupStatus(status)};
        if (const qint64 rows = count(engine, filter);
            rows > 0 || BackupStatus(status) == BackupStatus::Available)
            states.facets.append({toText(BackupStatus(status)), {}, rows});
    }
    FacetSection ages{u"age"_s, {}, {}};
    for (const Age &age : kAges) {
        BackupFilter filter;
        filter.createdSince = now.addDays(-age.days);
        ages.facets.append({QString::fromLatin1(age.key), {}, count(engine, filter)});
    }
    FacetSection stores{u"store"_s, {}, {}};
    if (const auto list = engine.stores().list()) {
        for (const StoreView &store : *list)
            stores.facets.append({store.name, store.name, store.backupCount});
    }
    return {states, ages, stores};
}

} // namespace

BackupsPresenter::BackupsPresenter(UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

void BackupsPresenter::submitted(const Result<BatchId> &batch)
{
    if (batch)
        Q_EMIT started(*batch);
    else
        Q_EMIT failed(userText(batch.error()));
    m_context.jobs.refresh();
}

void BackupsPresenter::verify(const QList<BackupId> &backups)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups](Engine &engine, const CancelToken &) { return engine.backups().startVerify(backups); },
        [this](const Result<BatchId> &batch) { submitted(batch); });
}

void BackupsPresenter::remove(const QList<BackupId> &backups)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups](Engine &engine, const CancelToken &) { return engine.backups().startDelete(backups); },
        [this](const Result<BatchId> &batch) { submitted(batch); });
}

void BackupsPresenter::exportTo(const ExportRequest &request)
{
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request](Engine &engine, const CancelToken &cancel) {
            ProgressCounters progress;
            return engine.backups().exportFiles(request, progress, cancel);
        },
        [this, request](const Result<ExportReport> &report) {
            if (!report) {
                Q_EMIT failed(userText(report.error()));
                return;
            }
            const QString amount =
                tr("%1 entries (%2) were written to %3.")
                    .arg(countText(report->entryCount), sizeText(report->contentBytes), request.destination);
            if (report->problemCount == 0)
                Q_EMIT exported(amount);
            else
                Q_EMIT failed(tr("%1 %2 could not be written; the first: %3: %4.")
                                  .arg(amount, countText(report->problemCount), report->problems.first().path,
                                       report->problems.first().reason));
        });
}

void BackupsPresenter::readFacets()
{
    if (m_readingFacets)
        return;
    m_readingFacets = true;
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [now = m_context.clock.now()](Engine &engine, const CancelToken &cancel) {
            return countFacets(engine, now, cancel);
        },
        [this](QList<FacetSection> sections) {
            m_readingFacets = false;
            sections[0].title = tr("State");
            for (Facet &facet : sections[0].facets)
                facet.label =
                    backupStatusText(backupStatusFromText(facet.key).value_or(BackupStatus::Available));
            sections[1].title = tr("Made in the last");
            for (Facet &facet : sections[1].facets)
                facet.label = tr("%n day(s)", nullptr, facet.key.toInt());
            sections[2].title = tr("Store");
            if (sections[2].facets.isEmpty())
                sections.removeLast();
            Q_EMIT facetsRead(sections);
        });
}

BackupFilter BackupsPresenter::filterFor(const QString &text, const FacetChoice &choice, const QDateTime &now)
{
    BackupFilter filter;
    filter.text = text.simplified();
    for (const QString &key : choice.value(u"state"_s)) {
        if (const auto status = backupStatusFromText(key))
            filter.statuses.append(*status);
    }
    int days = 0;
    for (const QString &key : choice.value(u"age"_s))
        days = std::max(days, key.toInt());
    if (days > 0)
        filter.createdSince = now.addDays(-days);
    // One store is all that the catalog can be asked for; more of them do not narrow.
    if (const QSet<QString> stores = choice.value(u"store"_s); stores.size() == 1)
        filter.store = *stores.begin();
    return filter;
}

} // namespace holdfast::ui
