// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobmodel.h"

#include "core/base/clock.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kSilentAfter = 10'000;
/// Characters of a time that the narrow list of batches leaves out.
constexpr qsizetype kYear = 5;

QString nothing()
{
    return QString::fromUtf16(kNothing);
}

Tone statusTone(JobStatus status)
{
    switch (status) {
    case JobStatus::Finished:
        return Tone::Good;
    case JobStatus::PartFinished:
        return Tone::Warning;
    case JobStatus::Failed:
        return Tone::Bad;
    case JobStatus::Processing:
        return Tone::Info;
    default:
        return Tone::Muted;
    }
}

QString statusIcon(JobStatus status)
{
    switch (status) {
    case JobStatus::Finished:
        return u"ok"_s;
    case JobStatus::PartFinished:
        return u"warning"_s;
    case JobStatus::Failed:
        return u"error"_s;
    case JobStatus::Waiting:
    case JobStatus::Paused:
        return u"waiting"_s;
    case JobStatus::Processing:
        return u"busy"_s;
    default:
        return u"cancel"_s;
    }
}

} // namespace

JobModel::JobModel(const JobFeed &feed, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_feed(feed), m_clock(clock)
{
    connect(&feed, &JobFeed::changed, this, &JobModel::take);
    take();
}

void JobModel::setPhoneNames(const PhoneNames &names)
{
    if (names == m_names)
        return;
    m_names = names;
    if (!m_jobs.isEmpty())
        Q_EMIT dataChanged(index(0, Phone), index(rowCount() - 1, Message));
}

void JobModel::take()
{
    const QList<JobRecord> &fresh = m_feed.jobs();
    const auto sameFrom = [&](qsizetype added) {
        return fresh.size() >= m_jobs.size() + added &&
               std::equal(m_jobs.begin(), m_jobs.end(), fresh.begin() + added,
                          fresh.begin() + added + m_jobs.size(),
                          [](const JobRecord &a, const JobRecord &b) { return a.id == b.id; });
    };
    const qsizetype added = fresh.size() - m_jobs.size();
    if (added < 0 || !sameFrom(added) || m_jobs.isEmpty()) {
        beginResetModel();
        m_jobs = fresh;
        endResetModel();
        return;
    }
    if (added > 0) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_jobs = fresh.mid(0, added) + m_jobs;
        endInsertRows();
    }
    m_jobs = fresh;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobModel::progressText(const JobRecord &job) const
{
    if (job.status != JobStatus::Processing) {
        // What went wrong is read where the operator looks first; figures have ended then.
        //: %1 is a state, %2 what went wrong: "Failed: Store nas is full.…"
        return job.error && job.status != JobStatus::Cancelled
                   ? tr("%1: %2").arg(jobStateText(job), problemText(*job.error, m_names))
                   : jobStateText(job);
    }
    const JobProgress &progress = job.progress;
    if (progress.bytesTotal > 0) {
        //: %1 is what a job does, %2 and %3 are sizes: "Copying files, 1.2 GiB of 3.0 GiB".
        return tr("%1, %2 of %3")
            .arg(doingText(progress), sizeText(progress.bytesDone), sizeText(progress.bytesTotal));
    }
    return doingText(progress);
}

bool JobModel::isSilent(const JobRecord &job) const
{
    return job.status == JobStatus::Processing &&
           (job.progress.phase == Phase::Copying || job.progress.phase == Phase::Verifying) &&
           m_feed.meters().value(job.id).stalledFor() > kSilentAfter;
}

QString JobModel::leftText(const JobRecord &job) const
{
    if (job.status != JobStatus::Processing)
        return nothing();
    const RateMeter meter = m_feed.meters().value(job.id);
    if (isSilent(job))
        return tr("no data for %1 s").arg(meter.stalledFor() / 1000);
    if (!meter.isSettled() || job.progress.bytesTotal <= 0)
        return nothing();
    return remainingText(double(job.progress.bytesTotal - job.progress.bytesDone) / meter.rate());
}

QString JobModel::text(const JobRecord &job, int column) const
{
    switch (column) {
    case Phone:
        return job.serial.isEmpty() ? job.backup.value : m_names.value(job.serial.value, job.serial.value);
    case What:
        return jobKindText(job.kind);
    case Progress:
        return progressText(job);
    case Rate: {
        const double rate = m_feed.meters().value(job.id).rate();
        return job.status == JobStatus::Processing && rate > 0 ? rateText(rate) : nothing();
    }
    case Left:
        return leftText(job);
    case Created:
        return timeText(job.createdAt);
    case Took:
        if (!job.startedAt.isValid())
            return nothing();
        return durationText(job.startedAt.msecsTo(job.finishedAt.isValid() ? job.finishedAt : m_clock.now()));
    case Message:
        return job.error ? problemText(*job.error, m_names) : QString();
    default:
        return {};
    }
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JobRecord &job = m_jobs.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(job, column);
    case SortRole:
        return column == Created ? QVariant(job.createdAt) : QVariant(text(job, column));
    case Qt::ToolTipRole:
        return column == Message || column == Progress ? QVariant(text(job, column)) : QVariant();
    case Qt::AccessibleTextRole: {
        const double fraction = jobFraction(job);
        if (column != Progress || job.status != JobStatus::Processing || fraction < 0)
            return {};
        return tr("%1, %2 percent").arg(progressText(job)).arg(qRound(fraction * 100));
    }
    case ProgressRole: {
        if (column != Progress || job.status != JobStatus::Processing)
            return {};
        const double fraction = jobFraction(job);
        return fraction < 0 ? -1 : qRound(fraction * 1000);
    }
    case ToneRole:
        if (column == Left && isSilent(job))
            return int(Tone::Warning);
        return column == Progress ? QVariant(int(statusTone(job.status))) : QVariant();
    case IconNameRole:
        return column == Progress && job.status != JobStatus::Processing ? QVariant(statusIcon(job.status))
                                                                         : QVariant();
    case Qt::TextAlignmentRole:
        return column == Rate || column == Left || column == Took
                   ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                   : QVariant();
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Rate || section == Left || section == Took))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Phone:
        return tr("Phone");
    case What:
        return tr("What");
    case Progress:
        return tr("Progress");
    case Rate:
        return QString(tr("Rate") + QChar(kGap));
    case Left:
        return QString(tr("Left") + QChar(kGap));
    case Created:
        return tr("Begun");
    case Took:
        return QString(tr("Took") + QChar(kGap));
    default:
        return tr("Message");
    }
}

