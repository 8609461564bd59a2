// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/notifyservice.h"

#include <QDir>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

OptionSpec option(const QString &name, Takes takes, const QString &valueName, const QString &help,
                  ValueKind kind = {})
{
    return {.name = name, .takes = takes, .valueName = valueName, .help = help, .kind = kind};
}

QString absolute(const QString &path)
{
    return path.isEmpty() ? path : QDir::cleanPath(QDir().absoluteFilePath(path));
}

QString placeText(const RecipientDefinition &recipient)
{
    return recipient.kind == RecipientDefinition::Kind::Mail ? recipient.addresses.join(u", "_s)
                                                             : recipient.url;
}

QJsonObject viewJson(const RecipientView &recipient)
{
    QJsonValue last;
    if (recipient.last) {
        const MessageRecord &message = *recipient.last;
        last = QJsonObject{
            {u"about"_s, message.key},
            {u"sentAt"_s, message.sentAt.isValid() ? QJsonValue(isoText(message.sentAt)) : QJsonValue()},
            {u"attempts"_s, message.attempts},
            {u"error"_s, message.error ? QJsonValue(toJson(*message.error)) : QJsonValue()}};
    }
    return {{u"name"_s, recipient.name},
            {u"definition"_s, holdfast::toJson(recipient.definition)},
            {u"createdAt"_s, isoText(recipient.createdAt)},
            {u"waiting"_s, recipient.waiting},
            {u"last"_s, last}};
}

CommandSpec specOf(const QString &verb, const QString &summary, const QString &description)
{
    return {.noun = u"notify"_s,
            .verb = verb,
            .summary = summary,
            .description = description,
            .arguments = {{.name = u"NAME"_s, .help = u"The recipient's name."_s}},
            .examples = {{u"notify %1 ops"_s.arg(verb), summary}}};
}

CommandSpec addSpec()
{
    OptionSpec when =
        option(u"on"_s, Takes::One, u"WHAT"_s,
               u"Of what: problems alone, which is so where nothing is said, or always of each run and "
               "drill."_s);
    when.choices = {u"problems"_s, u"always"_s};
    CommandSpec spec = specOf(
        u"add"_s, u"Tell somebody, or a program, when backups of a policy went wrong."_s,
        u"One message for each run of a policy in which a phone failed, was missed or lost files, for each "
        u"restore drill "
        "that did not pass, and for each run or drill that was promised and never came. Messages are kept in "
        "the "
        "catalog until they are taken, and sent by the daemon, also after it was ended: within a minute, "
        "then less "
        "and less often for three days.\n\n"
        "Mail goes through a sendmail program (-t -i), as text and as a page. A webhook gets a JSON document "
        "by POST and "
        "must answer with a status of 2xx; redirections are not followed, certificates are always checked. "
        "The "
        "document's \"id\", also sent as Idempotency-Key, is the same however often a message is sent."_s);
    spec.options = {
        option(u"mail"_s, Takes::Many, u"ADDRESS"_s, u"Mail to these addresses."_s),
        option(u"from"_s, Takes::One, u"ADDRESS"_s,
               u"The mail's sender; sendmail's own where none is given."_s),
        option(u"sendmail"_s, Takes::One, u"PROGRAM"_s, u"Another sendmail than the system's."_s,
               ValueKind::LocalPath),
        option(u"webhook"_s, Takes::One, u"URL"_s, u"POST to this address."_s),
        option(u"header"_s, Takes::One, u"NAME"_s, u"Send a secret in this header, like Authorization."_s),
        option(u"secret-env"_s, Takes::One, u"VARIABLE"_s,
               u"The header's value is in this environment variable of the daemon."_s),
        option(u"secret-file"_s, Takes::One, u"FILE"_s, u"It is in the first line of this file."_s,
               ValueKind::LocalPath),
        option(u"ca-file"_s, Takes::One, u"FILE"_s, u"Trust this PEM certificate too, beside the system's."_s,
               ValueKind::LocalPath),
        {.name = u"plain-http"_s,
         .help = u"Allow http:// to another computer: everybody on the way can read all."_s},
        when,
        option(u"policy"_s, Takes::Many, u"POLICY"_s, u"Of these policies; of all where none is given."_s)};
    spec.examples = {
        {u"notify add ops --mail ops@example.com"_s, u"Mail about what went wrong."_s},
        {u"notify add chat --webhook https://chat.example.com/hook --on always --policy nightly"_s,
         u"A webhook for every run of a policy."_s}};
    return spec;
}

