// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of a policy goes on.
#include "core/engine/backupsubmission.h"
#include "core/engine/phonereader.h"
#include "core/engine/policydriverwork.h"
#include "core/engine/policytargets.h"

#include <QLoggingCategory>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(policyLog, "holdfast.policy", QtInfoMsg)

/// So many phones are read and queued at once: silent ones hold a step up for some seconds only.
constexpr qsizetype kPhonesAtOnce = 32;
constexpr qint64 kLookSeconds = 60;
/// More than a year of nights; older runs of a policy are forgotten.
constexpr int kKeptRuns = 400;

Error awayError(const PolicyTargetRecord &target)
{
    return {Errc::PhoneNotFound, {}, {.phone = target.serial.value, .path = {}, .object = {}}};
}

/// Whether the phone that was read is the one that is meant. One that the catalog did not know is whoever
/// answers to its name.
bool isMeant(const PolicyTargetRecord &target, const PhoneRecord &phone)
{
    return target.key == phone.id.value || target.key == phone.serial.value || target.key == phone.name;
}

QString summary(const QList<PolicyTargetRecord> &targets)
{
    QMap<QString, int> counts;
    for (const PolicyTargetRecord &target : targets)
        ++counts[toText(target.state)];
    QStringList words;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        words.append(u"%1 %2"_s.arg(it.value()).arg(it.key()));
    return words.join(u", "_s);
}

} // namespace

Result<void> PolicyDriver::write(Work &work, qsizetype number, const PolicyTargetRecord &target)
{
    if (work.targets[number] == target)
        return {};
    work.targets[number] = target;
    return work.catalog.policies().updateTarget(target);
}

/// Returns whether the run has ended.
Result<bool> PolicyDriver::advance(Work &work, const PolicyRunRecord &run)
{
    const auto policy = work.catalog.policies().get(run.policy);
    if (!policy)
        return tl::unexpected(policy.error());
    auto definition = policyFrom(policy->definition);
    auto targets = work.catalog.policies().targets(run.number);
    if (!targets)
        return tl::unexpected(targets.error());
    if (!definition) {
        qCWarning(policyLog).noquote() << policy->name << "is given up:" << userText(definition.error());
        return work.catalog.policies().finishRun(run.number, work.now).map([] { return true; });
    }
    work.definition = *std::move(definition);
    work.targets = *std::move(targets);

    const bool over = isOver(run, work.now);
    const Schedule &schedule = work.definition.schedule;
    const bool stop = over && schedule.window && schedule.windowEnd == Schedule::WindowEnd::Stop;
    if (auto settled = settleJobs(work, run, stop); !settled)
        return tl::unexpected(settled.error());
    if (over) {
        for (qsizetype i = 0; i < work.targets.size(); ++i) {
            if (work.targets[i].state != TargetState::Waiting)
                continue;
            if (auto written = write(work, i, missed(work.targets[i])); !written)
                return tl::unexpected(written.error());
        }
    } else if (auto begun = beginBackups(work, run); !begun) {
        return tl::unexpected(begun.error());
    }
    const auto copying = copyBackups(work, run, stop);
    if (!copying)
        return tl::unexpected(copying.error());
    if (*copying)
        return false;
    if (!std::all_of(work.targets.begin(), work.targets.end(),
                     [](const PolicyTargetRecord &target) { return isSettled(target.state); }))
        return false;
    // Before the end of the run, so that it is done again if this process dies in between.
    if (auto applied = applyRetention(work, run); !applied)
        qCWarning(policyLog).noquote() << "retention of" << policy->name << ":" << userText(applied.error());
    if (auto finished = work.catalog.policies().finishRun(run.number, work.now); !finished)
        return tl::unexpected(finished.error());
    if (auto pruned = work.catalog.policies().pruneRuns(run.policy, kKeptRuns); !pruned)
        qCWarning(policyLog).noquote() << "old runs were not forgotten:" << userText(pruned.error());
    qCInfo(policyLog).noquote() << policy->name << "ended:" << summary(work.targets);
    return true;
}

Result<void> PolicyDriver::settleJobs(Work &work, const PolicyRunRecord &run, bool stop)
{
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        PolicyTargetRecord target = work.targets[i];
        if (target.state != TargetState::Running)
            continue;
        const auto job = work.catalog.jobs().get(target.job);
        if (!job && job.error().code != Errc::JobNotFound)
            return tl::unexpected(job.error());
        if (!job) {
            target.state = TargetState::Waiting;
        } else if (hasEnded(job->status)) {
            target = settled(target, run, *job, work.now);
        } else if (stop && !job->cancelRequested) {
            if (auto asked = work.catalog.jobs().requestCancel(target.job, work.now); !asked)
                return tl::unexpected(asked.error());
            m_context.runner.wake();
        }
        if (auto written = write(work, i, target); !written)
            return written;
    }
    return {};
}

