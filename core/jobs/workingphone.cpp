// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/workingphone.h"

#include "core/jobs/apphold.h"
#include "core/jobs/wayback.h"
#include "core/phone/agentdeployer.h"

namespace holdfast {

PhoneRecord toPhoneRecord(const PhoneFacts &facts)
{
    PhoneRecord record;
    record.serial = facts.serial;
    record.serialNumber = facts.serialNumber;
    record.androidId = facts.androidId;
    record.name = facts.name;
    record.model = facts.model;
    record.manufacturer = facts.manufacturer;
    record.androidVersion = facts.androidVersion;
    record.sdk = facts.sdk;
    record.abi = facts.abi;
    return record;
}

void WorkingPhone::release()
{
    agent.reset();
    lock.reset();
    session.reset();
}

namespace {

/// Whether this is the phone that the job was made for.
bool isExpected(const JobRecord &job, const PhoneFacts &facts)
{
    return job.phone.isEmpty() || phoneIdFor(facts.serialNumber, facts.androidId, facts.serial) == job.phone;
}

Error anotherPhone(const PhoneFacts &facts)
{
    return {Errc::PhoneChanged,
            QStringLiteral("another phone answers here than when the job was made"),
            {.phone = facts.serial.value, .path = {}, .object = {}}};
}

/// Locks the phone, brings the agent there and puts right what interrupted jobs left: nothing may be read or
/// written beside it.
Result<void> takeOver(JobContext &context, WorkingPhone &phone)
{
    const JobEnvironment &environment = context.environment;
    PhoneSession &session = *phone.session;
    // A restore that was cut off may have left the phone with the identity of another.
    const bool expected = isExpected(context.record, session.facts());
    if (!expected) {
        const auto unsettled = hasUnsettledRestore(session, context.cancel);
        if (!unsettled || !*unsettled)
            return tl::unexpected(unsettled ? anotherPhone(session.facts()) : unsettled.error());
    }
    const ProcessIdentity &process = environment.process;
    auto lock = PhoneLock::acquire(
        session.transport(), QStringLiteral("Holdfast on %1, process %2").arg(process.host).arg(process.pid),
        context.cancel);
    if (!lock)
        return tl::unexpected(lock.error());
    phone.lock = std::move(*lock);
    if (auto settled = settleApps(session, context.log, context.cancel); !settled)
        return settled;
    const auto path = AgentDeployer(environment.agentDirectory).deploy(session, context.cancel);
    if (!path)
        return tl::unexpected(path.error());
    phone.agent = std::make_unique<PhoneAgent>(session, *path);
    const auto settled = settleRestore(session, *phone.agent, context.log, context.cancel);
    if (!settled)
        return tl::unexpected(settled.error());
    if (!*settled)
        return {};
    if (auto known = session.refreshAndroidId(context.cancel); !known)
        return known;
    // A backup is filed under the phone it was made for; a restore goes to the phone that was chosen.
    const bool may = expected && context.record.kind != JobKind::Backup;
    return may || isExpected(context.record, session.facts()) ? Result<void>()
                                                              : tl::unexpected(anotherPhone(session.facts()));
}

} // namespace

Result<WorkingPhone> openWorkingPhone(JobContext &context)
{
    const JobEnvironment &environment = context.environment;
    context.progress.phase = Phase::Connecting;
    WorkingPhone phone;
    auto session = PhoneSession::open(environment.adb, context.record.serial,
                                      {.timeouts = environment.timeouts, .root = true}, context.cancel);
    if (!session)
        return tl::unexpected(session.error());
    phone.session = std::move(*session);
    if (auto taken = takeOver(context, phone); !taken)
        return tl::unexpected(taken.error());
    const PhoneFacts &facts = phone.session->facts();
    auto record = context.catalog.phones().upsert(toPhoneRecord(facts), environment.clock.now());
    if (!record)
        return tl::unexpected(record.error());
    phone.record = std::move(*record);
    context.log.info(QStringLiteral("phone"), QStringLiteral("%1 %2, Android %3, root: %4")
                                                  .arg(facts.manufacturer, facts.model, facts.androidVersion,
                                                       rootKindName(facts.root)));
    return phone;
}

} // namespace holdfast
