// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"

#include <QRegularExpression>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

constexpr int kFindLimit = 1000;

QList<OptionSpec> scopeOptions()
{
    return {{.name = u"phone"_s,
             .takes = Takes::One,
             .valueName = u"PHONE"_s,
             .help = u"Only of this phone: its id or serial."_s},
            {.name = u"group"_s,
             .takes = Takes::One,
             .valueName = u"GROUP"_s,
             .help = u"Only of phones in this group."_s}};
}

FileScope scopeOf(const Arguments &arguments)
{
    return {.backup = {arguments.value("backup"_L1)},
            .phone = arguments.value("phone"_L1),
            .group = arguments.value("group"_L1)};
}

/// A hash, a path where there is a slash, else a name.
FileQuery queryOf(const QString &text)
{
    static const QRegularExpression kHash(u"^[0-9a-fA-F]{64}$"_s);
    FileQuery query;
    if (kHash.match(text).hasMatch())
        query.sha256 = QByteArray::fromHex(text.toLatin1());
    else
        (text.contains(u'/') ? query.path : query.name) = text;
    return query;
}

QString fileTime(const FileEntry &file)
{
    return timeText(QDateTime::fromMSecsSinceEpoch(file.mtimeNs / 1'000'000, Qt::UTC));
}

CommandSpec findSpec()
{
    QList<OptionSpec> options{
        {.name = u"backup"_s, .takes = Takes::One, .valueName = u"ID"_s, .help = u"Only in this backup."_s}};
    options += scopeOptions();
    options += {.name = u"limit"_s,
                .takes = Takes::One,
                .valueName = u"N"_s,
                .help = u"At most so many, 1 to 1000; 100 where none is given."_s,
                .check = wholeNumber(1, kFindLimit)};
    return {.noun = u"backup"_s,
            .verb = u"find"_s,
            .summary = u"Find the backups that hold a file."_s,
            .description =
                u"TEXT is a name (*, ? are wildcards), an absolute path or path pattern, or the 64 "
                "hexadecimal digits of a file's SHA-256."_s,
            .arguments = {{.name = u"TEXT"_s, .help = u"Name, path pattern or SHA-256."_s}},
            .options = options,
            .examples = {{u"backup find \"EnMicroMsg*.db\""_s, u"Databases of that name, in any backup."_s},
                         {u"backup find \"/data/**/databases/*.db\" --phone 127.0.0.1:5601"_s,
                          u"All databases of one phone's backups."_s}}};
}

class BackupFind final : public EngineCommand
{
public:
    BackupFind() : EngineCommand(findSpec()) {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        FileQuery query = queryOf(arguments.words().constFirst());
        query.scope = scopeOf(arguments);
        const int limit = arguments.has("limit"_L1) ? arguments.value("limit"_L1).toInt() : 100;
        const auto found = engine.backups().findFiles(query, limit, invocation.cancel());
        if (!found)
            return tl::unexpected(found.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document({{u"files"_s, toJsonArray(found->hits)}, {u"more"_s, found->more}});
            return ExitCode::Ok;
        }
        TextTable table({{u"PATH"_s},
                         {u"SIZE"_s, TextTable::Align::Right},
                         {u"MODIFIED"_s},
                         {u"BACKUP"_s},
                         {u"PHONE"_s},
                         {u"MADE"_s}});
        for (const FileHit &hit : found->hits)
            table.addRow({shownName(hit.file.path), sizeText(hit.file.size), fileTime(hit.file),
                          hit.backup.value, hit.phoneName, timeText(hit.createdAt)});
        console.print(table);
        if (found->more)
            console.note(u"There are more; narrow the search or give a higher --limit."_s);
        return ExitCode::Ok;
    }
};

CommandSpec versionsSpec()
{
    return {.noun = u"backup"_s,
            .verb = u"versions"_s,
            .summary = u"Show what a file was in the backups of a phone, a group or all."_s,
            .description = u"Backups in which the file is the same are folded into one line."_s,
            .arguments = {{.name = u"PATH"_s, .help = u"The file's absolute path on the phone."_s}},
            .options = scopeOptions(),
            .examples = {{u"backup versions /data/system/packages.xml --phone 127.0.0.1:5601"_s,
                          u"How one phone's file changed."_s}}};
}

class BackupVersions final : public EngineCommand
{
public:
    BackupVersions() : EngineCommand(versionsSpec()) {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return bytesOfShown(arguments.words().constFirst()) ? QString() : u"PATH holds an unknown escape."_s;
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        const auto versions =
            engine.backups().fileVersions(bytesOfShown(arguments.words().constFirst()).value_or(QByteArray()),
                                          scopeOf(arguments), invocation.cancel());
        if (!versions)
            return tl::unexpected(versions.error());
        Console &console = invocation.console();
        if (console.json()) {
            console.document(
                {{u"path"_s, arguments.words().constFirst()}, {u"versions"_s, toJsonArray(*versions)}});
            return ExitCode::Ok;
        }
        using Align = TextTable::Align;
        TextTable table({{u"SIZE"_s, Align::Right},
                         {u"MODIFIED"_s},
                         {u"SHA-256"_s},
                         {u"BACKUPS"_s, Align::Right},
                         {u"PHONES"_s, Align::Right},
                         {u"FIRST"_s},
                         {u"LAST"_s},
                         {u"NEWEST BACKUP"_s}});
        for (const FileVersion &version : *versions) {
            const FileEntry &file = version.newest.file;
            table.addRow({sizeText(file.size), fileTime(file),
                          QString::fromLatin1(file.sha256.toHex().left(12)),
                          QString::number(version.backupCount), QString::number(version.phoneCount),
                          timeText(version.oldest.createdAt), timeText(version.newest.createdAt),
                          version.newest.backup.value});
        }
        console.print(table);
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeBackupFindCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupFind>());
    list.push_back(std::make_unique<BackupVersions>());
    return list;
}

} // namespace holdfast::cli
