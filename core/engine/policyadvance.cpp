// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of a policy goes on.
#include "core/catalog/transaction.h"
#include "core/engine/backupsubmission.h"
#include "core/engine/phonereader.h"
#include "core/engine/policydriverwork.h"
#include "core/engine/policytargets.h"

#include <QLoggingCategory>
#include <QMap>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(policyLog, "holdfast.policy", QtInfoMsg)

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

void PolicyDriver::write(Work &work, qsizetype number, const PolicyTargetRecord &target)
{
    if (work.targets[number] == target)
        return;
    work.targets[number] = target;
    work.round.changed.append(target);
}

/// The run ends, and is told of, with the next flush().
void PolicyDriver::end(Round &round, PolicyRunRecord run, const QString &policy,
                       const QList<PolicyTargetRecord> &targets)
{
    run.finishedAt = round.now;
    round.ended.append({run, noticeOfRun(run, policy, targets)});
}

Result<void> PolicyDriver::flush(Round &round)
{
    if (round.changed.isEmpty() && round.ended.isEmpty())
        return {};
    Transaction transaction(round.catalog.database());
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto written = round.catalog.policies().updateTargets(round.changed); !written)
        return written;
    if (!round.ended.isEmpty() && !round.recipients) {
        auto recipients = Recipients::read(round.catalog);
        if (!recipients)
            return tl::unexpected(recipients.error());
        round.recipients = *std::move(recipients);
    }
    for (const auto &[run, notice] : std::as_const(round.ended)) {
        if (auto finished = round.catalog.policies().finishRun(run.number, round.now); !finished)
            return finished;
        if (auto told = round.recipients->tell(round.catalog, notice, round.now); !told)
            return told;
        if (auto pruned = round.catalog.policies().pruneRuns(run.policy, kKeptRuns); !pruned)
            return pruned;
    }
    round.changed.clear();
    round.ended.clear();
    return transaction.commit();
}

Result<void> PolicyDriver::advance(Round &round, const QList<PolicyRunRecord> &runs)
{
    QList<PolicyId> ids;
    QList<qint64> numbers;
    for (const PolicyRunRecord &run : runs) {
        ids.append(run.policy);
        numbers.append(run.number);
    }
    const auto policies = round.catalog.policies().get(ids);
    if (!policies)
        return tl::unexpected(policies.error());
    auto targets = round.catalog.policies().targets(numbers);
    if (!targets)
        return tl::unexpected(targets.error());
    std::vector<Work> works;
    for (const PolicyRunRecord &run : runs) {
        // A run keeps its policy from being removed.
        auto work = take(round, run, policies->value(run.policy), targets->take(run.number));
        if (!work)
            return tl::unexpected(work.error());
        if (*work)
            works.push_back(**std::move(work));
    }
    if (auto begun = beginBackups(round, works); !begun)
        return begun;
    for (Work &work : works) {
        if (auto concluded = conclude(work); !concluded)
            return concluded;
    }
    return flush(round);
}

/// Takes over how the jobs of a run ended. Nothing where the run is given up.
Result<std::optional<PolicyDriver::Work>> PolicyDriver::take(Round &round, const PolicyRunRecord &run,
                                                             const PolicyRecord &policy,
                                                             QList<PolicyTargetRecord> targets)
{
    auto definition = policyFrom(policy.definition);
    if (!definition) {
        qCWarning(policyLog).noquote() << policy.name << "is given up:" << userText(definition.error());
        end(round, run, policy.name, targets);
        return std::nullopt;
    }
    Work work{.round = round,
              .run = run,
              .name = policy.name,
              .definition = *std::move(definition),
              .targets = std::move(targets)};
    const bool over = isOver(run, round.now);
    const Schedule &schedule = work.definition.schedule;
    work.stop = over && schedule.window && schedule.windowEnd == Schedule::WindowEnd::Stop;
    if (auto settled = settleJobs(work); !settled)
        return tl::unexpected(settled.error());
    if (!over) {
        work.turns = waitingTurns(work);
        return work;
    }
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        if (work.targets[i].state == TargetState::Waiting)
            write(work, i, missed(work.targets[i]));
    }
    return work;
}

