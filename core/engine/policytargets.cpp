// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/policytargets.h"

#include <algorithm>

namespace holdfast {
namespace {

/// How soon a phone that is away is looked for again.
constexpr qint64 kAwaySeconds = 15;

PolicyTargetRecord failed(PolicyTargetRecord target, const Error &error)
{
    target.state = TargetState::Failed;
    target.error = error;
    target.nextTry = {};
    return target;
}

} // namespace

qint64 retrySeconds(int attempts)
{
    constexpr qint64 kLongest = 900;
    return std::min(kLongest, qint64(60) << std::clamp(attempts - 1, 0, 10));
}

bool passesByItself(Errc code)
{
    switch (code) {
    case Errc::InvalidArgument:
    case Errc::NothingSelected:
    case Errc::PhoneNeedsRoot:
    case Errc::PhoneAbi:
    case Errc::AppNotInstalled:
    case Errc::StoreNotFound:
    case Errc::StoreDenied:
    case Errc::StoreKeyMissing:
    case Errc::StoreKeyRefused:
    case Errc::StoreNoBucket:
        return false;
    default:
        return true;
    }
}

bool isOver(const PolicyRunRecord &run, const QDateTime &now)
{
    return !run.manual && now >= run.endsAt;
}

PolicyTargetRecord missed(PolicyTargetRecord target)
{
    target.state = TargetState::Missed;
    target.nextTry = {};
    if (!target.error)
        target.error = Error{Errc::PhoneOffline, {}, {.phone = target.serial.value}};
    return target;
}

PolicyTargetRecord settled(PolicyTargetRecord target, const PolicyRunRecord &run, const JobRecord &job,
                           const QDateTime &now)
{
    target.error = job.error;
    target.nextTry = {};
    if (job.status == JobStatus::Finished || job.status == JobStatus::PartFinished) {
        target.state = job.status == JobStatus::Finished ? TargetState::Done : TargetState::Partly;
        target.backup = job.backup;
        return target;
    }
    const Error error = job.error.value_or(Error{Errc::Internal, {}, {}});
    // However the job ended: nobody wants it to be tried again.
    if (job.cancelRequested && !isOver(run, now)) {
        target.state = TargetState::Cancelled;
        return target;
    }
    if (isOver(run, now))
        return error.code == Errc::Cancelled ? missed(target) : failed(target, error);
    // That its process ended is not the phone's fault.
    const bool interrupted = error.code == Errc::JobInterrupted || error.code == Errc::Cancelled;
    if ((run.manual && !interrupted) || !passesByItself(error.code) || target.attempts >= kMostAttempts)
        return failed(target, error);
    target.state = TargetState::Waiting;
    target.nextTry = interrupted ? now : now.addSecs(retrySeconds(target.attempts));
    return target;
}

PolicyTargetRecord postponed(PolicyTargetRecord target, const PolicyRunRecord &run, const Error &error,
                             const QDateTime &now)
{
    target.error = error;
    if (run.manual)
        return missed(target);
    target.nextTry = now.addSecs(kAwaySeconds);
    return target;
}

} // namespace holdfast
