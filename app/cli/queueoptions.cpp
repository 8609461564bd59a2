// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/queueoptions.h"

#include "core/jobs/phasetext.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

QString patienceProblem(const QString &text)
{
    return patienceFromText(text) ? QString() : u"is not a time like 90s, 30m, 2h or 1d, a week at most"_s;
}

} // namespace

QList<OptionSpec> queueOptions(JobPriority usual)
{
    return {
        {.name = u"priority"_s,
         .takes = Takes::One,
         .valueName = u"HOW"_s,
         .help = u"Which waiting jobs go first: low, normal or high; %1 where none is given. Policies "
                 "begin theirs with low."_s.arg(toText(usual)),
         .choices = {u"low"_s, u"normal"_s, u"high"_s}},
        {.name = u"patience"_s,
         .takes = Takes::One,
         .valueName = u"TIME"_s,
         .help = u"Wait so long for a phone or a store that is away or goes away, and begin again when "
                 "it is back, also at another address: 90s, 30m, 2h, 1d. Without it the job fails."_s,
         .check = patienceProblem},
        {.name = u"detach"_s, .help = u"Leave the jobs to the daemon or the desktop and return at once."_s}};
}

QueueOptions queueOf(const Arguments &arguments, JobPriority usual)
{
    return {.priority = jobPriorityFromText(arguments.value("priority"_L1)).value_or(usual),
            .patienceSeconds = patienceFromText(arguments.value("patience"_L1)).value_or(0),
            .detached = arguments.has("detach"_L1)};
}

QString statusText(const JobRecord &job)
{
    return job.status == JobStatus::Waiting && job.error ? waitText(*job.error) : toText(job.status);
}

} // namespace holdfast::cli
