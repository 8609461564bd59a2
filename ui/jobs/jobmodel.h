// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobfeed.h"
#include "ui/jobs/problemtext.h"
#include "ui/widgets/facetmodel.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace holdfast {
class Clock;
}

namespace holdfast::ui {

/// The jobs of the feed. A snapshot: nothing is asked in data().
class JobModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Phone, What, Progress, Rate, Left, Created, Took, Message, ColumnCount };

    JobModel(const JobFeed &feed, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const JobRecord &job(int row) const { return m_jobs.at(row); }
    [[nodiscard]] const QList<JobRecord> &jobs() const { return m_jobs; }
    /// Names to show in place of serials.
    void setPhoneNames(const PhoneNames &names);
    [[nodiscard]] const PhoneNames &phoneNames() const { return m_names; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void take();
    [[nodiscard]] QString text(const JobRecord &job, int column) const;
    [[nodiscard]] QString progressText(const JobRecord &job) const;
    /// Whether nothing has come for so long that the operator should know.
    [[nodiscard]] bool isSilent(const JobRecord &job) const;
    [[nodiscard]] QString leftText(const JobRecord &job) const;

    const JobFeed &m_feed;
    const Clock &m_clock;
    QList<JobRecord> m_jobs;
    PhoneNames m_names;
};

/// What the search and the facets leave of the jobs.
class JobListFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit JobListFilter(JobModel &model, QObject *parent = nullptr);

    void setSearch(const QString &text);
    void setChoice(const FacetChoice &choice);
    [[nodiscard]] bool isNarrowed() const { return !m_words.isEmpty() || !m_choice.isEmpty(); }
    [[nodiscard]] const JobRecord &job(int row) const;
    [[nodiscard]] QList<FacetSection> sections() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    JobModel &m_model;
    QStringList m_words;
    FacetChoice m_choice;
};

/// Failed jobs with the same cause, as one.
struct JobProblem
{
    Error error; ///< Of the first of them.
    QList<JobId> jobs;
};

/// Groups the failures among @p jobs by what went wrong and in which store, the most frequent first.
QList<JobProblem> groupProblems(const QList<JobRecord> &jobs);

} // namespace holdfast::ui
