// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/problemtext.h"

#include "ui/jobs/jobmeasure.h"
#include "ui/jobs/jobmodel.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::ui {
namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Problems", text, nullptr, n);
}

/// Whether the sentence says all that an operator can use; the rest is for the log.
bool sentenceIsEnough(Errc code)
{
    switch (code) {
    case Errc::Cancelled:
    case Errc::AdbMissing:
    case Errc::AdbUnreachable:
    case Errc::PhoneNotFound:
    case Errc::PhoneOffline:
    case Errc::PhoneUnauthorized:
    case Errc::PhoneLost:
    case Errc::PhoneSilent:
    case Errc::PhoneBusy:
    case Errc::JobInterrupted:
    case Errc::StoreFull:
    case Errc::StoreUnreachable:
    case Errc::LocalFull:
    case Errc::HookFailed:
    case Errc::CompareFailed:
    case Errc::PhoneNeedsRoot:
    case Errc::PhoneLocked:
    case Errc::PhoneBattery:
    case Errc::AndroidTooOld:
    case Errc::AndroidNewer:
    case Errc::AbiDiffers:
    case Errc::AppNotCarried:
    case Errc::AppNotInBackup:
    case Errc::AppDowngrade:
    case Errc::AppSignature:
    case Errc::AppAbi:
    case Errc::AppSdk:
    case Errc::AppSplits:
        return true;
    default:
        return false;
    }
}

QString phoneName(const JobRecord &job, const PhoneNames &names)
{
    return names.value(job.serial.value, job.serial.value);
}

} // namespace

QString problemText(const Error &error, const PhoneNames &names)
{
    if (error.code == Errc::JobInterrupted)
        return tr("Holdfast was ended before this was done. Press Retry to begin it again.");
    if (error.code == Errc::AdbUnreachable)
        return tr(
            "The adb server does not answer. Press F5 on the Phones page to start it, then press Retry.");
    Error shown = error;
    shown.context.phone = names.value(error.context.phone, error.context.phone);
    if (sentenceIsEnough(error.code))
        shown.detail.clear();
    return userText(shown);
}

QString failureText(const JobRecord &job, const PhoneNames &names)
{
    const QString what = jobKindText(job.kind);
    if (job.serial.isEmpty() || job.kind == JobKind::Verify || job.kind == JobKind::Delete) {
        //: %1 is what was done, as in "Check failed."
        return tr("%1 failed.").arg(what);
    }
    if (job.progress.phase == Phase::Waiting || job.progress.phase == Phase::Done) {
        //: %1 is what was done, %2 a phone: "Backup of golden-1 failed."
        return tr("%1 of %2 failed.").arg(what, phoneName(job, names));
    }
    //: %1 is what was done, %2 a phone, %3 the step: "Backup of golden-1 failed at the step: Copying files."
    return tr("%1 of %2 failed at the step: %3.")
        .arg(what, phoneName(job, names), phaseText(job.progress.phase));
}

QString remainsText(const JobRecord &job)
{
    if (job.status != JobStatus::Failed)
        return {};
    if (job.kind == JobKind::Backup)
        return tr("Nothing was stored.");
    if (job.kind == JobKind::Restore && job.progress.filesDone > 0)
        return tr("What was placed on the phone already stays there.");
    return {};
}

QString batchProblemText(const QList<JobRecord> &jobs, const PhoneNames &names)
{
    const QList<JobProblem> problems = groupProblems(jobs);
    if (problems.isEmpty())
        return {};
    const QString why = problemText(problems.first().error, names);
    if (jobs.size() == 1)
        return QStringList{failureText(jobs.first(), names), why, remainsText(jobs.first())}
            .join(QLatin1Char(' '))
            .trimmed();
    const auto failed = std::count_if(jobs.begin(), jobs.end(),
                                      [](const JobRecord &job) { return job.status == JobStatus::Failed; });
    const QString counts = tr("%1: %n job(s) failed of %2.", static_cast<int>(failed))
                               .arg(jobKindText(jobs.first().kind))
                               .arg(jobs.size());
    if (problems.size() == 1)
        return QStringList{counts, why}.join(QLatin1Char(' '));
    return QStringList{counts, why, tr("There are other problems too.")}.join(QLatin1Char(' '));
}

} // namespace holdfast::ui
