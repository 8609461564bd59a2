// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonemodel.h"

#include "ui/jobs/jobfeed.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <utility>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A backup older than this is marked: nobody has promised more yet.
constexpr int kOverdueDays = 7;

QString tr(const char *text)
{
    return QCoreApplication::translate("Phones", text);
}

QString orNothing(const QString &text)
{
    return text.isEmpty() ? QString::fromUtf16(kNothing) : text;
}

Tone conditionTone(PhoneCondition condition)
{
    switch (condition) {
    case PhoneCondition::Online:
        return Tone::Good;
    case PhoneCondition::Unauthorized:
    case PhoneCondition::NotReady:
        return Tone::Warning;
    case PhoneCondition::Offline:
        return Tone::Bad;
    case PhoneCondition::Stopped:
    case PhoneCondition::Absent:
        return Tone::Muted;
    }
    Q_UNREACHABLE();
}

QString conditionIcon(PhoneCondition condition)
{
    switch (condition) {
    case PhoneCondition::Online:
        return u"ok"_s;
    case PhoneCondition::Unauthorized:
        return u"locked"_s;
    case PhoneCondition::NotReady:
        return u"waiting"_s;
    case PhoneCondition::Stopped:
        return u"stop"_s;
    case PhoneCondition::Offline:
    case PhoneCondition::Absent:
        return u"offline"_s;
    }
    Q_UNREACHABLE();
}

bool isOverdue(const PhoneView &phone, const QDateTime &now)
{
    return !phone.lastBackup.isValid() || phone.lastBackup.daysTo(now) > kOverdueDays;
}

/// The place of each value among all different ones, which @p order puts in order.
template <class T, class Order>
std::vector<int> ranksOf(const QList<T> &values, Order order)
{
    QHash<T, int> places;
    for (const T &value : values)
        places.insert(value, 0);
    int place = 0;
    for (const T &value : order(places.keys()))
        places[value] = place++;
    std::vector<int> ranks;
    ranks.reserve(size_t(values.size()));
    for (const T &value : values)
        ranks.push_back(places.value(value));
    return ranks;
}

} // namespace

QString phoneBackupKey(const PhoneView &phone, const QDateTime &now)
{
    if (!phone.lastBackup.isValid())
        return u"never"_s;
    return isOverdue(phone, now) ? u"overdue"_s : u"fresh"_s;
}

PhoneCondition phoneCondition(const PhoneView &phone)
{
    // Asked for of thousands of phones at a time: no copy of the word.
    const QStringView state = phone.state;
    const qsizetype blank = state.indexOf(u' ');
    const QStringView word = blank < 0 ? state : state.left(blank);
    if (word == "device"_L1)
        return PhoneCondition::Online;
    if (word == "absent"_L1)
        return phone.kind == "emulated"_L1 ? PhoneCondition::Stopped : PhoneCondition::Absent;
    if (word == "unauthorized"_L1)
        return PhoneCondition::Unauthorized;
    return word == "offline"_L1 ? PhoneCondition::Offline : PhoneCondition::NotReady;
}

QString conditionText(PhoneCondition condition)
{
    switch (condition) {
    case PhoneCondition::Online:
        return tr("Online");
    case PhoneCondition::Offline:
        return tr("Offline");
    case PhoneCondition::Unauthorized:
        return tr("Key not accepted");
    case PhoneCondition::NotReady:
        return tr("Not ready");
    case PhoneCondition::Stopped:
        return tr("Stopped");
    case PhoneCondition::Absent:
        return tr("Not connected");
    }
    Q_UNREACHABLE();
}

QString phoneKindText(const QString &kind)
{
    if (kind == "usb"_L1)
        return tr("USB");
    if (kind == "tcp"_L1)
        return tr("Network");
    if (kind == "emulator"_L1)
        return tr("Android emulator");
    return kind == "emulated"_L1 ? tr("Emulated here") : kind;
}

QList<FacetSection> phoneSections(const QList<PhoneView> &phones, const QDateTime &now)
{
    QMap<int, qint64> states;
    QHash<QString, qint64> backups;
    QHash<QString, qint64> groups;
    QHash<QString, qint64> tags;
    QHash<QString, qint64> androids;
    for (const PhoneView &phone : phones) {
        ++states[int(phoneCondition(phone))];
        ++backups[phoneBackupKey(phone, now)];
        if (!phone.group.isEmpty())
            ++groups[phone.group];
        for (const QString &tag : phone.tags)
            ++tags[tag];
        if (!phone.androidVersion.isEmpty())
            ++androids[phone.androidVersion];
    }
    QList<FacetSection> sections;
    FacetSection state{u"state"_s, tr("State"), {}};
    for (auto it = states.cbegin(); it != states.cend(); ++it)
        state.facets.append({QString::number(it.key()), conditionText(PhoneCondition(it.key())), it.value()});
    FacetSection backup{u"backup"_s, tr("Backup"), {}};
    backup.facets = {{u"fresh"_s, tr("Up to date"), backups.value(u"fresh"_s)},
                     {u"overdue"_s, tr("Overdue"), backups.value(u"overdue"_s)},
                     {u"never"_s, tr("Never"), backups.value(u"never"_s)}};
    sections << state << backup;
    for (const auto &[key, title, counts] :
         {std::tuple{u"group"_s, tr("Group"), groups}, std::tuple{u"tag"_s, tr("Tag"), tags},
          std::tuple{u"android"_s, tr("Android"), androids}}) {
        FacetSection section{key, title, {}};
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            section.facets.append({it.key(), it.key(), it.value()});
        std::sort(section.facets.begin(), section.facets.end(),
                  [](const Facet &a, const Facet &b) { return a.key < b.key; });
        if (!section.facets.isEmpty())
            sections << section;
    }
    return sections;
}

