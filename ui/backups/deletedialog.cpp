// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/deletedialog.h"

#include "core/engine/engine.h"
#include "ui/backups/pendingdelete.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

DeleteDialog::DeleteDialog(UiContext &context, const QList<BackupId> &backups, QWidget *parent)
    : QDialog(parent),
      m_summary(named(new WrapLabel(tr("Looking at what this would delete…")), u"deleteSummaryLabel"_s)),
      m_lastLabel(named(new WrapLabel, u"deleteLastLabel"_s)),
      m_last(named(new QListWidget, u"deleteLastView"_s, tr("Phones without any backup afterwards"))),
      m_consent(
          named(new QCheckBox(tr("Delete the last backup of these phones too")), u"deleteLastCopyCheck"_s)),
      m_start(named(new QPushButton(tr("Delete %n backup(s)", nullptr, static_cast<int>(backups.size()))),
                    u"deleteStartButton"_s))
{
    setObjectName(u"backupDeleteDialog"_s);
    setWindowTitle(tr("Delete backups"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"deleteCancelButton"_s)->setText(tr("Keep them"));
    buttons->addButton(m_start, QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_summary), static_cast<QWidget *>(m_lastLabel),
          static_cast<QWidget *>(m_last), static_cast<QWidget *>(m_consent), static_cast<QWidget *>(buttons)})
        layout->addWidget(widget);
    for (QWidget *widget : {static_cast<QWidget *>(m_lastLabel), static_cast<QWidget *>(m_last),
                            static_cast<QWidget *>(m_consent)})
        widget->hide();
    resize(480, sizeHint().height());
    connect(m_consent, &QCheckBox::toggled, this, &DeleteDialog::review);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT confirmed();
        accept();
    });
    review();
    context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups](Engine &engine, const CancelToken &cancel) { return preview(engine, backups, cancel); },
        [this](const Result<DeletePreview> &found) { show(found); });
}

Result<DeletePreview> DeleteDialog::preview(Engine &engine, const QList<BackupId> &backups,
                                            const CancelToken &cancel)
{
    DeletePreview preview;
    QHash<QString, qint64> usable;
    QHash<QString, QString> names;
    for (const BackupId &id : backups) {
        if (auto go = cancel.check(); !go)
            return tl::unexpected(go.error());
        const auto backup = engine.backups().get(id);
        if (!backup)
            return tl::unexpected(backup.error());
        ++preview.count;
        preview.storedBytes += backup->storedBytes;
        if (backup->status == BackupStatus::Available)
            ++usable[backup->phone.value];
        names.insert(backup->phone.value,
                     backup->phoneName.isEmpty() ? backup->serial.value : backup->phoneName);
    }
    for (auto it = usable.cbegin(); it != usable.cend(); ++it) {
        BackupFilter filter;
        filter.phone = it.key();
        filter.statuses = {BackupStatus::Available};
        const auto all = engine.backups().list(filter, {.limit = 1, .token = {}, .withTotal = true});
        if (!all)
            return tl::unexpected(all.error());
        if (all->totalCount <= it.value())
            preview.bared << names.value(it.key());
    }
    preview.bared.sort(Qt::CaseInsensitive);
    return preview;
}

void DeleteDialog::show(const Result<DeletePreview> &preview)
{
    if (!preview) {
        m_summary->setText(userText(preview.error()));
        return;
    }
    m_known = true;
    m_summary->setText(
        tr("%n backup(s) will be deleted, which frees %1 in the store. It can be taken back for "
           "%2 seconds, and not any more after that.",
           nullptr, static_cast<int>(preview->count))
            .arg(sizeText(preview->storedBytes))
            .arg(PendingDelete::kSeconds));
    m_last->addItems(preview->bared);
    const bool any = !preview->bared.isEmpty();
    m_lastLabel->setText(tr("%n phone(s) would be left without any backup:", nullptr,
                            static_cast<int>(preview->bared.size())));
    m_lastLabel->setVisible(any);
    m_last->setVisible(any);
    m_last->setMaximumHeight(fontMetrics().height() * 8);
    m_consent->setVisible(any);
    adjustSize();
    review();
}

void DeleteDialog::review()
{
    m_start->setEnabled(m_known && (m_last->count() == 0 || m_consent->isChecked()));
}

} // namespace holdfast::ui
