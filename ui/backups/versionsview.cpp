// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/versionsview.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { Modified, Size, Hash, Backups, First, Last, ColumnCount };
constexpr qsizetype kShownHash = 16;

} // namespace

VersionsView::VersionsView(UiContext &context, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_label(named(new WrapLabel, u"backupVersionsLabel"_s)),
      m_view(named(new QTreeWidget, u"backupVersionsView"_s, tr("Versions of a file")))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setContentsMargins(8, 4, 8, 4);
    RoomyHeader::install(*m_view);
    m_view->setHeaderLabels({tr("Changed on the phone"), tr("Size"), tr("SHA-256"), tr("Backups"),
                             tr("In backups since"), tr("In backups until")});
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_label);
    layout->addWidget(m_view, 1);
    connect(m_view, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        Q_EMIT backupOpened(BackupId{item->data(0, Qt::UserRole).toString()});
    });
    show({}, {}, {});
}

void VersionsView::show(const QByteArray &path, const QString &shownPath, const PhoneId &phone)
{
    if (!path.isEmpty() && path == m_path && phone == m_phone)
        return;
    m_path = path;
    m_phone = phone;
    m_asked.cancel();
    ++m_round;
    m_view->clear();
    m_view->setVisible(!path.isEmpty());
    if (path.isEmpty()) {
        m_label->setText(tr("Choose a file on the tab Contents to see what it was in other backups."));
        return;
    }
    m_label->setText(tr("Looking for %1…").arg(shownPath));
    m_asked = m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [path, phone](Engine &engine, const CancelToken &cancel) {
            return engine.backups().fileVersions(path, {.backup = {}, .phone = phone.value, .group = {}},
                                                 cancel);
        },
        [this, shownPath, round = m_round](const Result<QList<FileVersion>> &versions) {
            if (round == m_round)
                take(shownPath, versions);
        });
}

void VersionsView::take(const QString &shownPath, const Result<QList<FileVersion>> &versions)
{
    if (!versions) {
        m_label->setText(userText(versions.error()));
        return;
    }
    m_label->setText(
        tr("%1: %n version(s) in the backups of this phone", nullptr, static_cast<int>(versions->size()))
            .arg(shownPath));
    for (const FileVersion &version : *versions) {
        const FileEntry &file = version.newest.file;
        auto *item = new QTreeWidgetItem(
            m_view,
            {timeText(QDateTime::fromMSecsSinceEpoch(file.mtimeNs / 1'000'000, Qt::UTC)), sizeText(file.size),
             QString::fromLatin1(file.sha256.toHex().left(kShownHash)), countText(version.backupCount),
             timeText(version.oldest.createdAt), timeText(version.newest.createdAt)});
        item->setData(0, Qt::UserRole, version.newest.backup.value);
        item->setToolTip(Last, tr("%1. Press Enter to show this backup.").arg(version.newest.backupName));
        for (const int column : {Size, Backups})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace holdfast::ui
