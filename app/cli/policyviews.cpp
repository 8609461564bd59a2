// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/policyviews.h"

#include "app/cli/drillviews.h"
#include "app/cli/hookoptions.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"

#include <QMap>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue timeValue(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(isoText(time)) : QJsonValue();
}

QJsonValue runValue(const PolicyView &policy)
{
    if (!policy.lastRun)
        return {};
    const PolicyRunRecord &run = *policy.lastRun;
    QJsonObject json{{u"number"_s, run.number},
                     {u"dueAt"_s, timeValue(run.dueAt)},
                     {u"startedAt"_s, timeValue(run.startedAt)},
                     {u"endsAt"_s, timeValue(run.endsAt)},
                     {u"finishedAt"_s, timeValue(run.finishedAt)},
                     {u"manual"_s, run.manual}};
    if (!policy.lastTargets.isEmpty())
        json[u"phones"_s] = toJsonArray(policy.lastTargets);
    return json;
}

QJsonValue drillsValue(const PolicyView &policy)
{
    if (!policy.drills)
        return {};
    const DrillPlanRecord &plan = *policy.drills;
    return QJsonObject{{u"everyDays"_s, plan.everyDays},
                       {u"sample"_s, plan.sample},
                       {u"dueAt"_s, timeValue(plan.dueAt)},
                       {u"nextTry"_s, timeValue(plan.nextTry)},
                       {u"attempts"_s, plan.attempts},
                       {u"error"_s, plan.error ? QJsonValue(toJson(*plan.error)) : QJsonValue()},
                       {u"last"_s, policy.lastDrill ? QJsonValue(toJson(*policy.lastDrill)) : QJsonValue()}};
}

QString nextDrillText(const PolicyView &policy)
{
    const DrillPlanRecord &plan = *policy.drills;
    if (policy.suspended)
        return u"suspended"_s;
    if (plan.attempts == 0)
        return timeText(plan.dueAt);
    return u"%1, after %2 in vain: %3"_s.arg(timeText(plan.nextTry), counted(plan.attempts, u"attempt"_s),
                                             plan.error ? userText(*plan.error) : QString());
}

/// `groups a, b`, with an `s` where there are several.
QString listText(const QString &word, const QStringList &names)
{
    return QString(word % (names.size() == 1 ? u" "_s : u"s "_s) % names.join(u", "_s));
}

QString whatText(const PolicyDefinition &policy)
{
    QStringList parts;
    if (policy.whole)
        parts << u"the whole phone"_s;
    if (!policy.apps.isEmpty())
        parts << listText(u"app"_s, policy.apps);
    if (!policy.paths.isEmpty())
        parts << policy.paths.join(u", "_s);
    return parts.join(u"; "_s);
}

} // namespace

QJsonObject toJson(const PolicyTargetRecord &target)
{
    return {{u"phone"_s, target.key},
            {u"serial"_s, target.serial.value},
            {u"name"_s, target.name},
            {u"state"_s, toText(target.state)},
            {u"attempts"_s, target.attempts},
            {u"job"_s, target.job.isEmpty() ? QJsonValue() : QJsonValue(target.job.value)},
            {u"backup"_s, target.backup.isEmpty() ? QJsonValue() : QJsonValue(target.backup.value)},
            {u"nextTry"_s, timeValue(target.nextTry)},
            {u"error"_s, target.error ? QJsonValue(toJson(*target.error)) : QJsonValue()}};
}

QJsonObject toJson(const PolicyView &policy)
{
    QJsonObject json{{u"id"_s, policy.id.value},
                     {u"name"_s, policy.name},
                     {u"suspended"_s, policy.suspended},
                     {u"createdAt"_s, timeValue(policy.createdAt)},
                     {u"nextDue"_s, timeValue(policy.nextDue)},
                     {u"definition"_s, holdfast::toJson(policy.definition)},
                     {u"drills"_s, drillsValue(policy)},
                     {u"lastRun"_s, runValue(policy)}};
    if (policy.problem) {
        json[u"definition"_s] = QJsonValue();
        json[u"problem"_s] = toJson(*policy.problem);
    }
    return json;
}

QJsonObject toJson(const BrokenPolicy &policy)
{
    return {{u"policy"_s, policy.name}, {u"problem"_s, toJson(policy.problem)}};
}

QJsonObject toJson(const RetentionPreview &preview)
{
    QJsonArray backups;
    for (const RetentionDecision &decision : preview.decisions) {
        backups.append(QJsonObject{{u"id"_s, decision.item.id.value},
                                   {u"phone"_s, decision.item.phone},
                                   {u"phoneName"_s, preview.phoneNames.value(decision.item.phone)},
                                   {u"createdAt"_s, timeValue(decision.item.time)},
                                   {u"storedBytes"_s, decision.item.bytes},
                                   {u"keep"_s, decision.keep()},
                                   {u"reason"_s, reasonText(decision)}});
    }
    return {{u"backups"_s, backups}, {u"removed"_s, preview.removed}, {u"freedBytes"_s, preview.freedBytes}};
}

