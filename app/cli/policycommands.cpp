// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/policyviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

const ArgumentSpec kName{.name = u"NAME"_s, .help = u"The policy's name."_s};

CommandSpec specOf(const QString &verb, const QString &summary, const QString &help)
{
    return {.noun = u"policy"_s,
            .verb = verb,
            .summary = summary,
            .arguments = {kName},
            .examples = {{u"policy %1 nightly"_s.arg(verb), help}}};
}

QString nameOf(const Invocation &invocation)
{
    return invocation.arguments().words().constFirst();
}

class PolicyList final : public EngineCommand
{
public:
    PolicyList()
        : EngineCommand({.noun = u"policy"_s,
                         .verb = u"list"_s,
                         .summary = u"List the policies."_s,
                         .examples = {{u"policy list"_s, u"What is backed up when, and what comes next."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto policies = engine.policies().list();
        if (!policies)
            return tl::unexpected(policies.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"policies"_s, toJsonArray(*policies)}});
            return ExitCode::Ok;
        }
        TextTable table(
            {{u"NAME"_s}, {u"PHONES"_s}, {u"WHEN"_s}, {u"KEEP"_s}, {u"NEXT RUN"_s}, {u"LAST RUN"_s}});
        for (const PolicyView &policy : *policies) {
            if (policy.problem) {
                table.addRow({policy.name, u"-"_s, u"cannot be read"_s, u"-"_s, u"-"_s,
                              policy.lastRun ? timeText(policy.lastRun->startedAt) : u"-"_s});
                continue;
            }
            table.addRow({policy.name, phonesText(policy.definition),
                          scheduleText(policy.definition.schedule),
                          retentionText(policy.definition.retention),
                          policy.suspended ? u"suspended"_s : timeText(policy.nextDue),
                          policy.lastRun ? timeText(policy.lastRun->startedAt) : u"-"_s});
        }
        console.print(table);
        for (const PolicyView &policy : *policies) {
            if (policy.problem)
                console.note(u"%1: %2"_s.arg(policy.name, userText(*policy.problem)));
        }
        return ExitCode::Ok;
    }
};

class PolicyShow final : public EngineCommand
{
public:
    PolicyShow()
        : EngineCommand(specOf(u"show"_s, u"Show a policy, and how its last run went phone by phone."_s,
                               u"What it does, and what became of last night."_s))
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto policy = engine.policies().show(nameOf(invocation));
        if (!policy)
            return tl::unexpected(policy.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"policy"_s, toJson(*policy)}});
            return ExitCode::Ok;
        }
        printPolicy(console, *policy);
        if (!policy->lastTargets.isEmpty()) {
            console.print(QString());
            printTargets(console, policy->lastTargets);
        }
        return ExitCode::Ok;
    }
};

class PolicyNext final : public EngineCommand
{
public:
    PolicyNext() : EngineCommand(makeSpec()) {}

private:
    static constexpr int kDefaultCount = 5;

    static CommandSpec makeSpec()
    {
        CommandSpec spec = specOf(u"next"_s, u"Show when a policy's next runs begin."_s,
                                  u"The next five, in this computer's time, and the next restore drill."_s);
        spec.options = {{.name = u"count"_s,
                         .takes = Takes::One,
                         .valueName = u"N"_s,
                         .help = u"So many, 1 to 1000; 5 where none is given."_s,
                         .check = wholeNumber(1, 1000)}};
        return spec;
    }

    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const int count = arguments.has("count"_L1) ? arguments.value("count"_L1).toInt() : kDefaultCount;
        const auto runs = engine.policies().nextRuns(nameOf(invocation), count);
        if (!runs)
            return tl::unexpected(runs.error());
        Console &console = invocation.console();
        const auto policy = engine.policies().show(nameOf(invocation));
        if (!policy)
            return tl::unexpected(policy.error());
        const QDateTime drill = policy->drills ? policy->drills->nextTry : QDateTime();
        if (console.json()) {
            QJsonArray times;
            for (const QDateTime &run : *runs)
                times.append(isoText(run));
            console.document({{u"next"_s, times},
                              {u"nextDrill"_s, drill.isValid() ? QJsonValue(isoText(drill)) : QJsonValue()}});
        }
        for (const QDateTime &run : *runs)
            console.print(timeText(run));
        if (drill.isValid())
            console.note(u"Next restore drill: %1"_s.arg(timeText(drill)));
        return ExitCode::Ok;
    }
};