/// Ends the run where all is done.
Result<void> PolicyDriver::conclude(Work &work)
{
    const auto copying = copyBackups(work);
    if (!copying)
        return tl::unexpected(copying.error());
    if (*copying || !std::all_of(work.targets.begin(), work.targets.end(),
                                 [](const PolicyTargetRecord &target) { return isSettled(target.state); }))
        return {};
    // Before the end of the run, so that it is done again if this process dies in between.
    if (auto applied = applyRetention(work); !applied)
        qCWarning(policyLog).noquote() << "retention of" << work.name << ":" << userText(applied.error());
    end(work.round, work.run, work.name, work.targets);
    qCInfo(policyLog).noquote() << work.name << "ended:" << summary(work.targets);
    return {};
}

Result<void> PolicyDriver::settleJobs(Work &work)
{
    JobRepository &jobs = work.round.catalog.jobs();
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        PolicyTargetRecord target = work.targets[i];
        if (target.state != TargetState::Running)
            continue;
        const auto job = jobs.get(target.job);
        if (!job && job.error().code != Errc::JobNotFound)
            return tl::unexpected(job.error());
        if (!job) {
            target.state = TargetState::Waiting;
        } else if (hasEnded(job->status)) {
            target = settled(target, work.run, *job, work.round.now);
        } else if (work.stop && !job->cancelRequested) {
            if (auto asked = jobs.requestCancel(target.job, work.round.now); !asked)
                return tl::unexpected(asked.error());
            m_context.runner.wake();
        }
        write(work, i, target);
    }
    return {};
}

QList<qsizetype> PolicyDriver::waitingTurns(const Work &work)
{
    QList<qsizetype> numbers;
    for (qsizetype i = 0; i < work.targets.size(); ++i) {
        const PolicyTargetRecord &target = work.targets[i];
        if (target.state == TargetState::Waiting &&
            (!target.nextTry.isValid() || target.nextTry <= work.round.now))
            numbers.append(i);
    }
    return numbers;
}

const Result<QHash<QString, PhoneEntry>> &PolicyDriver::presentPhones(Round &round)
{
    if (!round.present) {
        const auto entries = m_context.adb.ensureRunning(round.cancel).and_then([&] {
            return m_context.adb.phones(round.cancel);
        });
        round.present = entries.map([](const QList<PhoneEntry> &list) {
            QHash<QString, PhoneEntry> present;
            for (const PhoneEntry &entry : list)
                present.insert(entry.serial.value, entry);
            return present;
        });
    }
    return *round.present;
}

/// Whether backups of the run can be begun at all. Each store is asked once in a step.
Result<void> PolicyDriver::checkReady(Work &work)
{
    if (auto checked = checkBackupWords(requestOf(work.definition)); !checked)
        return checked;
    const QString &store = work.definition.store;
    QMap<QString, Result<void>> &stores = work.round.stores;
    auto reached = stores.constFind(store);
    if (reached == stores.cend())
        reached = stores.insert(store, checkStoreReached(m_context, store));
    if (!*reached)
        return *reached;
    const auto &present = presentPhones(work.round);
    return present ? Result<void>() : tl::unexpected(present.error());
}