QJsonObject toJson(const OverduePhone &phone)
{
    return {{u"policy"_s, phone.policy},
            {u"phone"_s, phone.key},
            {u"serial"_s, phone.serial.value},
            {u"name"_s, phone.name},
            {u"promised"_s, timeValue(phone.promised)},
            {u"lastBackup"_s, timeValue(phone.lastBackup)}};
}

QJsonObject toJson(const OverdueDrill &drill)
{
    return {{u"policy"_s, drill.policy},
            {u"promised"_s, timeValue(drill.promised)},
            {u"lastDrill"_s, timeValue(drill.lastDrill)},
            {u"error"_s, drill.error ? QJsonValue(toJson(*drill.error)) : QJsonValue()}};
}

QJsonObject toJson(const PolicyPhone &phone)
{
    return {{u"phone"_s, phone.key}, {u"serial"_s, phone.serial.value}, {u"name"_s, phone.name}};
}

QString phonesText(const PolicyDefinition &policy)
{
    QStringList parts;
    if (!policy.phones.isEmpty())
        parts << listText(u"phone"_s, policy.phones);
    if (!policy.groups.isEmpty())
        parts << listText(u"group"_s, policy.groups);
    if (!policy.tags.isEmpty())
        parts << listText(u"tag"_s, policy.tags);
    if (!policy.query.isEmpty())
        parts << u"query "_s % policy.query;
    return parts.join(u"; "_s);
}

QString targetsText(const QList<PolicyTargetRecord> &targets)
{
    QMap<TargetState, int> counts;
    for (const PolicyTargetRecord &target : targets)
        ++counts[target.state];
    QStringList words;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        words << u"%1 %2"_s.arg(it.value()).arg(toText(it.key()));
    return words.isEmpty() ? u"no phones"_s : words.join(u", "_s);
}

void printPolicy(Console &console, const PolicyView &policy)
{
    const PolicyDefinition &definition = policy.definition;
    console.fact(u"Name"_s, policy.name);
    console.fact(u"Phones"_s, phonesText(definition));
    console.fact(u"What"_s, whatText(definition));
    console.fact(u"Left out"_s, definition.excludes.join(u", "_s));
    console.fact(u"Store"_s, definition.folder.isEmpty()
                                 ? definition.store
                                 : QString(definition.store % u'/' % definition.folder));
    console.fact(u"When"_s, scheduleText(definition.schedule));
    if (definition.schedule.window) {
        console.fact(u"At the window's end"_s,
                     definition.schedule.windowEnd == Schedule::WindowEnd::Stop
                         ? u"jobs that run stop; the next window begins them again"_s
                         : u"jobs that run finish; no more are begun"_s);
    }
    console.fact(u"Missed runs"_s, definition.schedule.missed == Schedule::Missed::Run
                                       ? u"begin late while there is time"_s
                                       : u"are skipped"_s);
    console.fact(u"Keep"_s, retentionText(definition.retention));
    if (!definition.copyTo.isEmpty()) {
        console.fact(u"Copies"_s, definition.copyFolder.isEmpty()
                                      ? definition.copyTo
                                      : QString(definition.copyTo % u'/' % definition.copyFolder));
        console.fact(u"Keep copies"_s, retentionText(definition.copyRetention));
    }
    console.fact(u"Speed"_s, definition.speed.text());
    printHooks(console, definition.hooks);
    console.fact(u"Next run"_s, policy.suspended ? u"suspended"_s : timeText(policy.nextDue));
    if (policy.drills) {
        console.fact(u"Restore drill"_s, nextDrillText(policy));
        if (policy.lastDrill)
            console.fact(u"Last drill"_s,
                         QString(policy.lastDrill->backup.value % u' ' % drillText(*policy.lastDrill)));
    }
    if (!policy.lastRun)
        return;
    console.fact(u"Last run"_s, timeText(policy.lastRun->startedAt));
    console.fact(u"Result"_s, policy.lastRun->finishedAt.isValid()
                                  ? targetsText(policy.lastTargets)
                                  : QString(u"under way: "_s % targetsText(policy.lastTargets)));
}

void printTargets(Console &console, const QList<PolicyTargetRecord> &targets)
{
    TextTable table({{u"PHONE"_s},
                     {u"SERIAL"_s},
                     {u"STATE"_s},
                     {u"TRIES"_s, TextTable::Align::Right},
                     {u"BACKUP"_s},
                     {u"REASON"_s}});
    for (const PolicyTargetRecord &target : targets) {
        table.addRow({target.name, target.serial.value, toText(target.state),
                      QString::number(target.attempts),
                      target.backup.isEmpty() ? u"-"_s : target.backup.value,
                      target.error ? errorName(target.error->code) : u"-"_s});
    }
    console.print(table);
}

} // namespace holdfast::cli
