// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bucketoptions.h"
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/progressfollower.h"
#include "app/cli/textformat.h"
#include "core/engine/storeservice.h"
#include "core/store/storefactory.h"

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

const ArgumentSpec kName{.name = u"NAME"_s, .help = u"The store's name."_s};

void printStore(Console &console, const StoreView &store)
{
    console.fact(u"Name"_s, store.name);
    console.fact(u"Place"_s, store.url);
    printBucket(console, store);
    console.fact(u"Added"_s, timeText(store.createdAt));
    console.fact(u"Backups"_s, QString::number(store.backupCount));
    console.fact(u"Stored"_s, sizeText(store.storedBytes));
    console.fact(u"Free"_s, store.freeBytes >= 0 ? sizeText(store.freeBytes) : u"unknown"_s);
}

class StoreAdd final : public EngineCommand
{
public:
    StoreAdd()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"add"_s,
               .summary = u"Add a place where backups are kept."_s,
               .description =
                   u"A folder, or a bucket of AWS S3, Alibaba OSS, Huawei OBS or a server that speaks S3. Of "
                   u"a "
                   "bucket's key only the id and the place of its secret are kept in the catalog; without "
                   "--access-key and --profile both are taken from AWS_ACCESS_KEY_ID and "
                   "AWS_SECRET_ACCESS_KEY. See that the bucket's lifecycle rules end unfinished uploads "
                   "(AbortIncompleteMultipartUpload) and do not delete backups."_s,
               .arguments = {{.name = u"NAME"_s, .help = u"A name of your choice."_s},
                             {.name = u"URL"_s,
                              .help = u"file:///FOLDER, the path of a folder on this computer, or "
                                      "s3://, oss:// or obs://BUCKET[/PREFIX]."_s,
                              .kind = ValueKind::LocalPath}},
               .options = bucketOptions(),
               .examples = {{u"store add disk /srv/backups"_s, u"Keep backups in a local folder."_s},
                            {u"store add cloud s3://backups/phones --region eu-central-1 --access-key AKIA… "
                             "--secret-file /etc/holdfast/secret"_s,
                             u"Keep them in a bucket of AWS."_s},
                            {u"store add oss oss://backups --region cn-hangzhou --profile backups"_s,
                             u"In one of Alibaba OSS, with keys from ~/.aws/credentials."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return bucketComplaint(arguments, arguments.words().value(1));
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        StoreSetup setup{.name = arguments.words().at(0), .url = arguments.words().at(1)};
        if (isBucketUrl(setup.url))
            setup.options = bucketSettings(arguments);
        auto secret = typedSecret(arguments);
        if (!secret)
            return tl::unexpected(secret.error());
        setup.secretToKeep = *std::move(secret);
        const auto store = engine.stores().add(setup, invocation.cancel());
        if (!store)
            return tl::unexpected(store.error());
        if (invocation.console().json())
            invocation.console().document({{u"store"_s, toJson(*store)}});
        invocation.console().print(u"Store %1 keeps backups at %2."_s.arg(store->name, store->url));
        return ExitCode::Ok;
    }
};

class StoreList final : public EngineCommand
{
public:
    StoreList()
        : EngineCommand({.noun = u"store"_s,
                         .verb = u"list"_s,
                         .summary = u"List the stores."_s,
                         .examples = {{u"store list"_s, u"See where backups are kept."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto stores = engine.stores().list();
        if (!stores)
            return tl::unexpected(stores.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"stores"_s, toJsonArray(*stores)}});
            return ExitCode::Ok;
        }
        using Align = TextTable::Align;
        TextTable table({{u"NAME"_s},
                         {u"BACKUPS"_s, Align::Right},
                         {u"STORED"_s, Align::Right},
                         {u"FREE"_s, Align::Right},
                         {u"PLACE"_s}});
        for (const StoreView &store : *stores)
            table.addRow({store.name, QString::number(store.backupCount), sizeText(store.storedBytes),
                          sizeText(store.freeBytes), store.url});
        console.print(table);
        return ExitCode::Ok;
    }
};

class StoreShow final : public EngineCommand
{
public:
    StoreShow()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"show"_s,
               .summary = u"Show one store."_s,
               .arguments = {kName},
               .examples = {{u"store show disk"_s, u"Where it is, what it holds, what is free."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto store = engine.stores().show(invocation.arguments().words().constFirst());
        if (!store)
            return tl::unexpected(store.error());
        if (invocation.console().json())
            invocation.console().document({{u"store"_s, toJson(*store)}});
        else
            printStore(invocation.console(), *store);
        return ExitCode::Ok;
    }
};

QString stepSentence(StoreTestStep::Kind kind)
{
    switch (kind) {
    case StoreTestStep::Kind::Write:
        return u"Write an object"_s;
    case StoreTestStep::Kind::ReadBack:
        return u"Read it back"_s;
    case StoreTestStep::Kind::Range:
        return u"Read a part of it"_s;
    case StoreTestStep::Kind::List:
        return u"Find it in the list"_s;
    case StoreTestStep::Kind::NoOverwrite:
        return u"Refuse to overwrite it"_s;
    case StoreTestStep::Kind::Parts:
        return u"Write one in parts"_s;
    case StoreTestStep::Kind::Delete:
        return u"Delete it"_s;
    case StoreTestStep::Kind::Concern:
        return u"To be known"_s;
    }
    Q_UNREACHABLE();
}

class StoreTest final : public EngineCommand
{
public:
    StoreTest()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"test"_s,
               .summary = u"Try whether a store can do all that backups need, with a small object."_s,
               .description = u"Says too what is to be known of a place that works: a clock that is wrong, a "
                              "bucket's rules that delete objects."_s,
               .arguments = {kName},
               .examples = {{u"store test disk"_s, u"Write, read, list and delete a small object."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const auto steps =
            engine.stores().test(invocation.arguments().words().constFirst(), invocation.cancel());
        if (!steps)
            return tl::unexpected(steps.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"steps"_s, toJsonArray(*steps)}});
        } else {
            TextTable table({{u"STEP"_s}, {u"RESULT"_s}, {u"TIME"_s, TextTable::Align::Right}});
            for (const StoreTestStep &step : *steps) {
                const bool fine = step.ok && step.kind != StoreTestStep::Kind::Concern;
                table.addRow({stepSentence(step.kind), fine ? u"ok"_s : errorName(step.error.code),
                              durationText(step.milliseconds)});
            }
            console.print(table);
        }
        for (const StoreTestStep &step : *steps) {
            if (step.kind == StoreTestStep::Kind::Concern)
                console.note(userText(step.error));
        }
        const auto failed =
            std::find_if(steps->cbegin(), steps->cend(), [](const auto &step) { return !step.ok; });
        if (failed == steps->cend())
            return ExitCode::Ok;
        console.complain(userText(failed->error));
        return exitCode(failed->error.code);
    }
};