RecipientDefinition definitionOf(const Arguments &arguments)
{
    RecipientDefinition recipient;
    recipient.kind =
        arguments.has("webhook"_L1) ? RecipientDefinition::Kind::Webhook : RecipientDefinition::Kind::Mail;
    recipient.when = arguments.value("on"_L1) == "always"_L1 ? RecipientDefinition::When::Always
                                                             : RecipientDefinition::When::Problems;
    recipient.policies = arguments.values("policy"_L1);
    recipient.addresses = arguments.values("mail"_L1);
    recipient.sender = arguments.value("from"_L1);
    recipient.program = absolute(arguments.value("sendmail"_L1));
    recipient.url = arguments.value("webhook"_L1);
    recipient.header = arguments.value("header"_L1);
    recipient.secretVariable = arguments.value("secret-env"_L1);
    recipient.secretFile = absolute(arguments.value("secret-file"_L1));
    recipient.caFile = absolute(arguments.value("ca-file"_L1));
    recipient.plainHttp = arguments.has("plain-http"_L1);
    return recipient;
}

class NotifyAdd final : public EngineCommand
{
public:
    NotifyAdd() : EngineCommand(addSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        if (arguments.has("mail"_L1) == arguments.has("webhook"_L1))
            return u"Where to is missing: give either --mail ADDRESS or --webhook URL."_s;
        const auto checked = definitionOf(arguments).check();
        return checked ? QString() : QString(u"It cannot be told so: "_s % checked.error().detail % u'.');
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        const RecipientDefinition recipient = definitionOf(invocation.arguments());
        if (auto added = engine.notifications().add(name, recipient); !added)
            return tl::unexpected(added.error());
        Console &console = invocation.console();
        if (console.json())
            console.document({{u"recipient"_s, name}, {u"definition"_s, holdfast::toJson(recipient)}});
        console.print(u"%1 will be told at %2. Try it with \"%3 notify test %1\"."_s.arg(
            name, placeText(recipient), kProgramName));
        return ExitCode::Ok;
    }
};

class NotifyList final : public EngineCommand
{
public:
    NotifyList()
        : EngineCommand({.noun = u"notify"_s,
                         .verb = u"list"_s,
                         .summary = u"List who is told of what, and how the last message went."_s,
                         .examples = {{u"notify list"_s, u"All recipients."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto recipients = engine.notifications().list();
        if (!recipients)
            return tl::unexpected(recipients.error());
        QJsonArray array;
        TextTable table({{u"NAME"_s},
                         {u"WHERE"_s},
                         {u"OF WHAT"_s},
                         {u"POLICIES"_s},
                         {u"WAITING"_s, TextTable::Align::Right},
                         {u"LAST"_s}});
        for (const RecipientView &recipient : *recipients) {
            array.append(viewJson(recipient));
            const RecipientDefinition &definition = recipient.definition;
            QString last = u"-"_s;
            if (recipient.last)
                last = recipient.last->sentAt.isValid() ? u"sent "_s % timeText(recipient.last->sentAt)
                                                        : u"given up"_s;
            table.addRow({recipient.name, placeText(definition),
                          definition.when == RecipientDefinition::When::Always ? u"always"_s : u"problems"_s,
                          definition.policies.isEmpty() ? u"all"_s : definition.policies.join(u", "_s),
                          QString::number(recipient.waiting), last});
        }
        Console &console = invocation.console();
        if (console.json())
            console.document({{u"recipients"_s, array}});
        if (table.isEmpty())
            console.note(u"Nobody is told of anything. See \"%1 notify add\"."_s.arg(kProgramName));
        else
            console.print(table);
        return ExitCode::Ok;
    }
};

class NotifyTest final : public EngineCommand
{
public:
    NotifyTest()
        : EngineCommand(
              specOf(u"test"_s, u"Send a message that says nothing but that it arrived."_s,
                     u"At once, from here, not by the daemon: it may see other environment variables."_s))
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        Console &console = invocation.console();
        const auto sent = engine.notifications().test(name, invocation.cancel());
        if (!sent && sent.error().code == Errc::MessageFailed)
            console.complain(u"%1: %2."_s.arg(name, sent.error().detail));
        if (!sent)
            return tl::unexpected(sent.error());
        if (console.json())
            console.document({{u"tested"_s, name}});
        console.print(u"The message to %1 was taken."_s.arg(name));
        return ExitCode::Ok;
    }
};

class NotifyRemove final : public EngineCommand
{
public:
    NotifyRemove()
        : EngineCommand(specOf(u"remove"_s, u"Tell a recipient nothing more."_s,
                               u"Messages that wait for it are forgotten."_s))
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        if (auto removed = engine.notifications().remove(name); !removed)
            return tl::unexpected(removed.error());
        if (invocation.console().json())
            invocation.console().document({{u"removed"_s, name}});
        invocation.console().print(u"%1 is told nothing more."_s.arg(name));
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeNotifyCommands()
{
    CommandList list;
    list.push_back(std::make_unique<NotifyAdd>());
    list.push_back(std::make_unique<NotifyList>());
    list.push_back(std::make_unique<NotifyTest>());
    list.push_back(std::make_unique<NotifyRemove>());
    return list;
}

} // namespace holdfast::cli
