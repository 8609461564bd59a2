// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/manyoutcomes.h"
#include "app/cli/textformat.h"
#include "core/engine/phoneservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

const ArgumentSpec kPhone{.name = u"PHONE"_s,
                          .help = u"A phone: its serial as \"phone list\" shows it, its name or its id."_s};

class PhoneList final : public EngineCommand
{
public:
    PhoneList()
        : EngineCommand({.noun = u"phone"_s,
                         .verb = u"list"_s,
                         .summary = u"List the phones that the adb server knows."_s,
                         .options = {{.name = u"all"_s,
                                      .help = u"Also list phones that were seen before and are away now."_s}},
                         .examples = {{u"phone list"_s, u"See which phones can be used now."_s},
                                      {u"phone list --all --json"_s, u"The same for a script, with those "
                                                                     "that are away."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto phones = engine.phones().list(invocation.cancel(), invocation.arguments().has("all"_L1));
        if (!phones)
            return tl::unexpected(phones.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"phones"_s, toJsonArray(*phones)}});
            return ExitCode::Ok;
        }
        TextTable table({{u"SERIAL"_s},
                         {u"STATE"_s},
                         {u"NAME"_s},
                         {u"MODEL"_s},
                         {u"ANDROID"_s},
                         {u"KIND"_s},
                         {u"LAST BACKUP"_s}});
        for (const PhoneView &phone : *phones)
            table.addRow({phone.serial.value, phone.state, phone.name, phone.model, phone.androidVersion,
                          phone.kind, timeText(phone.lastBackup)});
        console.print(table);
        for (const PhoneView &phone : *phones) {
            if (!phone.nextStep.isEmpty())
                console.note(phone.serial.value % u": "_s % phone.nextStep);
        }
        if (phones->isEmpty())
            console.note(u"No phone is connected. Connect one with \"%1 phone connect HOST:PORT\"."_s.arg(
                kProgramName));
        return ExitCode::Ok;
    }
};

void printPhone(Console &console, const PhoneView &phone)
{
    console.fact(u"Serial"_s, phone.serial.value);
    console.fact(u"Id"_s, phone.id.value);
    console.fact(u"Name"_s, phone.name);
    console.fact(u"State"_s, phone.state);
    console.fact(u"What to do"_s, phone.nextStep);
    console.fact(u"Kind"_s, phone.kind);
    console.fact(u"Model"_s, QString(phone.manufacturer % u' ' % phone.model).trimmed());
    console.fact(u"Android"_s, phone.sdk > 0 ? u"%1 (API %2)"_s.arg(phone.androidVersion).arg(phone.sdk)
                                             : phone.androidVersion);
    console.fact(u"Processor"_s, phone.abi);
    console.fact(u"Serial number"_s, phone.serialNumber);
    console.fact(u"Root"_s, phone.root);
    console.fact(u"Group"_s, phone.group);
    if (phone.dataTotal >= 0)
        console.fact(u"/data"_s, u"%1, %2 free"_s.arg(sizeText(phone.dataTotal), sizeText(phone.dataFree)));
    console.fact(u"Last seen"_s, timeText(phone.lastSeen));
    console.fact(u"Last backup"_s, timeText(phone.lastBackup));
}

