// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/base/clock.h"
#include "core/base/timetext.h"
#include "core/engine/backupservice.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

OptionSpec textOption(const QString &name, const QString &valueName, const QString &help)
{
    return {.name = name, .takes = Takes::One, .valueName = valueName, .help = help};
}

const auto kSearchHelp =
    u"Words are found in the backup's name, the phone's name and address, the description, owner, group and "
    u"apps, as "
    "parts of words too, in any order, all of them together. Misspelt words of four letters or more find "
    "what is near "
    "where little else is found.\n\n"
    "\"two words\" are found as they stand; !WORD leaves out what has the word. name:, phone:, description:, "
    "owner:, "
    "group: and app: look in one place. Facts are status:failed,damaged, store:NAME, tag:TAG, whole:yes, "
    "android:12, "
    "android:>=12 or android:9..11, size:>1G, size:<=500M or size:1G..2G, since:2026-11, until:2d, age:>30d."_s;

CommandSpec listSpec()
{
    QList<OptionSpec> options{
        textOption(u"search"_s, u"TEXT"_s,
                   u"Words to search for, as SEARCH; for texts that begin with a dash."_s),
        {.name = u"status"_s,
         .takes = Takes::Many,
         .valueName = u"A,B"_s,
         .help = u"Only these states: "_s % backupStatusWords().join(u", "_s) % u'.',
         .check = wordList(backupStatusWords())},
        textOption(u"phone"_s, u"PHONE"_s, u"Only of this phone: its id or serial."_s),
        textOption(u"group"_s, u"GROUP"_s, u"Only of phones in this group."_s),
        textOption(u"tag"_s, u"TAG"_s, u"Only those with this tag."_s),
        textOption(u"store"_s, u"STORE"_s, u"Only in this store."_s),
        textOption(u"owner"_s, u"NAME"_s, u"Only of this owner."_s),
        textOption(u"since"_s, u"TIME"_s,
                   u"Only made at or after: a date, a time, or so long ago (2d, 12h)."_s),
        textOption(u"until"_s, u"TIME"_s, u"Only made at or before; a date means its end."_s),
        textOption(u"limit"_s, u"N"_s, u"At most so many, 1 to 100; 20 where none is given."_s),
        textOption(u"next"_s, u"TOKEN"_s, u"The page after the one that gave this token (same filters)."_s),
        {.name = u"facets"_s,
         .help = u"Count what was found by status, group, phone, age, store, Android and tag."_s}};
    for (OptionSpec &option : options) {
        if (option.name == "since"_L1 || option.name == "until"_L1)
            option.check = pointInTime();
        else if (option.name == "limit"_L1)
            option.check = wholeNumber(1, PageRequest::kMaxLimit);
    }
    return {
        .noun = u"backup"_s,
        .verb = u"list"_s,
        .summary = u"List backups, the newest or the best matches first."_s,
        .description = kSearchHelp,
        .arguments = {{.name = u"SEARCH"_s,
                       .help = u"Words to search for; all backups where there are none."_s,
                       .many = true,
                       .optional = true}},
        .options = options,
        .examples = {
            {u"backup list wechat phone:gz size:>1G"_s, u"Large backups of phones named gz with WeChat."_s},
            {u"backup list --since 2d --status AVAILABLE"_s, u"Good backups of the last two days."_s},
            {u"backup list --phone 127.0.0.1:5601 --limit 100 --json"_s,
             u"All of one phone, for a script; \"nextToken\" leads to the next page."_s}}};
}

