// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupspresenter.h"

#include "core/engine/engine.h"
#include "core/engine/policyservice.h"
#include "ui/backups/backuptext.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// More phones than this are found by typing.
constexpr qsizetype kMostPhones = 12;
/// Ages as the facet counts them, the youngest first, and how many days each reaches back.
struct Age
{
    const char16_t *key;
    int days;
};
constexpr Age kAges[] = {{u"<1d", 1}, {u"1d..7d", 7}, {u"7d..30d", 30}};

/// Facets as a section; @p label makes a label of a value where the catalog has none.
template <class Label>
FacetSection sectionOf(const QString &key, const QString &title, const QList<FacetCount> &counts, Label label)
{
    FacetSection section{key, title, {}};
    for (const FacetCount &count : counts)
        section.facets.append(
            {count.value, count.label.isEmpty() ? label(count.value) : count.label, count.count});
    return section;
}

/// Nothing where there is none, unless just that was asked for: pins are rare.
QList<FacetSection> pinnedSection(const BackupFacets &pinned, bool asked)
{
    qint64 count = 0;
    for (const FacetCount &status : pinned.status)
        count += status.count;
    if (count == 0 && !asked)
        return {};
    return {{u"pin"_s, BackupsPresenter::tr("Kept"), {{u"pinned"_s, BackupsPresenter::tr("Pinned"), count}}}};
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
        [this](const Result<BatchId> &batch) {
            // The operator has long been elsewhere: nothing may jump to the jobs now.
            if (!batch) {
                Q_EMIT failed(userText(batch.error()));
                Q_EMIT deletionRefused();
            }
            m_context.jobs.refresh();
        });
}

void BackupsPresenter::setPinned(const QList<BackupId> &backups, bool pinned)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups, pinned](Engine &engine, const CancelToken &cancel) -> Result<void> {
            for (const BackupId &backup : backups) {
                if (auto r = cancel.check(); !r)
                    return r;
                if (auto r = engine.policies().setPinned(backup, pinned); !r)
                    return r;
            }
            return {};
        },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(userText(done.error()));
            readPins();
        });
}

void BackupsPresenter::readPins()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.policies().pinned(); },
        [this](const Result<QStringList> &ids) {
            if (ids)
                Q_EMIT pinsRead(QSet<QString>(ids->begin(), ids->end()));
        });
}

void BackupsPresenter::readTags(const QList<BackupId> &backups)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups](Engine &engine, const CancelToken &) { return engine.backups().tagCounts(backups); },
        [this, backups](const Result<QMap<QString, qint64>> &counts) {
            if (counts)
                Q_EMIT tagsRead(backups, *counts);
            else
                Q_EMIT failed(userText(counts.error()));
        });
}

void BackupsPresenter::changeTags(const QList<BackupId> &backups, const QStringList &added,
                                  const QStringList &removed)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups, added, removed](Engine &engine, const CancelToken &) {
            return engine.backups().changeTags(backups, added, removed);
        },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(userText(done.error()));
            Q_EMIT tagsChanged();
        });
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

void BackupsPresenter::dropFacets()
{
    m_readFacets.cancel();
}

void BackupsPresenter::readFacets(const BackupFilter &filter)
{
    m_readFacets.cancel();
    m_readFacets = m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [filter](Engine &engine, const CancelToken &cancel) -> Result<QList<FacetSection>> {
            const auto facets = engine.backups().facets(filter, cancel);
            if (!facets)
                return tl::unexpected(facets.error());
            BackupFilter kept = filter;
            kept.pinnedOnly = true;
            const auto pinned = engine.backups().facets(kept, cancel);
            return sections(*facets) + pinnedSection(pinned.value_or(BackupFacets()), filter.pinnedOnly);
        },
        [this](const Result<QList<FacetSection>> &sections) {
            if (sections)
                Q_EMIT facetsRead(*sections);
        });
}

QList<FacetSection> BackupsPresenter::sections(const BackupFacets &facets)
{
    const auto same = [](const QString &value) { return value; };
    QList<FacetSection> all{sectionOf(u"state"_s, tr("State"), facets.status,
                                      [](const QString &value) {
                                          return backupStatusText(
                                              backupStatusFromText(value).value_or(BackupStatus::Available));
                                      }),
                            FacetSection{u"age"_s, tr("Made in the last"), {}},
                            sectionOf(u"phone"_s, tr("Phone"), facets.phone.mid(0, kMostPhones), same),
                            sectionOf(u"group"_s, tr("Group"), facets.group, same),
                            sectionOf(u"store"_s, tr("Store"), facets.store, same),
                            sectionOf(u"tag"_s, tr("Tag"), facets.tag, same)};
    qint64 younger = 0;
    for (const Age &age : kAges) {
        for (const FacetCount &count : facets.age)
            younger += count.value == QString::fromUtf16(age.key) ? count.count : 0;
        all[1].facets.append({QString::number(age.days), tr("%n day(s)", nullptr, age.days), younger});
    }
    all.removeIf([](const FacetSection &section) { return section.facets.isEmpty(); });
    return all;
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
    // The catalog is asked for one of each; the facets let only one be ticked.
    const auto one = [&](const QString &section) {
        const QSet<QString> keys = choice.value(section);
        return keys.isEmpty() ? QString() : *keys.begin();
    };
    filter.pinnedOnly = choice.contains(u"pin"_s);
    filter.store = one(u"store"_s);
    filter.phone = one(u"phone"_s);
    filter.group = one(u"group"_s);
    filter.tag = one(u"tag"_s);
    return filter;
}

} // namespace holdfast::ui