class PhoneShow final : public EngineCommand
{
public:
    PhoneShow()
        : EngineCommand(
              {.noun = u"phone"_s,
               .verb = u"show"_s,
               .summary = u"Show everything about one phone, read from it now."_s,
               .arguments = {kPhone},
               .examples = {{u"phone show 127.0.0.1:5601"_s, u"Model, Android, root and space."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto phone =
            engine.phones().show(invocation.arguments().words().constFirst(), invocation.cancel());
        if (!phone)
            return tl::unexpected(phone.error());
        if (invocation.console().json())
            invocation.console().document({{u"phone"_s, toJson(*phone)}});
        else
            printPhone(invocation.console(), *phone);
        return ExitCode::Ok;
    }
};

class PhoneConnect final : public EngineCommand
{
public:
    PhoneConnect()
        : EngineCommand(
              {.noun = u"phone"_s,
               .verb = u"connect"_s,
               .summary = u"Let the adb server connect to phones over the network."_s,
               .arguments = {{.name = u"HOST:PORT"_s,
                              .help =
                                  u"Where the phone's adb daemon listens; port 5555 where none is named."_s,
                              .many = true}},
               .examples = {
                   {u"phone connect 10.0.0.7:5555 10.0.0.8:5555"_s, u"Connect two cloud phones."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        Console &console = invocation.console();
        return forEachName(console, u"phones"_s, invocation.arguments().words(),
                           [&](const QString &address) -> Result<QJsonValue> {
                               const auto phone = engine.phones().connect(address, invocation.cancel());
                               if (!phone)
                                   return tl::unexpected(phone.error());
                               console.print(u"%1 is connected: %2, Android %3."_s.arg(
                                   phone->serial.value, phone->name, phone->androidVersion));
                               return QJsonValue(toJson(*phone));
                           });
    }
};

class PhoneDisconnect final : public EngineCommand
{
public:
    PhoneDisconnect()
        : EngineCommand(
              {.noun = u"phone"_s,
               .verb = u"disconnect"_s,
               .summary = u"Let the adb server disconnect a phone on the network."_s,
               .arguments = {{.name = u"SERIAL"_s, .help = u"Its serial, as \"phone list\" shows it."_s}},
               .examples = {{u"phone disconnect 10.0.0.7:5555"_s, u"End the connection."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Serial serial{invocation.arguments().words().constFirst()};
        const auto done = engine.phones().disconnect(serial, invocation.cancel());
        if (!done)
            return tl::unexpected(done.error());
        if (invocation.console().json())
            invocation.console().document({{u"disconnected"_s, serial.value}});
        invocation.console().print(u"%1 is disconnected."_s.arg(serial.value));
        return ExitCode::Ok;
    }
};

class PhoneFiles final : public EngineCommand
{
public:
    PhoneFiles()
        : EngineCommand({.noun = u"phone"_s,
                         .verb = u"files"_s,
                         .summary = u"List a folder on a phone."_s,
                         .arguments = {kPhone,
                                       {.name = u"PATH"_s,
                                        .help = u"The folder's absolute path, in the form in which names are "
                                                "shown (\\xNN for odd bytes)."_s}},
                         .examples = {{u"phone files 127.0.0.1:5601 /sdcard"_s, u"What lies in /sdcard."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        const QString path = arguments.words().at(1);
        if (!path.startsWith(u'/'))
            return u"\"%1\" is not an absolute path on a phone."_s.arg(path);
        return bytesOfShown(path)
                   ? QString()
                   : u"\"%1\" holds an escape that is not known; a backslash is \\\\."_s.arg(path);
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QStringList &words = invocation.arguments().words();
        const QByteArray path = bytesOfShown(words.at(1)).value_or(QByteArray());
        const auto entries = engine.phones().files(Serial{words.at(0)}, path, invocation.cancel());
        if (!entries)
            return tl::unexpected(entries.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"path"_s, shownName(path)}, {u"files"_s, toJsonArray(*entries)}});
            return ExitCode::Ok;
        }
        TextTable table({{u"MODE"_s}, {u"SIZE"_s, TextTable::Align::Right}, {u"MODIFIED"_s}, {u"NAME"_s}});
        for (const PhoneFileEntry &entry : *entries)
            table.addRow({entry.error.isEmpty() ? modeText(entry.mode) : entry.error, sizeText(entry.size),
                          timeText(entry.modified), shownName(entry.name)});
        console.print(table);
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makePhoneCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PhoneList>());
    list.push_back(std::make_unique<PhoneShow>());
    list.push_back(std::make_unique<PhoneConnect>());
    list.push_back(std::make_unique<PhoneDisconnect>());
    list.push_back(std::make_unique<PhoneFiles>());
    return list;
}

} // namespace holdfast::cli