class PolicyPreview final : public EngineCommand
{
public:
    PolicyPreview()
        : EngineCommand(
              specOf(u"preview"_s,
                     u"Show which phones a policy means now, and what its retention would delete and why "
                     "the rest stays."_s,
                     u"Nothing is changed."_s))
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto phones = engine.policies().phones(nameOf(invocation));
        if (!phones)
            return tl::unexpected(phones.error());
        const auto preview = engine.policies().previewRetention(nameOf(invocation));
        if (!preview)
            return tl::unexpected(preview.error());
        Console &console = invocation.console();
        if (console.json()) {
            QJsonObject document = toJson(*preview);
            document[u"phones"_s] = toJsonArray(*phones);
            console.document(document);
            return ExitCode::Ok;
        }
        console.fact(u"Phones"_s, QString::number(phones->size()));
        console.fact(u"Backups"_s, QString::number(preview->decisions.size()));
        console.fact(u"Would be deleted"_s, QString::number(preview->removed));
        console.fact(u"Would be freed"_s, sizeText(preview->freedBytes));
        TextTable table({{u"BACKUP"_s},
                         {u"PHONE"_s},
                         {u"MADE"_s},
                         {u"STORED"_s, TextTable::Align::Right},
                         {u"FATE"_s},
                         {u"WHY"_s}});
        for (const RetentionDecision &decision : preview->decisions) {
            table.addRow({decision.item.id.value, preview->phoneNames.value(decision.item.phone),
                          timeText(decision.item.time), sizeText(decision.item.bytes),
                          decision.keep() ? u"stays"_s : u"goes"_s, reasonText(decision)});
        }
        if (!table.isEmpty()) {
            console.print(QString());
            console.print(table);
        }
        return ExitCode::Ok;
    }
};

/// Suspend and resume.
class PolicySwitch final : public EngineCommand
{
public:
    PolicySwitch(CommandSpec spec, bool suspends) : EngineCommand(std::move(spec)), m_suspends(suspends) {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = nameOf(invocation);
        if (auto changed = engine.policies().setSuspended(name, m_suspends); !changed)
            return tl::unexpected(changed.error());
        const auto policy = engine.policies().show(name);
        if (!policy)
            return tl::unexpected(policy.error());
        if (invocation.console().json())
            invocation.console().document({{u"policy"_s, toJson(*policy)}});
        invocation.console().print(
            m_suspends ? u"Policy %1 is suspended."_s.arg(name)
                       : u"Policy %1 runs again, next at %2."_s.arg(name, timeText(policy->nextDue)));
        return ExitCode::Ok;
    }

    bool m_suspends;
};

class PolicyRemove final : public EngineCommand
{
public:
    PolicyRemove()
        : EngineCommand(specOf(u"remove"_s, u"Forget a policy; its backups stay and belong to none."_s,
                               u"Refused while a run is under way."_s))
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = nameOf(invocation);
        if (auto removed = engine.policies().remove(name); !removed)
            return tl::unexpected(removed.error());
        if (invocation.console().json())
            invocation.console().document({{u"removed"_s, name}});
        invocation.console().print(u"Policy %1 is forgotten; its backups stay."_s.arg(name));
        return ExitCode::Ok;
    }
};

