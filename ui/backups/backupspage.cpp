// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backupspage.h"

#include "ui/backups/backuptext.h"
#include "ui/backups/contentsmodel.h"
#include "ui/backups/copydialog.h"
#include "ui/backups/deletedialog.h"
#include "ui/backups/versionsview.h"
#include "ui/jobs/jobfeed.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptypanel.h"
#include "ui/widgets/facetview.h"
#include "ui/widgets/factsview.h"
#include "ui/widgets/filetree.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/tagsdialog.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTabWidget>
#include <QTreeView>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Keys that are pressed together are one question; a question that is overtaken is cancelled.
constexpr int kSearchDelay = 10;
/// Letters; the names give way first.
constexpr int kNarrowestColumn = 10;

} // namespace

BackupsPage::BackupsPage(UiContext &context, QWidget *parent)
    : ListPage({.prefix = u"backups"_s,
                .title = tr("Backups"),
                .facets = tr("Backup filters"),
                .search = tr("Search backups"),
                .searchHelp = tr("Words in any order, also parts of words; misspelt ones are found too.\n"
                                 "name:nightly  phone:golden  app:wechat  group:shop  tag:live  owner:me\n"
                                 "size:>1G  android:13  since:2026-01-31  age:<2w\n"
                                 "\"two words\" together, !word without it."),
                .details = tr("Backup details")},
               context, parent),
      m_presenter(context),
      m_drills(context),
      m_model(context.engine, context.clock)
{
    makeActions();
    facets()->facets()->setSingleSections({u"age"_s, u"phone"_s, u"group"_s, u"store"_s, u"tag"_s});
    table()->setModel(&m_model);
    table()->sizeColumns({u"2026-11-22 02:00"_s,
                          u"cloud-phone-0001"_s,
                          {},
                          u"/data/media/0"_s,
                          u"14"_s,
                          u"99.9 MiB"_s,
                          u"99.9 MiB"_s,
                          u"9,999,999"_s,
                          u"Being checked"_s,
                          u"mmmmm"_s},
                         BackupListModel::Name);
    table()->setColumnHidden(BackupListModel::Size, true);
    // In a narrow window the state is seen before the figures.
    QHeaderView *header = table()->horizontalHeader();
    header->setMinimumSectionSize(fontMetrics().horizontalAdvance(u'n') * kNarrowestColumn);
    header->moveSection(header->visualIndex(BackupListModel::State),
                        header->visualIndex(BackupListModel::What));
    table()->setDragFormat(kDragFormat);
    makeDetails();
    restoreLayout();
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(kSearchDelay);
    connect(&m_searchSoon, &QTimer::timeout, this, &BackupsPage::applyFilter);
    connect(searchEdit(), &QLineEdit::textChanged, this, [this] {
        m_only = {};
        m_searchSoon.start();
    });
    connect(facets()->facets(), &FacetModel::choiceChanged, this, [this] {
        m_only = {};
        applyFilter();
    });
    connect(&m_model, &BackupListModel::loaded, this, &BackupsPage::showList);
    connect(&m_model, &BackupListModel::recordsArrived, this, &BackupsPage::showDetails);
    connect(table(), &DataTable::selectedRowsChanged, this, &BackupsPage::showSelection);
    connect(table(), &DataTable::selectedRowsChanged, this, &BackupsPage::showDetails);
    connect(table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BackupsPage::showDetails);
    connect(details(), &QTabWidget::currentChanged, this, &BackupsPage::showDetails);
    connect(&m_presenter, &BackupsPresenter::facetsRead, facets()->facets(), &FacetModel::setSections);
    connect(&m_presenter, &BackupsPresenter::pinsRead, this, [this](const QSet<QString> &ids) {
        m_model.setPinned(ids);
        m_presenter.readFacets(m_model.filter());
        showSelection();
        showDetails();
    });
    connect(&m_presenter, &BackupsPresenter::tagsRead, this, &BackupsPage::askTags);
    connect(&m_presenter, &BackupsPresenter::tagsChanged, this, [this] { setShown(true); });
    connect(&m_presenter, &BackupsPresenter::failed, this, &BackupsPage::failed);
    connect(&m_presenter, &BackupsPresenter::exported, this, &BackupsPage::notice);
    connect(&m_presenter, &BackupsPresenter::started, this, &BackupsPage::started);
    connect(&m_presenter, &BackupsPresenter::deletionRefused, this, &BackupsPage::deletionRefused);
    connect(&m_drills, &Drills::passed, this, &BackupsPage::notice);
    connect(&m_drills, &Drills::failed, this, &BackupsPage::failed);
    connect(&m_drills, &Drills::runningChanged, this, [this] {
        m_certified = {};
        showSelection();
        showDetails();
    });
    connect(&m_drills, &Drills::certificatesRead, this,
            [this](const BackupId &backup, const QList<DrillRecord> &drills) {
                if (backup != m_certified)
                    return;
                m_certificates = drills;
                showDetails();
            });
    connect(&m_pending, &PendingDelete::changed, this, &BackupsPage::showPending);
    connect(&m_pending, &PendingDelete::due, &m_presenter, &BackupsPresenter::remove);
    connect(&context.jobs, &JobFeed::jobEnded, this, [this] {
        if (isVisible())
            setShown(true);
    });
    applyFilter();
    showDetails();
    showSelection();
}

