// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonemodel.h"

#include "ui/jobs/jobfeed.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>

#include <algorithm>

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

/// The key of a phone in the facet of backups.
QString backupKey(const PhoneView &phone, const QDateTime &now)
{
    if (!phone.lastBackup.isValid())
        return u"never"_s;
    return isOverdue(phone, now) ? u"overdue"_s : u"fresh"_s;
}

} // namespace

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
        ++backups[backupKey(phone, now)];
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
        if (phones.phones.at(at) == m_phones.at(row))
            continue;
        m_phones[row] = phones.phones.at(at);
        m_keys[size_t(row)] = phones.keys[size_t(at)];
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

int PhoneModel::compare(int left, int right, int column) const
{
    const PhoneView &a = m_phones.at(left);
    const PhoneView &b = m_phones.at(right);
    const auto order = [](const auto &x, const auto &y) { return x < y ? -1 : y < x ? 1 : 0; };
    int result = 0;
    switch (column) {
    case Name:
        result = m_keys[size_t(left)].name.compare(m_keys[size_t(right)].name);
        break;
    case Android:
        result = order(a.sdk, b.sdk);
        break;
    case State:
        result = order(int(phoneCondition(a)), int(phoneCondition(b)));
        break;
    case LastBackup:
        result = order(a.lastBackup, b.lastBackup);
        break;
    case Activity:
        result = m_collator.compare(activity(a, Qt::DisplayRole).toString(),
                                    activity(b, Qt::DisplayRole).toString());
        break;
    case LastSeen:
        result = order(a.lastSeen, b.lastSeen);
        break;
    default:
        result = m_collator.compare(text(a, column), text(b, column));
    }
    // Equal ones keep one order, whatever column is sorted by.
    return result != 0 ? result : order(a.serial.value, b.serial.value);
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
        return job->status == JobStatus::Paused ? jobStatusText(job->status) : phaseText(job->progress.phase);
    case Qt::AccessibleTextRole:
        //: %1 is what a job does, %2 how much of it is done, as in "Copying files, 43 %".
        return fraction < 0 ? phaseText(job->progress.phase)
                            : tr("%1, %2 %").arg(phaseText(job->progress.phase)).arg(qRound(fraction * 100));
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

PhoneFilter::PhoneFilter(PhoneModel &model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
}

void PhoneFilter::setSearch(const QString &text)
{
    m_words = text.simplified().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    // As one step: invalidateFilter() would tell of each run of rows that goes or comes, thousands at times.
    invalidate();
}

void PhoneFilter::setChoice(const FacetChoice &choice)
{
    m_choice = choice;
    invalidate();
}

const PhoneView &PhoneFilter::phone(int row) const
{
    return m_model.phone(mapToSource(index(row, 0)).row());
}

bool PhoneFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (!isNarrowed())
        return true;
    for (const QString &word : m_words) {
        if (!m_model.searchText(row).contains(word))
            return false;
    }
    if (m_choice.isEmpty())
        return true;
    const PhoneView &phone = m_model.phone(row);
    // Asked of thousands of phones: what is not chosen by is not worked out.
    const auto allows = [this](const QString &section, auto key) {
        const auto keys = m_choice.constFind(section);
        return keys == m_choice.constEnd() || keys->contains(key());
    };
    const auto tags = m_choice.constFind(u"tag"_s);
    const bool tagged =
        tags == m_choice.constEnd() || std::any_of(phone.tags.begin(), phone.tags.end(),
                                                   [&](const QString &tag) { return tags->contains(tag); });
    return tagged && allows(u"state"_s, [&] { return QString::number(int(phoneCondition(phone))); }) &&
           allows(u"backup"_s, [&] { return backupKey(phone, m_model.now()); }) &&
           allows(u"group"_s, [&] { return phone.group; }) &&
           allows(u"android"_s, [&] { return phone.androidVersion; });
}

bool PhoneFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_model.compare(left.row(), right.row(), left.column()) < 0;
}

} // namespace holdfast::ui
