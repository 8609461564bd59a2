// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/joblog.h"

#include <QLoggingCategory>

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(jobsLog, "holdfast.jobs")

constexpr qsizetype kBatch = 500;

} // namespace

void JobLog::add(EventSeverity severity, const QString &kind, const QString &path, const QString &text)
{
    const qint64 count = ++m_counts[kind];
    if (count > kMaxPerKind + 1)
        return;
    const bool full = count > kMaxPerKind;
    m_pending.append(
        {.number = 0,
         .job = m_job,
         .time = m_clock.now(),
         .severity = severity,
         .kind = kind,
         .path = full ? QString() : path,
         .text =
             full
                 ? QStringLiteral("There are more like these; only the first %1 are listed.").arg(kMaxPerKind)
                 : text});
    if (severity != EventSeverity::Info)
        qCWarning(jobsLog).noquote() << m_job.value << kind << path << text;
    else
        qCInfo(jobsLog).noquote() << m_job.value << kind << text;
    if (m_pending.size() >= kBatch)
        flush();
}

void JobLog::flush()
{
    if (m_pending.isEmpty())
        return;
    if (const auto written = m_events.append(m_pending); !written)
        qCWarning(jobsLog).noquote() << m_job.value << "events were lost:" << userText(written.error());
    m_pending.clear();
}

} // namespace holdfast
