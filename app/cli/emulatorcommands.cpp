// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/manyoutcomes.h"
#include "app/cli/values.h"
#include "core/engine/emulatorservice.h"

#include <QDir>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

const ArgumentSpec kName{.name = u"NAME"_s, .help = u"The emulated phone's name."_s};
const ArgumentSpec kNames{.name = u"NAME"_s, .help = u"Names of emulated phones."_s, .many = true};

class EmulatorCreate final : public EngineCommand
{
public:
    EmulatorCreate()
        : EngineCommand(
              {.noun = u"emulator"_s,
               .verb = u"create"_s,
               .summary = u"Make an emulated phone."_s,
               .arguments = {kName},
               .options = {{.name = u"android"_s,
                            .takes = Takes::One,
                            .valueName = u"VERSION"_s,
                            .help = u"Its Android version; 14 where none is named."_s},
                           {.name = u"sample"_s,
                            .takes = Takes::One,
                            .valueName = u"SIZE"_s,
                            .help = u"What it holds: none, small (the default), standard or large."_s,
                            .choices = {u"none"_s, u"small"_s, u"standard"_s, u"large"_s}},
                           {.name = u"from"_s,
                            .takes = Takes::One,
                            .valueName = u"DIR"_s,
                            .help = u"Take a copy of this folder as its /data instead of a sample."_s,
                            .kind = ValueKind::LocalPath},
                           {.name = u"apk"_s,
                            .takes = Takes::Many,
                            .valueName = u"FILE"_s,
                            .help = u"Install this APK on it; files of one package go together, as base and "
                                    "splits."_s,
                            .kind = ValueKind::LocalPath},
                           {.name = u"translates"_s,
                            .takes = Takes::Many,
                            .valueName = u"ABI"_s,
                            .help = u"It also takes apps for this processor, as phones do that translate "
                                    "foreign code: arm64-v8a, armeabi-v7a."_s},
                           {.name = u"port"_s,
                            .takes = Takes::One,
                            .valueName = u"N"_s,
                            .help = u"TCP port of its adb daemon; the first free one from 5601 where none is "
                                    "named."_s,
                            .check = wholeNumber(1024, 65535)}},
               .examples = {{u"emulator create alpha --android 14 --sample standard"_s,
                             u"Make a phone with apps, databases and media."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.has("sample"_L1) && arguments.has("from"_L1)
                   ? u"--sample and --from exclude each other."_s
                   : QString();
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        EmulatorRequest request;
        request.name = arguments.words().constFirst();
        if (arguments.has("android"_L1))
            request.androidVersion = arguments.value("android"_L1);
        if (arguments.has("sample"_L1))
            request.sample = arguments.value("sample"_L1);
        if (arguments.has("from"_L1))
            request.fromDirectory = QDir::current().absoluteFilePath(arguments.value("from"_L1));
        request.port = arguments.value("port"_L1).toInt();
        request.translatedAbis = arguments.values("translates"_L1);
        for (const QString &apk : arguments.values("apk"_L1))
            request.apks << QDir::current().absoluteFilePath(apk);
        const auto made = engine.emulators().create(request, invocation.cancel());
        if (!made)
            return tl::unexpected(made.error());
        if (invocation.console().json())
            invocation.console().document({{u"emulator"_s, toJson(*made)}});
        invocation.console().print(u"%1 is made in %2. Start it with \"%3 emulator start %1\"."_s.arg(
            made->name, made->directory, kProgramName));
        return ExitCode::Ok;
    }
};

class EmulatorStart final : public EngineCommand
{
public:
    EmulatorStart()
        : EngineCommand({.noun = u"emulator"_s,
                         .verb = u"start"_s,
                         .summary = u"Start emulated phones and connect the adb server to them."_s,
                         .arguments = {kNames},
                         .examples = {{u"emulator start alpha beta"_s, u"Start two phones."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        Console &console = invocation.console();
        return forEachName(console, u"emulators"_s, invocation.arguments().words(),
                           [&](const QString &name) -> Result<QJsonValue> {
                               const auto started = engine.emulators().start(name, invocation.cancel());
                               if (!started)
                                   return tl::unexpected(started.error());
                               console.print(u"%1 runs as %2."_s.arg(name, started->serial.value));
                               return QJsonValue(toJson(*started));
                           });
    }
};

class EmulatorStop final : public EngineCommand
{
public:
    EmulatorStop()
        : EngineCommand({.noun = u"emulator"_s,
                         .verb = u"stop"_s,
                         .summary = u"Stop emulated phones; what they hold stays."_s,
                         .arguments = {kNames},
                         .examples = {{u"emulator stop alpha"_s, u"Switch the phone off."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        Console &console = invocation.console();
        return forEachName(console, u"stopped"_s, invocation.arguments().words(),
                           [&](const QString &name) -> Result<QJsonValue> {
                               const auto stopped = engine.emulators().stop(name, invocation.cancel());
                               if (!stopped)
                                   return tl::unexpected(stopped.error());
                               console.print(u"%1 is stopped."_s.arg(name));
                               return QJsonValue(name);
                           });
    }
};

class EmulatorList final : public EngineCommand
{
public:
    EmulatorList()
        : EngineCommand({.noun = u"emulator"_s,
                         .verb = u"list"_s,
                         .summary = u"List the emulated phones."_s,
                         .examples = {{u"emulator list"_s, u"See which emulated phones there are."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto all = engine.emulators().list();
        if (!all)
            return tl::unexpected(all.error());
        if (invocation.console().json()) {
            invocation.console().document({{u"emulators"_s, toJsonArray(*all)}});
            return ExitCode::Ok;
        }
        TextTable table(
            {{u"NAME"_s}, {u"STATE"_s}, {u"SERIAL"_s}, {u"ANDROID"_s}, {u"MODEL"_s}, {u"FOLDER"_s}});
        for (const EmulatorView &emulator : *all)
            table.addRow({emulator.name, emulator.running ? u"running"_s : u"stopped"_s,
                          emulator.serial.value, emulator.androidVersion, emulator.model,
                          emulator.directory});
        invocation.console().print(table);
        return ExitCode::Ok;
    }
};

class EmulatorRemove final : public EngineCommand
{
public:
    EmulatorRemove()
        : EngineCommand({.noun = u"emulator"_s,
                         .verb = u"remove"_s,
                         .summary = u"Stop an emulated phone and delete it with all that it holds."_s,
                         .arguments = {kName},
                         .examples = {{u"emulator remove alpha"_s, u"Its backups stay."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        const auto removed = engine.emulators().remove(name, invocation.cancel());
        if (!removed)
            return tl::unexpected(removed.error());
        if (invocation.console().json())
            invocation.console().document({{u"removed"_s, name}});
        invocation.console().print(u"%1 is removed."_s.arg(name));
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeEmulatorCommands()
{
    CommandList list;
    list.push_back(std::make_unique<EmulatorCreate>());
    list.push_back(std::make_unique<EmulatorStart>());
    list.push_back(std::make_unique<EmulatorStop>());
    list.push_back(std::make_unique<EmulatorList>());
    list.push_back(std::make_unique<EmulatorRemove>());
    return list;
}

} // namespace holdfast::cli
