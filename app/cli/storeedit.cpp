// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bucketoptions.h"
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "core/engine/storeservice.h"
#include "core/store/storefactory.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

QStringList bucketOptionNames()
{
    QStringList names;
    for (const OptionSpec &option : bucketOptions())
        names << option.name;
    return names;
}

QList<OptionSpec> editOptions()
{
    QList<OptionSpec> options{
        {.name = u"place"_s,
         .takes = Takes::One,
         .valueName = u"URL"_s,
         .help = u"Where the store's objects are now; the newest backups have to lie there already."_s,
         .kind = ValueKind::LocalPath},
        {.name = u"unset"_s,
         .takes = Takes::Many,
         .valueName = u"OPTION"_s,
         .help = u"Take back what this option of a bucket was given, by its name; may be repeated."_s,
         .choices = bucketOptionNames()}};
    return options + bucketOptions();
}

class StoreEdit final : public EngineCommand
{
public:
    StoreEdit()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"edit"_s,
               .summary = u"Change how a store is reached: its keys, its place, how new backups are kept."_s,
               .description =
                   u"What is not named stays as it is. The store is opened with what was given before "
                   "anything is kept, and its newest backups are looked for; a store that does not work so "
                   "stays as it was. Jobs that run go on with what they began with."_s,
               .arguments = {{.name = u"NAME"_s, .help = u"The store's name."_s}},
               .options = editOptions(),
               .examples = {
                   {u"store edit cloud --access-key AKIA… --secret-file /etc/holdfast/secret"_s,
                    u"Another key, before the old one expires."_s},
                   {u"store edit disk --place /mnt/new/backups"_s, u"The folder was moved."_s},
                   {u"store edit cloud --unset storage-class"_s, u"The bucket's own class again."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        for (const OptionSpec &option : spec().options) {
            if (arguments.has(QLatin1String(option.name.toLatin1())))
                return {};
        }
        return u"Nothing is to be changed: name an option."_s;
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const auto known = engine.stores().show(arguments.words().constFirst());
        if (!known)
            return tl::unexpected(known.error());
        StoreSetup setup{.name = known->name,
                         .url = arguments.has("place"_L1) ? arguments.value("place"_L1) : known->url,
                         .options = known->options};
        for (const QString &option : arguments.values("unset"_L1))
            setup.options = withoutOption(setup.options, option);
        if (const QString wrong = bucketComplaint(arguments, setup.url, setup.options); !wrong.isEmpty())
            return fail(Errc::InvalidArgument, wrong);
        if (isBucketUrl(setup.url))
            setup.options = bucketSettings(arguments, setup.options);
        else if (arguments.has("unset"_L1))
            return fail(Errc::InvalidArgument, u"--unset is for buckets, not for folders."_s);
        else
            setup.options = {};
        auto secret = typedSecret(arguments);
        if (!secret)
            return tl::unexpected(secret.error());
        setup.secretToKeep = *std::move(secret);
        const auto store = engine.stores().change(setup, invocation.cancel());
        if (!store)
            return tl::unexpected(store.error());
        if (invocation.console().json())
            invocation.console().document({{u"store"_s, toJson(*store)}});
        invocation.console().print(
            u"Store %1 is changed; it keeps backups at %2."_s.arg(store->name, store->url));
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeStoreEditCommands()
{
    CommandList list;
    list.push_back(std::make_unique<StoreEdit>());
    return list;
}

} // namespace holdfast::cli