JobListFilter::JobListFilter(JobModel &model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setDynamicSortFilter(true);
    setSourceModel(&model);
}

void JobListFilter::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void JobListFilter::setChoice(const FacetChoice &choice)
{
    m_choice = choice;
    invalidateFilter();
}

const JobRecord &JobListFilter::job(int row) const
{
    return m_model.job(mapToSource(index(row, 0)).row());
}

bool JobListFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const JobRecord &job = m_model.job(row);
    const auto allows = [this](const QString &section, const QString &key) {
        const auto keys = m_choice.constFind(section);
        return keys == m_choice.constEnd() || keys->contains(key);
    };
    if (!allows(u"state"_s, toText(job.status)) || !allows(u"kind"_s, toText(job.kind)) ||
        !allows(u"batch"_s, job.batch.value))
        return false;
    if (m_words.isEmpty())
        return true;
    QString all = job.serial.value + u'\n' + job.id.value + u'\n' + job.backup.value;
    for (const int column : {JobModel::Phone, JobModel::What, JobModel::Message})
        all += u'\n' + m_model.index(row, column).data().toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

QList<FacetSection> JobListFilter::sections() const
{
    QMap<JobStatus, qint64> states;
    QMap<JobKind, qint64> kinds;
    QHash<QString, Facet> batches;
    QStringList order;
    constexpr qsizetype kShownBatches = 12;
    for (const JobRecord &job : m_model.jobs()) {
        ++states[job.status];
        ++kinds[job.kind];
        Facet &batch = batches[job.batch.value];
        if (batch.count++ == 0) {
            //: A batch of jobs: when they were begun and what they do, "01-15 02:00 Backup".
            batch.label = tr("%1 %2").arg(timeText(job.createdAt).mid(kYear), jobKindText(job.kind));
            batch.key = job.batch.value;
            order << batch.key;
        }
    }
    FacetSection state{u"state"_s, tr("State"), {}};
    for (const JobStatus status :
         {JobStatus::Processing, JobStatus::Waiting, JobStatus::Paused, JobStatus::Failed,
          JobStatus::PartFinished, JobStatus::Finished, JobStatus::Cancelled, JobStatus::Skipped}) {
        if (states.contains(status))
            state.facets.append({toText(status), jobStatusText(status), states.value(status)});
    }
    FacetSection kind{u"kind"_s, tr("Kind"), {}};
    for (auto it = kinds.cbegin(); it != kinds.cend(); ++it)
        kind.facets.append({toText(it.key()), jobKindText(it.key()), it.value()});
    FacetSection batch{u"batch"_s, tr("Batch"), {}};
    for (const QString &key : order.mid(0, kShownBatches))
        batch.facets.append(batches.value(key));
    return {state, kind, batch};
}

QList<JobProblem> groupProblems(const QList<JobRecord> &jobs)
{
    QList<JobProblem> problems;
    for (const JobRecord &job : jobs) {
        if (!job.error || job.status != JobStatus::Failed)
            continue;
        auto same = std::find_if(problems.begin(), problems.end(), [&](const JobProblem &problem) {
            return problem.error.code == job.error->code &&
                   problem.error.context.object == job.error->context.object;
        });
        // A backup or a job as the object makes each failure its own: only phones and codes count then.
        if (same == problems.end()) {
            same = std::find_if(problems.begin(), problems.end(), [&](const JobProblem &problem) {
                return problem.error.code == job.error->code && !job.error->context.phone.isEmpty();
            });
        }
        if (same == problems.end())
            problems.append({*job.error, {job.id}});
        else
            same->jobs.append(job.id);
    }
    std::stable_sort(problems.begin(), problems.end(),
                     [](const JobProblem &a, const JobProblem &b) { return a.jobs.size() > b.jobs.size(); });
    return problems;
}

} // namespace holdfast::ui
