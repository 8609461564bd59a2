// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/phoneservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Android's own largest number is lower; above it no uid can be made.
constexpr int kLargestUser = 20'000;

QString dataText(const AppView &app)
{
    qint64 total = 0;
    for (const qint64 size :
         {app.dataBytes, app.deviceDataBytes, app.externalDataBytes, app.obbBytes, app.mediaBytes}) {
        if (size < 0)
            return sizeText(-1);
        total += size;
    }
    return sizeText(total);
}

QString stateText(const AppView &app)
{
    QStringList words;
    if (app.system)
        words << u"system"_s;
    if (!app.enabled)
        words << u"disabled"_s;
    if (!app.problem.isEmpty())
        words << u"unreadable"_s;
    return words.join(u' ');
}

class PhoneApps final : public EngineCommand
{
public:
    PhoneApps()
        : EngineCommand(
              {.noun = u"phone"_s,
               .verb = u"apps"_s,
               .summary = u"List the apps on a phone."_s,
               .description =
                   u"Shows what is installed for one Android user: name, version, size of the APKs and of "
                   u"the data. "
                   "Names, icons and signers come from the APKs; each version of an app is read once, from "
                   "whatever phone has it first. Without root the sizes of private data are not known."_s,
               .arguments = {{.name = u"PHONE"_s,
                              .help =
                                  u"A phone: its serial as \"phone list\" shows it, its name or its id."_s}},
               .options = {{.name = u"user"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"NUMBER"_s,
                            .help = u"The Android user; 0, the owner, where none is named."_s,
                            .check = wholeNumber(0, kLargestUser)},
                           {.name = u"system"_s, .help = u"Also list apps that came with the image."_s},
                           {.name = u"app"_s,
                            .takes = OptionSpec::Takes::Many,
                            .valueName = u"PACKAGE"_s,
                            .help = u"List only these, named by their packages."_s},
                           {.name = u"icons"_s,
                            .help = u"With --json: add the icons, layer by layer, in base64."_s}},
               .examples = {{u"phone apps 127.0.0.1:5601"_s, u"What can be backed up by name."_s},
                            {u"phone apps 127.0.0.1:5601 --system --json"_s, u"All apps, for a script."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        AppQuery query;
        query.user = arguments.value("user"_L1).toInt();
        query.packages = arguments.values("app"_L1);
        query.system = arguments.has("system"_L1) || !query.packages.isEmpty();
        const auto listing = engine.phones().apps(arguments.words().constFirst(), query, invocation.cancel());
        if (!listing)
            return tl::unexpected(listing.error());
        Console &console = invocation.console();
        if (console.json()) {
            QJsonArray apps;
            for (const AppView &app : listing->apps) {
                QJsonObject object = toJson(app);
                if (arguments.has("icons"_L1))
                    object.insert(u"icon"_s, toJson(app.icon));
                apps.append(object);
            }
            console.document({{u"apps"_s, apps}, {u"apkBytesRead"_s, listing->bytesRead}});
            return ExitCode::Ok;
        }
        print(console, *listing);
        return ExitCode::Ok;
    }

    static void print(Console &console, const AppListing &listing)
    {
        using Align = TextTable::Align;
        TextTable table({{u"PACKAGE"_s},
                         {u"NAME"_s},
                         {u"VERSION"_s},
                         {u"CODE"_s, Align::Right},
                         {u"UID"_s, Align::Right},
                         {u"APK"_s, Align::Right},
                         {u"DATA"_s, Align::Right},
                         {u"STATE"_s}});
        for (const AppView &app : listing.apps) {
            table.addRow({app.package, app.label == app.package ? QString() : app.label, app.versionName,
                          QString::number(app.versionCode), QString::number(app.uid), sizeText(app.apkBytes),
                          dataText(app), stateText(app)});
        }
        console.print(table);
        for (const AppView &app : listing.apps) {
            if (!app.problem.isEmpty())
                console.note(u"%1: %2."_s.arg(app.package, app.problem));
        }
        if (listing.apps.isEmpty())
            console.note(u"No app fits."_s);
    }
};

} // namespace

CommandList makePhoneAppCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PhoneApps>());
    return list;
}

} // namespace holdfast::cli