void BackupsPage::makeActions()
{
    m_restore = addAction(u"backupsRestoreAction"_s, "restore"_L1, tr("Restore…"), QKeySequence(u"Ctrl+R"_s),
                          tr("Restore this backup, or a part of it, to phones"));
    m_verify = addAction(u"backupsCheckAction"_s, "check"_L1, tr("Check now"), QKeySequence(u"Ctrl+K"_s),
                         tr("Read the selected backups whole and check every byte"));
    m_export = addAction(u"backupsExportAction"_s, "export"_L1, tr("Export…"), QKeySequence(u"Ctrl+E"_s),
                         tr("Write what this backup holds to a tar file on this computer"));
    m_delete = addAction(u"backupsDeleteAction"_s, "delete"_L1, tr("Delete…"), QKeySequence(Qt::Key_Delete),
                         tr("Delete the selected backups, after showing what that means"));
    m_undo = addAction(u"backupsUndoDeleteAction"_s, "undo"_L1, tr("Undo delete"), QKeySequence::Undo,
                       tr("Keep the backups that were to be deleted"), false);
    m_undo->setEnabled(false);
    connect(m_undo, &QAction::triggered, &m_pending, &PendingDelete::undo);
    addSeparator();
    m_pin = addAction(u"backupsPinAction"_s, "pin"_L1, tr("Pin"), QKeySequence(u"Ctrl+Shift+K"_s),
                      tr("Keep retention from the selected backups, or let go of them"), false);
    connect(m_pin, &QAction::triggered, this, &BackupsPage::changePins);
    m_tags = addAction(u"backupsTagsAction"_s, "tag"_L1, tr("Tags…"), QKeySequence(u"Ctrl+T"_s),
                       tr("Give the selected backups tags, or take tags from them"), false);
    connect(m_tags, &QAction::triggered, this, [this] { m_presenter.readTags(selectedIds()); });
    m_drill = addAction(u"backupsDrillAction"_s, "phone"_L1, tr("Restore drill"), {},
                        tr("Restore this backup to an emulated phone and compare everything there"), false);
    m_drill->setVisible(Drills::arePossible());
    connect(m_drill, &QAction::triggered, this, [this] {
        const auto backup = current();
        if (!backup)
            return;
        Q_EMIT notice(tr("A restore drill of backup %1 has begun; its restore is among the jobs.")
                          .arg(backup->id.value));
        m_drills.run(backup->id);
    });
    m_copyTo = addAction(u"backupsCopyToStoreAction"_s, "stores"_L1, tr("Copy to store…"), {},
                         tr("Copy the selected backups to another store, as backups of their own"), false);
    connect(m_copyTo, &QAction::triggered, this, &BackupsPage::askCopy);
    m_copy = addAction(u"backupsCopyLocationAction"_s, "copy"_L1, tr("Copy location"), {},
                       tr("Copy where this backup lies"), false);
    QAction *refresh = addAction(u"backupsRefreshAction"_s, "refresh"_L1, tr("Refresh"),
                                 QKeySequence(Qt::Key_F5), tr("Read the list anew"), false);
    connect(m_restore, &QAction::triggered, this, [this] {
        if (const auto backup = current())
            Q_EMIT restoreRequested(*backup);
    });
    connect(m_verify, &QAction::triggered, this, [this] { m_presenter.verify(selectedIds()); });
    connect(m_export, &QAction::triggered, this, &BackupsPage::askExport);
    connect(m_delete, &QAction::triggered, this, &BackupsPage::askDelete);
    connect(m_copy, &QAction::triggered, this, [this] {
        if (const auto backup = current())
            QGuiApplication::clipboard()->setText(backup->location);
    });
    connect(refresh, &QAction::triggered, this, [this] { setShown(true); });
}