class BackupList final : public EngineCommand
{
public:
    BackupList() : EngineCommand(listSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        const bool both = !arguments.words().isEmpty() && arguments.has("search"_L1);
        return both ? u"Give the words to search for once: as SEARCH or with --search."_s : QString();
    }

private:
    static BackupFilter filterOf(const Arguments &arguments);
    static void print(Console &console, const BackupHitPage &page);
    static void print(Console &console, const BackupFacets &facets);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

BackupFilter BackupList::filterOf(const Arguments &arguments)
{
    const QDateTime now = SystemClock().now();
    BackupFilter filter;
    filter.text = arguments.words().isEmpty() ? arguments.value("search"_L1) : arguments.words().join(u' ');
    filter.statuses = backupStatuses(arguments.values("status"_L1));
    filter.phone = arguments.value("phone"_L1);
    filter.group = arguments.value("group"_L1);
    filter.tag = arguments.value("tag"_L1);
    filter.store = arguments.value("store"_L1);
    filter.owner = arguments.value("owner"_L1);
    filter.createdSince = timeFromText(arguments.value("since"_L1), now, false).value_or(QDateTime());
    filter.createdUntil = timeFromText(arguments.value("until"_L1), now, true).value_or(QDateTime());
    return filter;
}

void BackupList::print(Console &console, const BackupHitPage &page)
{
    using Align = TextTable::Align;
    TextTable table({{u"ID"_s},
                     {u"NAME"_s},
                     {u"PHONE"_s},
                     {u"STATUS"_s},
                     {u"FILES"_s, Align::Right},
                     {u"SIZE"_s, Align::Right},
                     {u"STORED"_s, Align::Right},
                     {u"MADE"_s}});
    bool near = false;
    for (const BackupHit &hit : page.hits) {
        const BackupRecord &backup = hit.backup;
        QString status = toText(backup.status);
        if (backup.warningCount > 0)
            status += u" (%1)"_s.arg(counted(backup.warningCount, u"warning"_s));
        near = near || hit.isNear();
        table.addRow({backup.id.value, hit.isNear() ? QString(u"~ " % backup.name) : backup.name,
                      backup.phoneName, status, QString::number(backup.fileCount), sizeText(backup.sizeBytes),
                      sizeText(backup.storedBytes), timeText(backup.createdAt)});
    }
    console.print(table);
    if (!page.didYouMean.isEmpty())
        console.note(u"Did you mean: %1"_s.arg(page.didYouMean));
    if (near)
        console.note(u"~ marks near matches."_s);
    if (!page.nextToken.isEmpty())
        console.note(u"%1 of %2%3 shown. For more: --next %4"_s.arg(page.hits.size())
                         .arg(page.totalIsExact ? u""_s : u"about "_s)
                         .arg(page.totalCount)
                         .arg(page.nextToken));
}

void BackupList::print(Console &console, const BackupFacets &facets)
{
    constexpr qsizetype kShown = 10;
    const std::pair<QString, const QList<FacetCount> *> lists[] = {
        {u"Status"_s, &facets.status}, {u"Group"_s, &facets.group}, {u"Phone"_s, &facets.phone},
        {u"Age"_s, &facets.age},       {u"Store"_s, &facets.store}, {u"Android"_s, &facets.android},
        {u"Tag"_s, &facets.tag}};
    for (const auto &[name, counts] : lists) {
        QStringList parts;
        for (const FacetCount &count : counts->mid(0, kShown))
            parts += u"%1 (%2)"_s.arg(count.label.isEmpty() ? count.value : count.label).arg(count.count);
        if (counts->size() > kShown)
            parts += u"…"_s;
        console.fact(name, parts.join(u", "_s));
    }
}

Result<ExitCode> BackupList::runWith(Invocation &invocation, Engine &engine) const
{
    const Arguments &arguments = invocation.arguments();
    PageRequest request;
    if (arguments.has("limit"_L1))
        request.limit = arguments.value("limit"_L1).toInt();
    request.token = arguments.value("next"_L1);
    const BackupFilter filter = filterOf(arguments);
    const auto page = engine.backups().search(filter, request, invocation.cancel());
    if (!page)
        return tl::unexpected(page.error());
    std::optional<BackupFacets> facets;
    if (arguments.has("facets"_L1)) {
        const auto counted = engine.backups().facets(filter, invocation.cancel());
        if (!counted)
            return tl::unexpected(counted.error());
        facets = *counted;
    }
    Console &console = invocation.console();
    if (console.json()) {
        QJsonObject document{
            {u"backups"_s, toJsonArray(page->hits)},
            {u"nextToken"_s, page->nextToken.isEmpty() ? QJsonValue() : QJsonValue(page->nextToken)},
            {u"totalCount"_s, page->totalCount},
            {u"totalIsExact"_s, page->totalIsExact},
            {u"didYouMean"_s, page->didYouMean.isEmpty() ? QJsonValue() : QJsonValue(page->didYouMean)}};
        if (facets)
            document[u"facets"_s] = toJson(*facets);
        console.document(document);
    } else {
        print(console, *page);
        if (facets)
            print(console, *facets);
    }
    return ExitCode::Ok;
}

} // namespace

CommandList makeBackupListCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupList>());
    return list;
}

} // namespace holdfast::cli
