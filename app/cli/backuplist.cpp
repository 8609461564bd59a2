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

CommandSpec listSpec()
{
    QList<OptionSpec> options{
        textOption(u"search"_s, u"TEXT"_s, u"Words of the name, the phone's name or the description."_s),
        {.name = u"status"_s,
         .takes = Takes::Many,
         .valueName = u"A,B"_s,
         .help = u"Only these states: "_s % backupStatusWords().join(u", "_s) % u'.',
         .check = wordList(backupStatusWords())},
        textOption(u"phone"_s, u"PHONE"_s, u"Only of this phone: its id or serial."_s),
        textOption(u"group"_s, u"GROUP"_s, u"Only of phones in this group."_s),
        textOption(u"store"_s, u"STORE"_s, u"Only in this store."_s),
        textOption(u"owner"_s, u"NAME"_s, u"Only of this owner."_s),
        textOption(u"since"_s, u"TIME"_s,
                   u"Only made at or after: a date, a time, or so long ago (2d, 12h)."_s),
        textOption(u"until"_s, u"TIME"_s, u"Only made at or before; a date means its end."_s),
        textOption(u"limit"_s, u"N"_s, u"At most so many, 1 to 100; 20 where none is given."_s),
        textOption(u"next"_s, u"TOKEN"_s, u"The page after the one that gave this token (same filters)."_s)};
    for (OptionSpec &option : options) {
        if (option.name == "since"_L1 || option.name == "until"_L1)
            option.check = pointInTime();
        else if (option.name == "limit"_L1)
            option.check = wholeNumber(1, PageRequest::kMaxLimit);
    }
    return {.noun = u"backup"_s,
            .verb = u"list"_s,
            .summary = u"List backups, the newest first."_s,
            .options = options,
            .examples = {
                {u"backup list --since 2d --status AVAILABLE"_s, u"Good backups of the last two days."_s},
                {u"backup list --phone 127.0.0.1:5601 --limit 100 --json"_s,
                 u"All of one phone, for a script; \"nextToken\" leads to the next page."_s}}};
}

class BackupList final : public EngineCommand
{
public:
    BackupList() : EngineCommand(listSpec()) {}

private:
    static BackupFilter filterOf(const Arguments &arguments);
    static void print(Console &console, const Page<BackupRecord> &page);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

BackupFilter BackupList::filterOf(const Arguments &arguments)
{
    const QDateTime now = SystemClock().now();
    BackupFilter filter;
    filter.text = arguments.value("search"_L1);
    filter.statuses = backupStatuses(arguments.values("status"_L1));
    filter.phone = arguments.value("phone"_L1);
    filter.group = arguments.value("group"_L1);
    filter.store = arguments.value("store"_L1);
    filter.owner = arguments.value("owner"_L1);
    filter.createdSince = timeFromText(arguments.value("since"_L1), now, false).value_or(QDateTime());
    filter.createdUntil = timeFromText(arguments.value("until"_L1), now, true).value_or(QDateTime());
    return filter;
}

void BackupList::print(Console &console, const Page<BackupRecord> &page)
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
    for (const BackupRecord &backup : page.rows) {
        QString status = toText(backup.status);
        if (backup.warningCount > 0)
            status += u" (%1)"_s.arg(counted(backup.warningCount, u"warning"_s));
        table.addRow({backup.id.value, backup.name, backup.phoneName, status,
                      QString::number(backup.fileCount), sizeText(backup.sizeBytes),
                      sizeText(backup.storedBytes), timeText(backup.createdAt)});
    }
    console.print(table);
    if (!page.nextToken.isEmpty())
        console.note(u"%1 of %2 shown. For more: --next %3"_s.arg(page.rows.size())
                         .arg(page.totalCount)
                         .arg(page.nextToken));
}

Result<ExitCode> BackupList::runWith(Invocation &invocation, Engine &engine) const
{
    const Arguments &arguments = invocation.arguments();
    PageRequest request;
    if (arguments.has("limit"_L1))
        request.limit = arguments.value("limit"_L1).toInt();
    request.token = arguments.value("next"_L1);
    const auto page = engine.backups().list(filterOf(arguments), request);
    if (!page)
        return tl::unexpected(page.error());
    if (invocation.console().json())
        invocation.console().document(
            {{u"backups"_s, toJsonArray(page->rows)},
             {u"nextToken"_s, page->nextToken.isEmpty() ? QJsonValue() : QJsonValue(page->nextToken)},
             {u"totalCount"_s, page->totalCount}});
    else
        print(invocation.console(), *page);
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