class StoreScan final : public EngineCommand
{
public:
    StoreScan()
        : EngineCommand(
              {.noun = u"store"_s,
               .verb = u"scan"_s,
               .summary = u"Compare a store's objects with the catalog, and rebuild the catalog from them."_s,
               .description =
                   u"Archives that the catalog does not know are checked, as the store's new ones are, "
                   "and added; backups whose archive is gone become MISSING. Nothing is deleted. "
                   "A scan that was ended goes on where it was when it is started again."_s,
               .arguments = {kName},
               .examples = {{u"store scan disk"_s, u"Find backups that another computer made."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        Console &console = invocation.console();
        ProgressCounters progress;
        const QString name = invocation.arguments().words().constFirst();
        const auto report = withProgress(
            console, u"Scanning"_s, progress,
            [&] { return engine.stores().scan(name, progress, invocation.cancel()); }, u"archive"_s);
        if (!report)
            return tl::unexpected(report.error());
        if (console.json())
            console.document({{u"scan"_s, toJson(*report)}});
        console.fact(u"Archives seen"_s, QString::number(report->objects));
        console.fact(u"Added"_s, QString::number(report->added));
        console.fact(u"Confirmed"_s, QString::number(report->confirmed));
        console.fact(u"Missing"_s, QString::number(report->missing));
        console.fact(u"Returned"_s, QString::number(report->returned));
        for (const Error &error : report->problems)
            console.complain(userText(error));
        return report->problems.isEmpty() ? ExitCode::Ok : ExitCode::Partly;
    }
};

class StoreRemove final : public EngineCommand
{
public:
    StoreRemove()
        : EngineCommand({.noun = u"store"_s,
                         .verb = u"remove"_s,
                         .summary = u"Forget a store; its objects stay where they are."_s,
                         .description = u"Refused while backups refer to it."_s,
                         .arguments = {kName},
                         .examples = {{u"store remove disk"_s, u"The folder itself is not touched."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const QString name = invocation.arguments().words().constFirst();
        const auto removed = engine.stores().remove(name);
        if (!removed)
            return tl::unexpected(removed.error());
        if (invocation.console().json())
            invocation.console().document({{u"removed"_s, name}});
        invocation.console().print(u"Store %1 is forgotten; its objects stay."_s.arg(name));
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeStoreCommands()
{
    CommandList list;
    list.push_back(std::make_unique<StoreAdd>());
    list.push_back(std::make_unique<StoreList>());
    list.push_back(std::make_unique<StoreShow>());
    list.push_back(std::make_unique<StoreTest>());
    list.push_back(std::make_unique<StoreScan>());
    list.push_back(std::make_unique<StoreRemove>());
    return list;
}

} // namespace holdfast::cli
