// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchprogress.h"

#include "app/cli/textformat.h"
#include "core/jobs/phasetext.h"

#include <QHash>

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLineInterval = 5000;
constexpr qint64 kShortestInterval = 1000; ///< Between lines for phases, when many jobs change theirs.
constexpr qint64 kRateWindow = 4000;
constexpr int kBarColumns = 24;

struct Share
{
    double from;
    double to;
};

/// Which part of a job a phase is, measured on ordinary jobs; only the bar's evenness depends on it.
Share shareOf(JobKind kind, Phase phase)
{
    const bool checksOnly = kind == JobKind::Verify || kind == JobKind::Delete || kind == JobKind::Scan;
    switch (phase) {
    case Phase::Waiting:
    case Phase::Hook:
        return {0.0, 0.0};
    case Phase::Connecting:
        return {0.0, 0.01};
    case Phase::Scanning:
        return {0.01, 0.05};
    case Phase::Copying:
        return {0.05, 0.80};
    case Phase::Finishing:
        return {0.80, 0.82};
    case Phase::Verifying:
        return checksOnly ? Share{0.0, 0.99} : Share{0.82, 0.99};
    case Phase::Comparing:
        return {0.82, 0.99};
    case Phase::Deleting:
        return {0.0, 0.99};
    case Phase::Done:
        return {1.0, 1.0};
    }
    Q_UNREACHABLE();
}

double fractionOf(const JobRecord &job)
{
    if (hasEnded(job.status))
        return 1.0;
    const JobProgress &progress = job.progress;
    const Share share = shareOf(job.kind, progress.phase);
    if (progress.bytesTotal <= 0)
        return share.from;
    const double inPhase = std::clamp(double(progress.bytesDone) / double(progress.bytesTotal), 0.0, 1.0);
    return share.from + (share.to - share.from) * inPhase;
}

} // namespace

void BatchProgress::update(const QList<JobRecord> &jobs, qint64 milliseconds)
{
    QHash<Phase, int> active;
    std::optional<StoreOutage> outage;
    double sum = 0;
    m_jobs = jobs.size();
    m_ended = m_failed = m_cancelled = 0;
    m_bytesDone = m_filesDone = m_bytesTotal = 0;
    for (const JobRecord &job : jobs) {
        sum += fractionOf(job);
        m_ended += hasEnded(job.status) ? 1 : 0;
        m_failed += job.status == JobStatus::Failed ? 1 : 0;
        m_cancelled += job.status == JobStatus::Cancelled ? 1 : 0;
        m_bytesDone += job.progress.bytesDone;
        m_filesDone += job.progress.filesDone;
        const bool known = m_bytesTotal >= 0 && job.progress.bytesTotal >= 0;
        m_bytesTotal = known ? m_bytesTotal + job.progress.bytesTotal : -1;
        if (!hasEnded(job.status)) {
            ++active[job.progress.phase];
            outage = outage ? outage : job.progress.outage;
        }
    }
    if (m_jobs > 0)
        m_percent = std::max(m_percent, static_cast<int>(100 * sum / double(m_jobs)));

    // The phase that most running jobs are in stands for the batch; those that wait do not count.
    Phase phase = active.isEmpty() ? Phase::Done : Phase::Waiting;
    int most = 0;
    for (auto it = active.cbegin(); it != active.cend(); ++it) {
        if (it.key() != Phase::Waiting && it.value() > most) {
            phase = it.key();
            most = it.value();
        }
    }
    const bool changed = !m_started || phase != m_phase || outage.has_value() != m_outage.has_value();
    m_phase = phase;
    m_outage = std::move(outage);
    if (changed)
        m_samples.clear();
    measureRate(milliseconds, m_bytesDone);

    const qint64 since = milliseconds - m_lastLine;
    m_lineDue =
        !m_started || since >= kLineInterval || (changed && (m_jobs == 1 || since >= kShortestInterval));
    if (m_lineDue)
        m_lastLine = milliseconds;
    m_started = true;
}

void BatchProgress::measureRate(qint64 milliseconds, qint64 bytes)
{
    if (!m_samples.empty() && bytes < m_samples.back().bytes)
        m_samples.clear(); // A job has begun to count anew in its next phase.
    m_samples.push_back({milliseconds, bytes});
    while (m_samples.size() > 2 && milliseconds - m_samples.front().milliseconds > kRateWindow)
        m_samples.pop_front();
    const qint64 elapsed = milliseconds - m_samples.front().milliseconds;
    m_rate = elapsed >= 300 ? double(bytes - m_samples.front().bytes) * 1000.0 / double(elapsed) : -1;
}

QString BatchProgress::amounts() const
{
    QStringList parts;
    if (m_bytesDone > 0 || m_bytesTotal > 0)
        parts << (m_bytesTotal > 0 ? u"%1 of %2"_s.arg(sizeText(m_bytesDone), sizeText(m_bytesTotal))
                                   : sizeText(m_bytesDone));
    if (m_filesDone > 0)
        parts << counted(m_filesDone, u"file"_s);
    if (m_rate > 0 && m_phase != Phase::Done)
        parts << u"%1/s"_s.arg(sizeText(static_cast<qint64>(m_rate)));
    return parts.join(u", "_s);
}

QString BatchProgress::line() const
{
    QStringList parts{u"%1%"_s.arg(m_percent), doingText({.phase = m_phase, .outage = m_outage})};
    if (m_outage)
        parts << u"(%1)"_s.arg(m_outage->answer);
    if (const QString text = amounts(); !text.isEmpty())
        parts << text;
    if (m_jobs > 1)
        parts << u"%1 of %2 done"_s.arg(m_ended).arg(counted(m_jobs, u"job"_s));
    if (m_failed > 0)
        parts << u"%1 failed"_s.arg(m_failed);
    if (m_cancelled > 0)
        parts << u"%1 cancelled"_s.arg(m_cancelled);
    return parts.join(u"  "_s);
}

QString BatchProgress::liveLine() const
{
    const auto filled = static_cast<qsizetype>(m_percent * kBarColumns / 100);
    return u'[' % QString(filled, u'#') % QString(kBarColumns - filled, u'-') % u"] " % line();
}

} // namespace holdfast::cli
