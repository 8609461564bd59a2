// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/phoneservice.h"
#include "ui/phones/preparedphones.h"
#include "ui/widgets/facetmodel.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>

#include <vector>

namespace holdfast::ui {

class JobFeed;

/// A phone's state by its kind: what facets, icons and colours go by.
enum class PhoneCondition { Online, Offline, Unauthorized, NotReady, Stopped, Absent };

PhoneCondition phoneCondition(const PhoneView &phone);
/// In words: `Online`, `Offline`….
QString conditionText(PhoneCondition condition);
/// By what the facet of backups knows a phone: `fresh`, `overdue` or `never`.
QString phoneBackupKey(const PhoneView &phone, const QDateTime &now);
/// A word for how a phone is reached: `USB`, `Network`, `Emulated`….
QString phoneKindText(const QString &kind);

/// The phones by state, age of their last backup at @p now, group, tag and Android version. Any thread.
QList<FacetSection> phoneSections(const QList<PhoneView> &phones, const QDateTime &now);

/// The phones that are known, as last read. A snapshot: nothing is asked in data().
class PhoneModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Group,
        Android,
        State,
        LastBackup,
        Activity,
        KindColumn,
        SerialColumn,
        Model,
        Abi,
        LastSeen,
        Tags,
        ColumnCount
    };

    PhoneModel(const Clock &clock, const JobFeed &jobs, QObject *parent = nullptr);

    /// Takes a new list; rows that stay are updated in place, so that selections hold.
    void setPhones(PreparedPhones phones);
    void setPhones(const QList<PhoneView> &phones) { setPhones(preparePhones(phones)); }
    /// Takes new states of phones that are there, by serial; those that are not named are absent.
    void setStates(const QHash<QString, QString> &states);
    [[nodiscard]] const QList<PhoneView> &phones() const { return m_phones; }
    [[nodiscard]] const PhoneView &phone(int row) const { return m_phones.at(row); }
    /// What the search looks at, folded.
    [[nodiscard]] const QString &searchText(int row) const { return m_keys[size_t(row)].search; }
    [[nodiscard]] QDateTime now() const;
    /// What to sort rows by, in place of a column: a number for each row, the same for equal ones. Thousands
    /// of numbers are sorted in no time, thousands of texts are not.
    [[nodiscard]] std::vector<int> ranks(int column) const;
    /// The cells that jobs and time change.
    void refreshActivity();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const PhoneView &phone, int column) const;
    void removeOthers(const QHash<QString, qsizetype> &kept);
    void append(PreparedPhones phones);
    [[nodiscard]] bool hasRowsOf(const PreparedPhones &phones) const;
    [[nodiscard]] QVariant activity(const PhoneView &phone, int role) const;

    const Clock &m_clock;
    const JobFeed &m_jobs;
    QCollator m_collator;
    QList<PhoneView> m_phones;
    std::vector<PhoneKeys> m_keys; ///< Of m_phones, in their order.
};

} // namespace holdfast::ui
