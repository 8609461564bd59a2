// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobmeasure.h"

#include "core/engine/jobservice.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace holdfast::ui {
namespace {

constexpr double kAverageOver = 30'000;
constexpr qint64 kSettledAfter = 10'000;
constexpr qint64 kStalledAfter = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Jobs", text);
}

/// The share of a job's whole way that a phase begins and ends at. Copying takes most of the time; checking
/// reads the stored object, which is smaller.
struct Stretch
{
    double from;
    double to;
};

Stretch stretchOf(JobKind kind, Phase phase)
{
    const bool copies = kind == JobKind::Backup || kind == JobKind::Restore || kind == JobKind::Install;
    switch (phase) {
    case Phase::Waiting:
    case Phase::Hook:
    case Phase::Connecting:
        return {0, 0};
    case Phase::Scanning:
        return {0.02, 0.02};
    case Phase::Copying:
        return {0.02, 0.75};
    case Phase::Finishing:
        return {0.75, 0.75};
    case Phase::Verifying:
    case Phase::Comparing:
        return {copies ? 0.75 : 0, 1};
    case Phase::Deleting:
        return {0, 1};
    case Phase::Done:
        return {1, 1};
    }
    Q_UNREACHABLE();
}

} // namespace

double jobFraction(const JobRecord &job)
{
    if (hasEnded(job.status))
        return 1;
    const JobProgress &progress = job.progress;
    const Stretch stretch = stretchOf(job.kind, progress.phase);
    double within = -1;
    if (progress.bytesTotal > 0)
        within = double(progress.bytesDone) / double(progress.bytesTotal);
    else if (progress.filesTotal > 0)
        within = double(progress.filesDone) / double(progress.filesTotal);
    if (stretch.from < stretch.to && within >= 0)
        return stretch.from + (stretch.to - stretch.from) * std::min(within, 1.0);
    return progress.phase == Phase::Finishing ? stretch.from : -1;
}

QString jobStatusText(JobStatus status)
{
    switch (status) {
    case JobStatus::Waiting:
        return tr("Waiting");
    case JobStatus::Processing:
        return tr("Running");
    case JobStatus::Paused:
        return tr("Paused");
    case JobStatus::Finished:
        return tr("Done");
    case JobStatus::PartFinished:
        return tr("Done with losses");
    case JobStatus::Failed:
        return tr("Failed");
    case JobStatus::Cancelled:
        return tr("Cancelled");
    case JobStatus::Skipped:
        return tr("Skipped");
    }
    Q_UNREACHABLE();
}

QString jobStateText(const JobRecord &job)
{
    const bool lost = job.outcome.value(QLatin1String("lost")).toInteger() > 0;
    if (job.status == JobStatus::PartFinished && job.error && job.error->code == Errc::HookFailed && !lost)
        return tr("Done, but a command failed");
    if (job.status == JobStatus::Waiting && job.error)
        return waitText(*job.error);
    return jobStatusText(job.status);
}

QString jobKindText(JobKind kind)
{
    switch (kind) {
    case JobKind::Backup:
        return tr("Backup");
    case JobKind::Restore:
        return tr("Restore");
    case JobKind::Verify:
        return tr("Check");
    case JobKind::Delete:
        return tr("Delete");
    case JobKind::Scan:
        return tr("Rescan");
    case JobKind::Install:
        return tr("Install");
    case JobKind::Copy:
        return tr("Copy");
    }
    Q_UNREACHABLE();
}

void RateMeter::add(qint64 milliseconds, qint64 bytes)
{
    if (m_begun < 0 || bytes < m_lastBytes) {
        m_begun = m_lastSeen = m_lastMoved = milliseconds;
        m_lastBytes = bytes;
        m_rate = m_latest = 0;
        return;
    }
    const double passed = static_cast<double>(milliseconds - m_lastSeen);
    if (passed <= 0)
        return;
    const double now = static_cast<double>(bytes - m_lastBytes) * 1000 / passed;
    m_latest = now;
    // While little is known the plain average is the best guess; it turns into the moving one.
    const double known = static_cast<double>(m_lastSeen - m_begun);
    const double weight = 1 - std::exp(-passed / std::min(kAverageOver, known + passed));
    m_rate += (now - m_rate) * (known > 0 ? weight : 1);
    if (bytes > m_lastBytes)
        m_lastMoved = milliseconds;
    m_lastSeen = milliseconds;
    m_lastBytes = bytes;
}

bool RateMeter::isSettled() const
{
    return m_begun >= 0 && m_lastSeen - m_begun >= kSettledAfter && stalledFor() < kStalledAfter &&
           m_rate > 0;
}

BatchSummary summarize(const QList<JobRecord> &jobs, const QHash<JobId, RateMeter> &meters)
{
    BatchSummary sum;
    qint64 runningLeft = 0;
    qint64 knownTotal = 0;
    int knownJobs = 0;
    bool settled = true;
    for (const JobRecord &job : jobs) {
        ++sum.total;
        sum.fraction += std::max(jobFraction(job), 0.0);
        if (job.progress.bytesTotal > 0) {
            knownTotal += job.progress.bytesTotal;
            ++knownJobs;
        }
        switch (job.status) {
        case JobStatus::Waiting:
        case JobStatus::Paused:
            ++sum.waiting;
            break;
        case JobStatus::Processing: {
            ++sum.running;
            const RateMeter meter = meters.value(job.id);
            settled = settled && meter.isSettled() && job.progress.bytesTotal > 0;
            sum.rate += meter.rate();
            runningLeft += std::max<qint64>(job.progress.bytesTotal - job.progress.bytesDone, 0);
            break;
        }
        case JobStatus::Failed:
            ++sum.failed;
            break;
        case JobStatus::Cancelled:
        case JobStatus::Skipped:
            ++sum.cancelled;
            break;
        default:
            ++sum.done;
        }
    }
    if (sum.total > 0)
        sum.fraction /= sum.total;
    // Jobs that have not begun are guessed to be as large as the others.
    if (sum.running > 0 && settled && sum.rate > 0) {
        const double waitingBytes = double(sum.waiting) * double(knownTotal) / std::max(knownJobs, 1);
        sum.remaining = (double(runningLeft) + waitingBytes) / sum.rate;
    }
    return sum;
}

} // namespace holdfast::ui
