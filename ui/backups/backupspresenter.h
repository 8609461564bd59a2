// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/shell/uicontext.h"
#include "ui/widgets/facetmodel.h"

#include <QObject>
#include <QSet>

namespace holdfast::ui {

/// What the operator asks of stored backups. Lives in the GUI thread.
class BackupsPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit BackupsPresenter(UiContext &context, QObject *parent = nullptr);

    void verify(const QList<BackupId> &backups);
    /// Deletes them; failed() and deletionRefused() where that cannot be begun.
    void remove(const QList<BackupId> &backups);
    /// Keeps retention from backups, or lets go of them; pinsRead() follows.
    void setPinned(const QList<BackupId> &backups, bool pinned);
    /// Which backups are pinned; pinsRead() brings them.
    void readPins();
    /// Which tags there are, and how many of @p backups have each; tagsRead() brings them.
    void readTags(const QList<BackupId> &backups);
    /// Gives backups tags and takes others from them; tagsChanged() follows.
    void changeTags(const QList<BackupId> &backups, const QStringList &added, const QStringList &removed);
    /// Writes what a backup holds to a tar file or a folder of this computer; exported() tells the end.
    void exportTo(const ExportRequest &request);
    /// Counts for the facets beside the list of @p filter; facetsRead() brings them.
    void readFacets(const BackupFilter &filter);
    /// Counts that are on their way are of no use any more.
    void dropFacets();
    /// The facets as they are shown.
    static QList<FacetSection> sections(const BackupFacets &facets);
    /// The catalog's filter for a search text and ticked facets. @p now begins the ages.
    static BackupFilter filterFor(const QString &text, const FacetChoice &choice, const QDateTime &now);

Q_SIGNALS:
    void started(const holdfast::BatchId &batch);
    void deletionRefused();
    void exported(const QString &text);
    /// The ids of all pinned backups.
    void pinsRead(const QSet<QString> &ids);
    void tagsRead(const QList<holdfast::BackupId> &backups, const QMap<QString, qint64> &counts);
    void tagsChanged();
    void facetsRead(const QList<holdfast::ui::FacetSection> &sections);
    void failed(const QString &text);

private:
    void submitted(const Result<BatchId> &batch);

    UiContext &m_context;
    CancelSource m_readFacets;
};

} // namespace holdfast::ui