void BackupsPage::makeDetails()
{
    m_facts = named(new FactsView, u"backupOverviewView"_s, tr("Overview"));
    m_contents = new ContentsModel(context().engine, false, this);
    m_contentsTree = named(new QTreeView, u"backupContentsTree"_s, tr("Contents"));
    setUpFileTree(*m_contentsTree, *m_contents);
    details()->addTab(m_facts, tr("Overview"));
    m_versions = new VersionsView(context());
    details()->addTab(m_contentsTree, tr("Contents"));
    details()->addTab(m_versions, tr("Versions of a file"));
    connect(m_versions, &VersionsView::backupOpened, this, &BackupsPage::showBackup);
    connect(m_contentsTree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                const auto record = current();
                if (record && index.isValid())
                    m_versions->show(m_contents->filePath(index), m_contents->path(index), record->phone);
            });
    connect(m_contents, &ContentsModel::loaded, this, [this](const QString &problem) {
        if (!problem.isEmpty())
            Q_EMIT failed(problem);
        else
            m_contentsTree->expandToDepth(1);
    });
}

void BackupsPage::setShown(bool shown)
{
    if (!shown)
        return;
    m_presenter.dropFacets();
    m_model.refresh();
    m_presenter.readPins();
}

void BackupsPage::showBackup(const BackupId &backup)
{
    searchEdit()->clear();
    facets()->facets()->clear();
    m_searchSoon.stop();
    m_only = backup;
    applyFilter();
}

void BackupsPage::restoreSelected()
{
    if (m_restore->isEnabled())
        m_restore->trigger();
    else
        Q_EMIT failed(tr("One backup is restored at a time, and only one that is whole and in its store."));
}

void BackupsPage::applyFilter()
{
    BackupFilter filter = BackupsPresenter::filterFor(searchEdit()->text(), facets()->facets()->choice(),
                                                      context().clock.now());
    if (!m_only.isEmpty())
        filter.ids = {m_only};
    m_presenter.dropFacets();
    m_model.setFilter(filter);
}

void BackupsPage::showList(const QString &problem)
{
    // The rows are waited for, the counts beside them are not: both at once would take longer for both.
    m_presenter.readFacets(m_model.filter());
    setEmpty(m_model.rowCount() == 0);
    const bool narrowed = !searchEdit()->text().isEmpty() || !facets()->facets()->choice().isEmpty();
    if (!problem.isEmpty())
        emptyPanel()->show("error"_L1, tr("The catalog cannot be read"), problem, {});
    else if (narrowed)
        showNothingMatches(tr("No backup matches"));
    else
        emptyPanel()->show(
            "backups"_L1, tr("No backups yet"),
            tr("Select phones on the Phones page and back them up, or rescan a store that holds some."), {});
    if (!m_only.isEmpty() && m_model.rowCount() == 1)
        table()->selectRow(0);
    showSelection();
    showDetails();
}

QList<BackupId> BackupsPage::selectedIds() const
{
    QList<BackupId> ids;
    for (const int row : table()->selectedRowNumbers())
        ids.append(m_model.id(row));
    return ids;
}

std::optional<BackupRecord> BackupsPage::current() const
{
    const QModelIndex index = table()->currentIndex();
    if (!index.isValid() || index.row() >= m_model.rowCount())
        return {};
    const BackupRecord *record = m_model.record(index.row());
    return record ? std::optional(*record) : std::nullopt;
}

void BackupsPage::showSelection()
{
    const int count = table()->selectedRowCount();
    const auto record = current();
    const QSet<QString> doomed = m_pending.waiting();
    const bool usable = count == 1 && record && record->status == BackupStatus::Available &&
                        !doomed.contains(record->id.value);
    m_restore->setEnabled(usable);
    m_export->setEnabled(usable);
    m_drill->setEnabled(usable && !m_drills.isRunning());
    m_copyTo->setEnabled(count > 0);
    m_copy->setEnabled(count == 1);
    m_verify->setEnabled(count > 0);
    m_delete->setEnabled(count > 0);
    m_pin->setEnabled(count > 0);
    m_tags->setEnabled(count > 0);
    m_pin->setText(allPinned() ? tr("Unpin") : tr("Pin"));
    setSelectionText(
        count > 0 ? tr("%n backup(s) selected of %1", nullptr, count).arg(countText(m_model.rowCount()))
                  : QString());
}

void BackupsPage::showDetails()
{
    const auto record = current();
    const bool shown = record && table()->selectedRowCount() > 0;
    const BackupId id = shown ? record->id : BackupId();
    if (details()->currentWidget() == m_contentsTree && id != m_inContents) {
        m_inContents = id;
        m_contents->setBackup(shown && record->status == BackupStatus::Available ? id : BackupId());
    }
    if (!shown) {
        m_facts->setFacts({{tr("Backup"), tr("Select a backup to see more about it.")}});
        return;
    }
    askCertificates(record->id);
    showFacts(*record);
}