/// Of all these runs together: silent phones hold each other up no longer than those of one.
Result<void> PolicyDriver::beginBackups(Round &round, std::vector<Work> &works)
{
    QList<Turn> turns;
    for (Work &work : works) {
        if (work.turns.isEmpty())
            continue;
        const auto ready = checkReady(work);
        for (const qsizetype number : std::as_const(work.turns)) {
            if (ready)
                turns.append({&work, number});
            else
                write(work, number, postponed(work.targets[number], work.run, ready.error(), round.now));
        }
    }
    if (turns.isEmpty())
        return {};
    if (auto looked = lookForMoved(round, turns); !looked)
        return looked;
    const QHash<QString, PhoneEntry> &present = **round.present;
    std::vector<Turn> usable;
    for (const Turn &turn : std::as_const(turns)) {
        const auto entry = present.constFind(turn.target().serial.value);
        const Result<void> ready =
            entry == present.cend() ? tl::unexpected(awayError(turn.target())) : checkUsable(*entry);
        if (ready)
            usable.push_back(turn);
        else
            write(*turn.work, turn.number,
                  postponed(turn.target(), turn.work->run, ready.error(), round.now));
    }
    for (size_t begin = 0; begin < usable.size(); begin += kPhonesAtOnce) {
        if (auto going = round.cancel.check(); !going)
            return going;
        if (round.alive)
            round.alive();
        const std::span<const Turn> rest = std::span<const Turn>(usable).subspan(begin);
        if (auto begun = beginSome(round, rest.first(std::min(rest.size(), kPhonesAtOnce))); !begun)
            return begun;
    }
    return {};
}

Result<void> PolicyDriver::beginSome(Round &round, std::span<const Turn> turns)
{
    QList<Serial> serials;
    for (const Turn &turn : turns)
        serials.append(turn.target().serial);
    const auto read = readPhones(m_context, serials, round.cancel);
    // Before what queue() writes of the same phones.
    if (auto flushed = flush(round); !flushed)
        return flushed;
    for (size_t at = 0; at < turns.size();) {
        Work &work = *turns[at].work;
        QList<qsizetype> numbers;
        QList<PhoneRecord> phones;
        for (; at < turns.size() && turns[at].work == &work; ++at) {
            const PolicyTargetRecord &target = turns[at].target();
            Result<PhoneRecord> phone = read[qsizetype(at)];
            if (phone && !isMeant(target, *phone))
                phone =
                    fail(Errc::PhoneChanged, {}, {.phone = target.serial.value, .path = {}, .object = {}});
            if (phone) {
                numbers.append(turns[at].number);
                phones.append(*phone);
            } else {
                write(work, turns[at].number, postponed(target, work.run, phone.error(), round.now));
            }
        }
        if (auto queued = queue(work, numbers, phones); !queued)
            return queued;
    }
    return {};
}

Result<void> PolicyDriver::queue(Work &work, const QList<qsizetype> &numbers,
                                 const QList<PhoneRecord> &phones)
{
    if (numbers.isEmpty())
        return {};
    QList<Serial> serials;
    for (const qsizetype number : numbers)
        serials.append(work.targets[number].serial);
    QList<PolicyTargetRecord> begun;
    const AlsoWrite note = [&](Catalog &catalog, const QList<JobRecord> &jobs) -> Result<void> {
        for (qsizetype at = 0; at < jobs.size(); ++at) {
            PolicyTargetRecord target = work.targets[numbers[at]];
            target.state = TargetState::Running;
            ++target.attempts;
            target.job = jobs[at].id;
            target.nextTry = {};
            if (auto added = catalog.policies().addBackup(work.run.policy, jobs[at].backup); !added)
                return added;
            if (auto written = catalog.policies().updateTarget(target); !written)
                return written;
            begun.append(target);
        }
        return {};
    };
    BackupRequest request = requestOf(work.definition);
    if (!request.speed.isEmpty())
        request.speedGroup = work.run.policy.value; // However many batches the run takes.
    const QList<Result<PhoneRecord>> known(phones.begin(), phones.end());
    const auto queued = queueBackups(m_context, request, serials, known, note);
    for (qsizetype at = 0; at < numbers.size(); ++at) {
        const qsizetype number = numbers[at];
        if (queued)
            work.targets[number] = begun[at];
        else
            write(work, number, postponed(work.targets[number], work.run, queued.error(), work.round.now));
    }
    return {};
}

} // namespace holdfast
