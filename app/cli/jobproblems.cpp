// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jobproblems.h"

#include "app/cli/commandspec.h"

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of more phones only the number is told; "job list" names them.
constexpr qsizetype kNamedPhones = 5;

/// The same problem on one phone or on several.
struct Problem
{
    JobRecord first;
    QStringList about;
};

bool isProblem(const JobRecord &job)
{
    return job.error.has_value() || job.status == JobStatus::PartFinished;
}

/// Errors that differ in nothing but the phone.
bool isSame(const JobRecord &a, const JobRecord &b)
{
    if (a.status != b.status || a.kind != b.kind || a.error.has_value() != b.error.has_value())
        return false;
    return !a.error || (a.error->code == b.error->code && a.error->detail == b.error->detail &&
                        a.error->context.path == b.error->context.path &&
                        a.error->context.object == b.error->context.object);
}

QString names(const QStringList &about)
{
    if (about.size() == 1)
        return about.constFirst();
    QString text = about.mid(0, kNamedPhones).join(u", "_s);
    if (about.size() > kNamedPhones)
        text += u" and %1 more"_s.arg(about.size() - kNamedPhones);
    return u"%1 phones (%2)"_s.arg(about.size()).arg(text);
}

QString sentence(const Problem &problem)
{
    const QString about = names(problem.about);
    const QString log = u"See \"%1 job log %2\"."_s.arg(kProgramName, problem.first.id.value);
    if (!problem.first.error)
        return u"%1: partly done; some files are missing. %2"_s.arg(about, log);
    const QString text = userText(*problem.first.error);
    return problem.first.status == JobStatus::PartFinished ? u"%1: partly done. %2 %3"_s.arg(about, text, log)
                                                           : u"%1: %2"_s.arg(about, text);
}

} // namespace

QStringList jobProblems(const QList<JobRecord> &jobs)
{
    QList<Problem> problems;
    for (const JobRecord &job : jobs) {
        if (!isProblem(job))
            continue;
        const QString about = job.serial.isEmpty() ? job.backup.value : job.serial.value;
        const auto same = std::find_if(problems.begin(), problems.end(),
                                       [&job](const Problem &problem) { return isSame(problem.first, job); });
        if (same != problems.end())
            same->about.append(about);
        else
            problems.append({job, {about}});
    }
    QStringList sentences;
    for (const Problem &problem : std::as_const(problems))
        sentences.append(sentence(problem));
    return sentences;
}

} // namespace holdfast::cli