void BackupsPage::askCertificates(const BackupId &backup)
{
    if (backup == m_certified)
        return;
    m_certified = backup;
    m_certificates.clear();
    m_drills.readCertificates(backup);
}

void BackupsPage::showFacts(const BackupRecord &record)
{
    const QString losses = record.warningCount > 0 ? tr("%n file(s) lost or changed while they were read",
                                                        nullptr, static_cast<int>(record.warningCount))
                                                   : QString();
    m_facts->setFacts(
        {{tr("Name"), record.name},
         {tr("State"), backupStatusText(record.status)},
         {tr("Message"), record.error ? userText(*record.error) : QString()},
         {tr("Losses"), losses},
         {tr("Phone"), tr("%1 (%2)").arg(record.phoneName, record.serial.value)},
         {tr("Android"), tr("%1 (API %2), %3").arg(record.androidVersion).arg(record.sdk).arg(record.abi)},
         {tr("Paths"), record.whole ? tr("Whole phone") : record.paths.join(u'\n')},
         {tr("Left out"), record.excludes.join(u'\n')},
         {tr("Files"), tr("%1 files, %2").arg(countText(record.fileCount), sizeText(record.sizeBytes))},
         {tr("Stored"), sizeText(record.storedBytes)},
         {tr("Checked"), backupCheckText(record)},
         {tr("Restore drills"), certificateWords(m_certificates)},
         {tr("Pinned"), m_model.isPinned(record.id) ? tr("yes: retention leaves it alone") : QString()},
         {tr("Tags"), record.tags.join(u", "_s)},
         {tr("Made"), exactTimeText(record.createdAt)},
         {tr("Remark"), record.description},
         {tr("Owner"), record.owner},
         {tr("Location"), record.location},
         {tr("SHA-256"), record.sha256},
         {tr("Id"), record.id.value}});
}

bool BackupsPage::allPinned() const
{
    // Asked for whenever rows change, also while a million of them are selected.
    if (table()->selectedRowCount() > m_model.pinnedCount())
        return false;
    const QList<int> rows = table()->selectedRowNumbers();
    return !rows.isEmpty() && std::all_of(rows.begin(), rows.end(),
                                          [this](int row) { return m_model.isPinned(m_model.id(row)); });
}

void BackupsPage::changePins()
{
    m_presenter.setPinned(selectedIds(), !allPinned());
}

void BackupsPage::askTags(const QList<BackupId> &backups, const QMap<QString, qint64> &counts)
{
    auto *dialog = new TagsDialog(tr("&Tags of %n backup(s)", nullptr, int(backups.size())), counts,
                                  backups.size(), BackupService::kMostTagLength, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TagsDialog::chosen, this,
            [this, backups](const QStringList &added, const QStringList &removed) {
                m_presenter.changeTags(backups, added, removed);
            });
    dialog->open();
}

void BackupsPage::askDelete()
{
    QList<BackupId> ids = selectedIds();
    const qsizetype pinned = ids.removeIf([this](const BackupId &id) { return m_model.isPinned(id); });
    if (pinned > 0)
        Q_EMIT notice(tr("%n pinned backup(s) will not be deleted. Unpin first what shall go.", nullptr,
                         static_cast<int>(pinned)));
    if (ids.isEmpty())
        return;
    auto *dialog = new DeleteDialog(context(), ids, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeleteDialog::confirmed, this, [this, ids] { m_pending.add(ids); });
    dialog->open();
}

void BackupsPage::askCopy()
{
    auto *dialog = new CopyDialog(context(), selectedIds(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CopyDialog::started, this, &BackupsPage::started);
    dialog->open();
}

void BackupsPage::showPending()
{
    m_model.setDoomed(m_pending.waiting());
    m_undo->setEnabled(m_pending.isWaiting());
    showSelection();
}

void BackupsPage::askExport()
{
    const auto backup = current();
    if (!backup)
        return;
    auto *dialog = named(new QFileDialog(this, tr("Export backup")), u"backupExportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Tar files (*.tar)"));
    dialog->setDefaultSuffix(u"tar"_s);
    dialog->selectFile(QString(backup->id.value + u".tar"_s));
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = backup->id](const QString &file) {
        Q_EMIT notice(tr("Exporting to %1…").arg(QDir::toNativeSeparators(file)));
        m_presenter.exportTo({id, file, {}});
    });
    dialog->open();
}

} // namespace holdfast::ui