PhoneModel::PhoneModel(const Clock &clock, const JobFeed &jobs, QObject *parent)
    : QAbstractTableModel(parent), m_clock(clock), m_jobs(jobs)
{
    connect(&jobs, &JobFeed::changed, this, &PhoneModel::refreshActivity);
}

bool PhoneModel::hasRowsOf(const PreparedPhones &phones) const
{
    return std::equal(m_keys.begin(), m_keys.end(), phones.keys.begin(), phones.keys.end(),
                      [](const PhoneKeys &a, const PhoneKeys &b) { return a.row == b.row; });
}

void PhoneModel::append(PreparedPhones phones)
{
    if (phones.phones.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(phones.phones.size()) - 1);
    if (m_phones.isEmpty()) {
        m_phones = std::move(phones.phones);
        m_keys = std::move(phones.keys);
    } else {
        m_phones += phones.phones;
        m_keys.insert(m_keys.end(), phones.keys.begin(), phones.keys.end());
    }
    endInsertRows();
}

void PhoneModel::setPhones(PreparedPhones phones)
{
    if (m_phones.isEmpty()) {
        append(std::move(phones));
        return;
    }
    // Most of the time only what is known of the phones has changed.
    const bool same = hasRowsOf(phones);
    QHash<QString, qsizetype> fresh; // Where they stand in the new list.
    if (!same) {
        fresh.reserve(phones.phones.size());
        for (qsizetype i = 0; i < phones.phones.size(); ++i)
            fresh.insert(phones.keys[size_t(i)].row, i);
        removeOthers(fresh);
    }
    int first = rowCount();
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const qsizetype at = same ? row : fresh.take(m_keys[size_t(row)].row);
        // Its place among the names may have changed with another phone.
        m_keys[size_t(row)] = phones.keys[size_t(at)];
        if (phones.phones.at(at) == m_phones.at(row))
            continue;
        m_phones[row] = phones.phones.at(at);
        first = std::min(first, row);
        last = row;
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    PreparedPhones added;
    for (size_t i = 0; i < phones.keys.size() && !fresh.isEmpty(); ++i) {
        if (fresh.remove(phones.keys[i].row) == 0)
            continue;
        added.phones.append(phones.phones.at(qsizetype(i)));
        added.keys.push_back(phones.keys[i]);
    }
    append(std::move(added));
}