class PolicyCheckCommand final : public EngineCommand
{
public:
    PolicyCheckCommand()
        : EngineCommand(
              {.noun = u"policy"_s,
               .verb = u"check"_s,
               .summary = u"Find the phones and restore drills that are overdue."_s,
               .description =
                   u"For monitoring: the exit code is 0 where every phone of every policy that is not "
                   "suspended has a good backup since its last run whose time is over, and no restore drill "
                   "has been due for more than a day; else, and where a policy cannot be read, 3."_s,
               .examples = {{u"policy check --quiet"_s, u"For a monitoring system, in the morning."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto check = engine.policies().check();
        if (!check)
            return tl::unexpected(check.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"policies"_s, check->policies},
                              {u"phones"_s, check->phones},
                              {u"overdue"_s, toJsonArray(check->overdue)},
                              {u"overdueDrills"_s, toJsonArray(check->overdueDrills)},
                              {u"broken"_s, toJsonArray(check->broken)}});
        }
        TextTable table({{u"POLICY"_s}, {u"PHONE"_s}, {u"SERIAL"_s}, {u"PROMISED"_s}, {u"LAST BACKUP"_s}});
        for (const OverduePhone &phone : check->overdue)
            table.addRow({phone.policy, phone.name, phone.serial.value, timeText(phone.promised),
                          timeText(phone.lastBackup)});
        if (!table.isEmpty())
            console.print(table);
        TextTable drills({{u"POLICY"_s}, {u"DRILL PROMISED"_s}, {u"LAST DRILL"_s}, {u"REASON"_s}});
        for (const OverdueDrill &drill : check->overdueDrills)
            drills.addRow({drill.policy, timeText(drill.promised), timeText(drill.lastDrill),
                           drill.error ? errorName(drill.error->code) : u"-"_s});
        if (!drills.isEmpty())
            console.print(drills);
        console.note(u"%1 of %2 in %3 policies."_s.arg(check->overdue.size())
                         .arg(counted(check->phones, u"phone"_s))
                         .arg(check->policies) %
                     (check->isFine() ? u" Nothing is overdue."_s : QString()));
        for (const BrokenPolicy &policy : check->broken)
            console.note(u"%1: %2"_s.arg(policy.name, userText(policy.problem)));
        return check->isFine() ? ExitCode::Ok : ExitCode::Partly;
    }
};

/// Pin and unpin.
class BackupPin final : public EngineCommand
{
public:
    BackupPin(CommandSpec spec, bool pins) : EngineCommand(std::move(spec)), m_pins(pins) {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const BackupId id{invocation.arguments().words().constFirst()};
        if (auto changed = engine.policies().setPinned(id, m_pins); !changed)
            return tl::unexpected(changed.error());
        if (invocation.console().json())
            invocation.console().document({{u"backup"_s, id.value}, {u"pinned"_s, m_pins}});
        invocation.console().print(m_pins ? u"Backup %1 is kept whatever retention says."_s.arg(id.value)
                                          : u"Backup %1 is up to retention again."_s.arg(id.value));
        return ExitCode::Ok;
    }

    bool m_pins;
};

CommandSpec pinSpec(const QString &verb, const QString &summary)
{
    return {.noun = u"backup"_s,
            .verb = verb,
            .summary = summary,
            .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s}},
            .examples = {{u"backup %1 bf-0123456789abcdefg"_s.arg(verb), summary}}};
}

} // namespace

CommandList makePolicyCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PolicyList>());
    list.push_back(std::make_unique<PolicyShow>());
    list.push_back(std::make_unique<PolicyNext>());
    list.push_back(std::make_unique<PolicyPreview>());
    list.push_back(std::make_unique<PolicySwitch>(
        specOf(u"suspend"_s, u"Begin no more runs of a policy; one that is under way goes on."_s,
               u"Until it is resumed."_s),
        true));
    list.push_back(std::make_unique<PolicySwitch>(
        specOf(u"resume"_s,
               u"Begin runs of a suspended policy again; what came due meanwhile is not made up."_s,
               u"From the next time on."_s),
        false));
    list.push_back(std::make_unique<PolicyRemove>());
    list.push_back(std::make_unique<PolicyCheckCommand>());
    list.push_back(std::make_unique<BackupPin>(
        pinSpec(u"pin"_s, u"Keep a backup whatever the retention of its policy says."_s), true));
    list.push_back(std::make_unique<BackupPin>(
        pinSpec(u"unpin"_s, u"Leave a pinned backup to retention again."_s), false));
    return list;
}

} // namespace holdfast::cli