Result<void> PolicyDriver::beginBackups(Work &work, const PolicyRunRecord &run)
{
    QList<qsizetype> numbers;
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        const PolicyTargetRecord &target = work.targets[i];
        if (target.state == TargetState::Waiting && (!target.nextTry.isValid() || target.nextTry <= work.now))
            numbers.append(i);
    }
    if (numbers.isEmpty())
        return {};
    const auto postponeAll = [&](const Error &error) -> Result<void> {
        for (const qsizetype i : std::as_const(numbers)) {
            if (auto written = write(work, i, postponed(work.targets[i], run, error, work.now)); !written)
                return written;
        }
        return {};
    };
    if (auto ready = checkBackupRequest(m_context, requestOf(work.definition)); !ready)
        return postponeAll(ready.error());
    if (auto reached = m_context.adb.ensureRunning(work.cancel); !reached)
        return postponeAll(reached.error());
    const auto entries = m_context.adb.phones(work.cancel);
    if (!entries)
        return postponeAll(entries.error());
    for (const PhoneEntry &entry : *entries)
        work.present.insert(entry.serial.value, entry);
    if (auto looked = lookForMoved(work, numbers); !looked)
        return looked;

    QList<qsizetype> usable;
    for (const qsizetype i : std::as_const(numbers)) {
        const PolicyTargetRecord &target = work.targets[i];
        const auto entry = work.present.constFind(target.serial.value);
        const Result<void> ready = entry == work.present.cend()
                                       ? Result<void>(tl::unexpected(awayError(target)))
                                       : checkUsable(*entry);
        if (ready)
            usable.append(i);
        else if (auto written = write(work, i, postponed(target, run, ready.error(), work.now)); !written)
            return written;
    }
    for (qsizetype begin = 0; begin < usable.size(); begin += kPhonesAtOnce) {
        if (auto going = work.cancel.check(); !going)
            return going;
        if (work.alive)
            work.alive();
        if (auto begun = beginSome(work, run, usable.mid(begin, kPhonesAtOnce)); !begun)
            return begun;
    }
    return {};
}

/// A phone that is not where it was may be at another address: reads who the phones are that are there.
Result<void> PolicyDriver::lookForMoved(Work &work, const QList<qsizetype> &numbers)
{
    QSet<QString> expected;
    bool missing = false;
    for (const qsizetype i : numbers) {
        expected.insert(work.targets[i].serial.value);
        missing = missing || !work.present.contains(work.targets[i].serial.value);
    }
    const bool soon =
        m_lastLook.isValid() && m_lastLook <= work.now && m_lastLook.addSecs(kLookSeconds) > work.now;
    if (!missing || soon)
        return {};
    m_lastLook = work.now;
    QList<Serial> others;
    for (const PhoneEntry &entry : std::as_const(work.present)) {
        if (entry.state == PhoneState::Device && !expected.contains(entry.serial.value))
            others.append(entry.serial);
    }
    for (qsizetype begin = 0; begin < others.size(); begin += kPhonesAtOnce) {
        if (work.alive)
            work.alive();
        (void)readPhones(m_context, others.mid(begin, kPhonesAtOnce), work.cancel);
    }
    for (const qsizetype i : numbers) {
        PolicyTargetRecord target = work.targets[i];
        if (work.present.contains(target.serial.value))
            continue;
        const auto phone = work.catalog.phones().get(PhoneId{target.key});
        if (!phone)
            continue;
        target.serial = phone->serial;
        if (auto written = write(work, i, target); !written)
            return written;
    }
    return {};
}

Result<void> PolicyDriver::beginSome(Work &work, const PolicyRunRecord &run, const QList<qsizetype> &numbers)
{
    QList<Serial> serials;
    for (const qsizetype i : numbers)
        serials.append(work.targets[i].serial);
    const auto read = readPhones(m_context, serials, work.cancel);
    QList<qsizetype> chosen;
    QList<Serial> chosenSerials;
    QList<Result<PhoneRecord>> phones;
    for (qsizetype at = 0; at < numbers.size(); ++at) {
        const PolicyTargetRecord &target = work.targets[numbers[at]];
        Result<PhoneRecord> phone = read[at];
        if (phone && !isMeant(target, *phone))
            phone = fail(Errc::PhoneChanged, {}, {.phone = target.serial.value, .path = {}, .object = {}});
        if (phone) {
            chosen.append(numbers[at]);
            chosenSerials.append(serials[at]);
            phones.append(phone);
        } else if (auto written = write(work, numbers[at], postponed(target, run, phone.error(), work.now));
                   !written) {
            return written;
        }
    }
    if (chosen.isEmpty())
        return {};
    QList<PolicyTargetRecord> begun;
    const AlsoWrite note = [&](Catalog &catalog, const QList<JobRecord> &jobs) -> Result<void> {
        for (qsizetype at = 0; at < jobs.size(); ++at) {
            PolicyTargetRecord target = work.targets[chosen[at]];
            target.state = TargetState::Running;
            ++target.attempts;
            target.job = jobs[at].id;
            target.nextTry = {};
            if (auto added = catalog.policies().addBackup(run.policy, jobs[at].backup); !added)
                return added;
            if (auto written = catalog.policies().updateTarget(target); !written)
                return written;
            begun.append(target);
        }
        return {};
    };
    BackupRequest request = requestOf(work.definition);
    if (!request.speed.isEmpty())
        request.speedGroup = run.policy.value; // However many batches the run takes.
    const auto queued = queueBackups(m_context, request, chosenSerials, phones, note);
    for (qsizetype at = 0; at < chosen.size(); ++at) {
        const qsizetype i = chosen[at];
        if (queued)
            work.targets[i] = begun[at];
        else if (auto written = write(work, i, postponed(work.targets[i], run, queued.error(), work.now));
                 !written)
            return written;
    }
    return {};
}

} // namespace holdfast