void PhoneModel::setStates(const QHash<QString, QString> &states)
{
    int first = rowCount();
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_phones.at(row).state == "absent"_L1)
            continue;
        const QString state = states.value(m_phones.at(row).serial.value, u"absent"_s);
        if (state == m_phones.at(row).state)
            continue;
        m_phones[row].state = state;
        m_keys[size_t(row)].row = phoneRowKey(m_phones.at(row));
        first = std::min(first, row);
        last = row;
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void PhoneModel::removeOthers(const QHash<QString, qsizetype> &kept)
{
    const auto goes = [&](int row) { return !kept.contains(m_keys[size_t(row)].row); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_phones.remove(first, last - first + 1);
        m_keys.erase(m_keys.begin() + first, m_keys.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

std::vector<int> PhoneModel::ranks(int column) const
{
    std::vector<int> ranks;
    ranks.reserve(m_keys.size());
    if (column == Name) {
        for (const PhoneKeys &keys : m_keys)
            ranks.push_back(keys.place);
        return ranks;
    }
    if (column == Android || column == State) {
        for (const PhoneView &phone : m_phones)
            ranks.push_back(column == Android ? phone.sdk : int(phoneCondition(phone)));
        return ranks;
    }
    if (column == LastBackup || column == LastSeen) {
        QList<qint64> times;
        for (const PhoneView &phone : m_phones) {
            const QDateTime &time = column == LastSeen ? phone.lastSeen : phone.lastBackup;
            times.append(time.isValid() ? time.toMSecsSinceEpoch() : std::numeric_limits<qint64>::min());
        }
        return ranksOf(times, [](const QList<qint64> &values) {
            QList<qint64> ordered = values;
            std::sort(ordered.begin(), ordered.end());
            return ordered;
        });
    }
    QStringList texts;
    for (const PhoneView &phone : m_phones)
        texts.append(column == Activity ? activity(phone, Qt::DisplayRole).toString() : text(phone, column));
    return ranksOf(texts, [this](const QStringList &values) {
        // Each text's key is made once: comparing texts takes a hundred times as long as comparing keys.
        std::vector<std::pair<QCollatorSortKey, QString>> keyed;
        keyed.reserve(size_t(values.size()));
        for (const QString &value : values)
            keyed.emplace_back(m_collator.sortKey(value), value);
        std::sort(keyed.begin(), keyed.end(),
                  [](const auto &a, const auto &b) { return a.first.compare(b.first) < 0; });
        QStringList ordered;
        for (const auto &[key, value] : keyed)
            ordered.append(value);
        return ordered;
    });
}

QDateTime PhoneModel::now() const
{
    return m_clock.now();
}

void PhoneModel::refreshActivity()
{
    if (!m_phones.isEmpty())
        Q_EMIT dataChanged(index(0, LastBackup), index(rowCount() - 1, Activity),
                           {Qt::DisplayRole, ProgressRole});
}

int PhoneModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_phones.size());
}

int PhoneModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PhoneModel::text(const PhoneView &phone, int column) const
{
    using ui::tr; // Not that of the class, whose texts would be looked for elsewhere.
    switch (column) {
    case Name:
        return phoneTitle(phone);
    case Group:
        return orNothing(phone.group);
    case Android:
        return orNothing(phone.androidVersion);
    case State:
        return conditionText(phoneCondition(phone));
    case LastBackup:
        return phone.lastBackup.isValid() ? ageText(phone.lastBackup, m_clock.now()) : tr("never");
    case KindColumn:
        return phoneKindText(phone.kind);
    case SerialColumn:
        return phone.serial.value;
    case Model:
        return orNothing(phone.model);
    case Abi:
        return orNothing(phone.abi);
    case LastSeen:
        return timeText(phone.lastSeen);
    case Tags:
        return orNothing(phone.tags.join(u", "_s));
    default:
        return {};
    }
}

QVariant PhoneModel::activity(const PhoneView &phone, int role) const
{
    using ui::tr;
    const JobRecord *job = m_jobs.activeOn(phone.serial);
    if (!job)
        return role == Qt::DisplayRole ? QVariant(QString::fromUtf16(kNothing)) : QVariant();
    const double fraction = jobFraction(*job);
    switch (role) {
    case Qt::DisplayRole:
        return job->status == JobStatus::Paused ? jobStatusText(job->status) : doingText(job->progress);
    case Qt::AccessibleTextRole:
        //: %1 is what a job does, %2 how much of it is done, as in "Copying files, 43 %".
        return fraction < 0 ? doingText(job->progress)
                            : tr("%1, %2 %").arg(doingText(job->progress)).arg(qRound(fraction * 100));
    case ProgressRole:
        return job->status != JobStatus::Processing ? QVariant()
                                                    : QVariant(fraction < 0 ? -1 : qRound(fraction * 1000));
    default:
        return {};
    }
}

QVariant PhoneModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PhoneView &phone = m_phones.at(index.row());
    if (index.column() == Activity)
        return activity(phone, role);
    if (role == Qt::DisplayRole)
        return text(phone, index.column());
    const PhoneCondition condition = phoneCondition(phone);
    if (role == Qt::ToolTipRole && index.column() == State)
        return phone.nextStep.isEmpty() ? text(phone, State) : phone.nextStep;
    if (index.column() == State && role == ToneRole)
        return int(conditionTone(condition));
    if (index.column() == State && role == IconNameRole)
        return conditionIcon(condition);
    if (index.column() == LastBackup && isOverdue(phone, m_clock.now())) {
        if (role == ToneRole)
            return int(phone.lastBackup.isValid() ? Tone::Warning : Tone::Muted);
        if (role == IconNameRole && phone.lastBackup.isValid())
            return u"warning"_s;
    }
    return {};
}

QVariant PhoneModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    using ui::tr;
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    static const char *const kTitles[] = {
        QT_TRANSLATE_NOOP("Phones", "Name"),        QT_TRANSLATE_NOOP("Phones", "Group"),
        QT_TRANSLATE_NOOP("Phones", "Android"),     QT_TRANSLATE_NOOP("Phones", "State"),
        QT_TRANSLATE_NOOP("Phones", "Last backup"), QT_TRANSLATE_NOOP("Phones", "Activity"),
        QT_TRANSLATE_NOOP("Phones", "Reached by"),  QT_TRANSLATE_NOOP("Phones", "Serial"),
        QT_TRANSLATE_NOOP("Phones", "Model"),       QT_TRANSLATE_NOOP("Phones", "Processor"),
        QT_TRANSLATE_NOOP("Phones", "Last seen"),   QT_TRANSLATE_NOOP("Phones", "Tags")};
    return tr(kTitles[section]);
}

} // namespace holdfast::ui
