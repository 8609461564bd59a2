// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backuplistmodel.h"

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "ui/backups/backuptext.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPageRows = PageRequest::kMaxLimit;
constexpr int kCachedPages = 64;
/// More pages than fit on a screen are not asked for: who scrolls fast has left them behind.
constexpr int kMostWanted = 4;

BackupId idAt(const QByteArray &ids, int row)
{
    return {QString::fromLatin1(ids.mid(qsizetype(row) * kBackupIdLength, kBackupIdLength))};
}

QList<BackupId> idsOfPage(const QByteArray &ids, int page)
{
    const int rows = static_cast<int>(ids.size() / kBackupIdLength);
    QList<BackupId> found;
    for (int row = page * kPageRows; row < std::min((page + 1) * kPageRows, rows); ++row)
        found.append(idAt(ids, row));
    return found;
}

/// The records of @p ids, in their order; an empty one where there is none any more.
Result<QList<BackupRecord>> readPage(Engine &engine, const QList<BackupId> &ids)
{
    if (ids.isEmpty())
        return QList<BackupRecord>();
    BackupFilter filter;
    filter.ids = ids;
    filter.withDeleted = true;
    const auto rows = engine.backups().list(filter, {.limit = kPageRows, .token = {}, .withTotal = false});
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<BackupId, BackupRecord> found;
    for (const BackupRecord &row : rows->rows)
        found.insert(row.id, row);
    QList<BackupRecord> ordered;
    for (const BackupId &id : ids)
        ordered.append(found.value(id));
    return ordered;
}

} // namespace

BackupListModel::BackupListModel(EngineLink &engine, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_engine(engine), m_clock(clock), m_pages(kCachedPages)
{
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(0);
    connect(&m_askSoon, &QTimer::timeout, this, &BackupListModel::askPages);
}

void BackupListModel::setFilter(const BackupFilter &filter)
{
    m_filter = filter;
    refresh();
}

void BackupListModel::refresh()
{
    m_listing.cancel(); // Nobody waits for the list of a word that has grown on.
    m_listing = m_engine.ask(
        EngineLink::Lane::Catalog, this,
        [filter = m_filter](Engine &engine, const CancelToken &cancel) -> Result<Listing> {
            const auto ids = engine.backups().listIds(filter, cancel);
            if (!ids)
                return tl::unexpected(ids.error());
            // With the rows that are seen first: to ask for them afterwards would take as long again.
            auto first = readPage(engine, idsOfPage(*ids, 0));
            if (!first)
                return tl::unexpected(first.error());
            return Listing{*ids, std::move(*first)};
        },
        [this, generation = ++m_generation](const Result<Listing> &listing) {
            if (generation != m_generation)
                return;
            m_loaded = true;
            if (listing) {
                takeIds(listing->ids);
                if (!listing->first.isEmpty())
                    takePage(0, listing->first);
            }
            Q_EMIT loaded(listing ? QString() : userText(listing.error()));
        });
}

void BackupListModel::takeIds(const QByteArray &ids)
{
    const qsizetype added = ids.size() - m_ids.size();
    if (added >= 0 && !m_ids.isEmpty() && ids.endsWith(m_ids)) {
        // Nothing but newer backups on top: what is looked at stays where it is.
        if (added > 0) {
            beginInsertRows({}, 0, static_cast<int>(added / kBackupIdLength) - 1);
            m_ids = ids;
            m_pages.clear();
            m_asked.clear();
            endInsertRows();
        }
        const QList<int> known = m_pages.keys();
        m_stale = QSet<int>(known.begin(), known.end());
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_ids = ids;
    m_pages.clear();
    m_stale.clear();
    m_wanted.clear();
    m_asked.clear();
    endResetModel();
}

BackupId BackupListModel::id(int row) const
{
    return idAt(m_ids, row);
}

const BackupRecord *BackupListModel::record(int row) const
{
    const int page = row / kPageRows;
    const QList<BackupRecord> *rows = m_pages.object(page);
    if ((!rows || m_stale.contains(page)) && !m_asked.contains(page)) {
        m_wanted.removeAll(page);
        m_wanted.append(page);
        if (!m_askSoon.isActive())
            m_askSoon.start();
    }
    if (!rows || row % kPageRows >= rows->size() || rows->at(row % kPageRows).id.isEmpty())
        return nullptr;
    return &rows->at(row % kPageRows);
}

void BackupListModel::askPages()
{
    const QList<int> pages = m_wanted.mid(std::max<qsizetype>(0, m_wanted.size() - kMostWanted));
    m_wanted.clear();
    for (auto page = pages.crbegin(); page != pages.crend(); ++page) {
        const QList<BackupId> ids = idsOfPage(m_ids, *page);
        if (ids.isEmpty())
            continue;
        m_asked.insert(*page);
        m_engine.ask(
            EngineLink::Lane::Catalog, this,
            [ids](Engine &engine, const CancelToken &) { return readPage(engine, ids); },
            [this, ids, page = *page](const Result<QList<BackupRecord>> &rows) {
                m_asked.remove(page);
                if (rows && id(page * kPageRows) == ids.first())
                    takePage(page, *rows);
            });
    }
}

void BackupListModel::takePage(int page, const QList<BackupRecord> &rows)
{
    m_stale.remove(page);
    m_pages.insert(page, new QList<BackupRecord>(rows));
    const int first = page * kPageRows;
    const int last = std::min(first + static_cast<int>(rows.size()), rowCount()) - 1;
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    Q_EMIT recordsArrived();
}

int BackupListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size() / kBackupIdLength);
}

int BackupListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void BackupListModel::setDoomed(const QSet<QString> &ids)
{
    m_doomed = ids;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
}

void BackupListModel::setPinned(const QSet<QString> &ids)
{
    if (ids == m_pinned)
        return;
    m_pinned = ids;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name));
}

QString BackupListModel::text(const BackupRecord &backup, int column) const
{
    switch (column) {
    case Created:
        return timeText(backup.createdAt);
    case Phone:
        return backup.phoneName.isEmpty() ? backup.serial.value : backup.phoneName;
    case Name:
        return backup.name;
    case What:
        return backupWhatText(backup);
    case Android:
        return backup.androidVersion;
    case Size:
        return sizeText(backup.sizeBytes);
    case Stored:
        return sizeText(backup.storedBytes);
    case Files:
        return countText(backup.fileCount);
    case State:
        return m_doomed.contains(backup.id.value) ? tr("To be deleted") : backupStatusText(backup.status);
    case Store:
        return backup.storeName;
    default:
        return {};
    }
}

QVariant BackupListModel::nameData(const BackupRecord &backup, int role) const
{
    const bool pin = isPinned(backup.id);
    const QString tags = backup.tags.join(u", "_s);
    if (role == TrailingRole)
        return tags;
    if (role == IconNameRole)
        return pin ? QVariant(u"pin"_s) : QVariant();
    const bool more = pin || !tags.isEmpty();
    if (role != Qt::AccessibleTextRole && (role != Qt::ToolTipRole || !more))
        return {};
    //: The name of a backup that retention does not delete.
    const QString name = pin ? tr("%1, pinned").arg(backup.name) : backup.name;
    //: A backup's name and its tags.
    return tags.isEmpty() ? name : tr("%1, tags: %2").arg(name, tags);
}

QVariant BackupListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) {
        const bool number = column == Size || column == Stored || column == Files;
        return number ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole &&
        role != ToneRole && role != IconNameRole && (role != TrailingRole || column != Name))
        return {};
    const BackupRecord *backup = record(index.row());
    if (!backup)
        return role == Qt::DisplayRole && column == Created ? QVariant(u"…"_s) : QVariant();
    if (role == Qt::DisplayRole)
        return text(*backup, column);
    if (column == Name)
        return nameData(*backup, role);
    if (role == Qt::AccessibleTextRole)
        return text(*backup, column);
    if (role == Qt::ToolTipRole) {
        if (column == State && backup->error)
            return userText(*backup->error);
        return column == Created ? QVariant(ageText(backup->createdAt, m_clock.now())) : QVariant();
    }
    if (column == State && m_doomed.contains(backup->id.value))
        return role == ToneRole ? QVariant(int(Tone::Muted)) : QVariant(u"delete"_s);
    if (column == State)
        return role == ToneRole ? QVariant(int(backupStatusTone(backup->status)))
                                : QVariant(backupStatusIcon(backup->status));
    return {};
}

QVariant BackupListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Size || section == Stored || section == Files))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Created:
        return tr("Made");
    case Phone:
        return tr("Phone");
    case Name:
        return tr("Name");
    case What:
        return tr("What");
    case Android:
        return tr("Android");
    case Size:
        return QString(tr("Size") + QChar(kGap));
    case Stored:
        return QString(tr("Stored") + QChar(kGap));
    case Files:
        return QString(tr("Files") + QChar(kGap));
    case State:
        return tr("State");
    default:
        return tr("Store");
    }
}

} // namespace holdfast::ui
