// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/messagetext.h"

#include "core/base/htmlpage.h"

#include <QJsonArray>
#include <QSysInfo>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Of a fleet's night a message names so many phones; the rest is counted, and in `holdfast-cli report`.
constexpr qsizetype kMostPhones = 100;

/// Local time, as the operator's clock shows.
QString shown(const QJsonValue &time)
{
    const QDateTime instant = QDateTime::fromString(time.toString(), Qt::ISODateWithMs);
    return instant.isValid() ? instant.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s) : u"-"_s;
}

QString countsText(const QJsonObject &counts)
{
    QStringList words;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        words.append(u"%1 %2"_s.arg(it.value().toInt()).arg(it.key()));
    return words.isEmpty() ? u"no phones"_s : words.join(u", "_s);
}

/// What happened in one line, without the policy's name.
QString headline(const QJsonObject &about)
{
    const QString event = about.value("event"_L1).toString();
    if (event == "runEnded"_L1)
        return u"%1: %2"_s.arg(about.value("problem"_L1).toBool() ? u"not all backed up"_s
                                                                  : u"all backed up"_s,
                               countsText(about.value("counts"_L1).toObject()));
    if (event == "policyOverdue"_L1)
        return u"overdue: the run of %1 never came, %2 phone(s) without a backup since"_s
            .arg(shown(about.value("promised"_L1)))
            .arg(about.value("overduePhones"_L1).toInteger());
    if (event == "drillOverdue"_L1)
        return u"overdue: no restore drill has passed that was due %1"_s.arg(
            shown(about.value("promised"_L1)));
    if (event == "drillFailed"_L1)
        return u"a backup did not pass its restore drill"_s;
    return u"a backup passed its restore drill"_s;
}

/// What is known, as lines of two columns.
QList<QStringList> factsOf(const QJsonObject &about)
{
    QList<QStringList> facts{{u"Policy"_s, about.value("policy"_L1).toString()},
                             {u"Result"_s, headline(about)}};
    const std::pair<QString, QLatin1StringView> times[] = {{u"Due"_s, "dueAt"_L1},
                                                           {u"Begun"_s, "startedAt"_L1},
                                                           {u"Ended"_s, "finishedAt"_L1},
                                                           {u"Promised"_s, "promised"_L1},
                                                           {u"Tried"_s, "at"_L1}};
    for (const auto &[name, key] : times) {
        if (about.contains(key))
            facts.append({name, shown(about.value(key))});
    }
    if (about.contains("backup"_L1)) {
        facts.append({u"Backup"_s, about.value("backup"_L1).toString()});
        facts.append(
            {u"Compared"_s, u"%1 entries, %2 of them differ"_s.arg(about.value("compared"_L1).toInteger())
                                .arg(about.value("different"_L1).toInteger())});
    }
    if (about.contains("error"_L1))
        facts.append({u"Reason"_s, about.value("error"_L1).toObject().value("message"_L1).toString()});
    facts.append({u"Computer"_s, QSysInfo::machineHostName()});
    return facts;
}

/// Phones of a run that are not done, as many as are named.
Result<QList<PolicyTargetRecord>> troubledPhones(Catalog &catalog, const QJsonObject &about)
{
    if (about.value("event"_L1) != "runEnded"_L1)
        return QList<PolicyTargetRecord>();
    auto targets = catalog.policies().targets(about.value("run"_L1).toInteger());
    if (!targets)
        return targets;
    QList<PolicyTargetRecord> troubled;
    for (const PolicyTargetRecord &target : *targets) {
        if (target.state != TargetState::Done && troubled.size() < kMostPhones)
            troubled.append(target);
    }
    return troubled;
}

QList<QStringList> rowsOf(const QList<PolicyTargetRecord> &phones)
{
    QList<QStringList> rows;
    for (const PolicyTargetRecord &phone : phones)
        rows.append({phone.name, phone.serial.value, toText(phone.state), QString::number(phone.attempts),
                     phone.error ? userText(*phone.error) : QString()});
    return rows;
}

QJsonArray jsonOf(const QList<PolicyTargetRecord> &phones)
{
    QJsonArray array;
    for (const PolicyTargetRecord &phone : phones) {
        QJsonObject json{
            {u"phone"_s, phone.key},
            {u"serial"_s, phone.serial.value},
            {u"name"_s, phone.name},
            {u"state"_s, toText(phone.state)},
            {u"attempts"_s, phone.attempts},
            {u"backup"_s, phone.backup.isEmpty() ? QJsonValue() : QJsonValue(phone.backup.value)},
            {u"error"_s, QJsonValue()}};
        if (phone.error)
            json[u"error"_s] = QJsonObject{{u"code"_s, errorName(phone.error->code)},
                                           {u"message"_s, userText(*phone.error)}};
        array.append(json);
    }
    return array;
}

MessageText assembled(const QString &id, const QString &subject, const QDateTime &madeAt,
                      const QList<QStringList> &facts, const QList<PolicyTargetRecord> &phones,
                      QJsonObject document)
{
    QStringList lines;
    for (const QStringList &fact : facts)
        lines.append(QString(fact.first() % u": "_s % fact.last()));
    const QList<QStringList> rows = rowsOf(phones);
    if (!rows.isEmpty())
        lines.append({QString(), u"Phones that are not done:"_s});
    for (const QStringList &row : rows)
        lines.append(u"- %1 (%2): %3, %4 tries. %5"_s.arg(row[0], row[1], row[2], row[3], row[4]).trimmed());
    const QString text = QString(lines.join(u'\n') % u'\n');
    document.insert(u"format"_s, 1);
    document.insert(u"id"_s, id);
    document.insert(u"madeAt"_s, madeAt.toUTC().toString(Qt::ISODateWithMs));
    document.insert(u"host"_s, QSysInfo::machineHostName());
    document.insert(u"subject"_s, subject);
    document.insert(u"text"_s, text);
    const QString body = htmlTable(u"What happened"_s, {u"What"_s, u"Value"_s}, facts) %
                         htmlTable(u"Phones that are not done"_s,
                                   {u"Phone"_s, u"Serial"_s, u"State"_s, u"Tries"_s, u"Reason"_s}, rows);
    return {id, subject, text, htmlPage(subject, body), document, madeAt};
}

} // namespace

Result<MessageText> textOf(Catalog &catalog, const MessageRecord &message)
{
    const auto phones = troubledPhones(catalog, message.about);
    if (!phones)
        return tl::unexpected(phones.error());
    const QString id = u"holdfast-%1-%2"_s.arg(message.number).arg(message.createdAt.toMSecsSinceEpoch());
    const QString subject =
        u"Holdfast: %1 %2"_s.arg(message.about.value("policy"_L1).toString(), headline(message.about));
    QJsonObject document = message.about;
    if (message.about.value("event"_L1) == "runEnded"_L1)
        document.insert(u"phones"_s, jsonOf(*phones));
    return assembled(id, subject, message.createdAt, factsOf(message.about), *phones, document);
}

MessageText testText(const QString &recipient, const QDateTime &now)
{
    const QString id = u"holdfast-test-%1"_s.arg(now.toMSecsSinceEpoch());
    return assembled(id, u"Holdfast: a test message"_s, now,
                     {{u"Recipient"_s, recipient},
                      {u"Result"_s, u"messages from Holdfast arrive here"_s},
                      {u"Computer"_s, QSysInfo::machineHostName()}},
                     {}, {{u"event"_s, u"test"_s}, {u"problem"_s, false}, {u"state"_s, u"done"_s}});
}

} // namespace holdfast
