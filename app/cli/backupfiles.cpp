// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "core/engine/backupservice.h"

#include <QJsonDocument>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

quint32 typeBits(EntryType type)
{
    switch (type) {
    case EntryType::File:
    case EntryType::HardLink:
        return 0100000;
    case EntryType::Folder:
        return 0040000;
    case EntryType::SymbolicLink:
        return 0120000;
    case EntryType::Fifo:
        return 0010000;
    case EntryType::CharacterDevice:
        return 0020000;
    case EntryType::BlockDevice:
        return 0060000;
    }
    Q_UNREACHABLE();
}

/// `-rw-r--r--  10105:10105    1.5 MiB  2026-11-22 10:00:00  /data/… -> target`. Columns have fixed widths,
/// as the list is printed while it is read.
QString lineOf(const IndexEntry &entry)
{
    const QString owner = u"%1:%2"_s.arg(entry.uid).arg(entry.gid).leftJustified(13);
    QString line = modeText(typeBits(entry.type) | entry.mode) % u"  " % owner % u"  " %
                   sizeText(entry.size).rightJustified(10) % u"  " %
                   timeText(QDateTime::fromSecsSinceEpoch(entry.mtime, Qt::UTC)) % u"  " % phonePath(entry);
    if (entry.type == EntryType::SymbolicLink)
        line += u" -> " % shownName(entry.linkTarget);
    else if (entry.type == EntryType::HardLink)
        line += u" = " % shownName(entry.linkTarget);
    return line;
}

class BackupFiles final : public EngineCommand
{
public:
    BackupFiles()
        : EngineCommand({.noun = u"backup"_s,
                         .verb = u"files"_s,
                         .summary = u"List what a backup holds, read from the archive itself."_s,
                         .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s}},
                         .options = {{.name = u"under"_s,
                                      .takes = OptionSpec::Takes::One,
                                      .valueName = u"PATTERN"_s,
                                      .help = u"Only what this path or pattern selects."_s,
                                      .check = pathPattern()}},
                         .examples = {{u"backup files bf-0123456789abcdefg --under /data/media"_s,
                                       u"The media files in a backup."_s}}})
    {}

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const BackupId id{invocation.arguments().words().constFirst()};
        const QString under = invocation.arguments().value("under"_L1);
        return invocation.console().json() ? runJson(invocation, engine, id, under)
                                           : runText(invocation, engine, id, under);
    }

    static Result<ExitCode> runText(Invocation &invocation, Engine &engine, const BackupId &id,
                                    const QString &under)
    {
        Console &console = invocation.console();
        const auto done = engine.backups().files(
            id, under,
            [&console](const IndexEntry &entry) {
                console.print(lineOf(entry));
                return console.outputWorks();
            },
            invocation.cancel());
        if (!done)
            return tl::unexpected(done.error());
        return ExitCode::Ok;
    }

    /// Written while it is read, as a backup may hold millions of files. An error in the middle becomes a
    /// last key of the one document.
    static Result<ExitCode> runJson(Invocation &invocation, Engine &engine, const BackupId &id,
                                    const QString &under)
    {
        Console &console = invocation.console();
        bool begun = false;
        const auto begin = [&] {
            console.raw(QByteArray("{\"backupId\":\"" + id.value.toUtf8() + "\",\"files\":["));
            begun = true;
        };
        const auto done = engine.backups().files(
            id, under,
            [&](const IndexEntry &entry) {
                if (begun)
                    console.raw(",\n");
                else
                    begin();
                console.raw(compact(toJson(entry)));
                return console.outputWorks();
            },
            invocation.cancel());
        if (!done && !begun)
            return tl::unexpected(done.error());
        if (!begun)
            begin();
        if (done) {
            console.raw("]}\n");
            return ExitCode::Ok;
        }
        console.raw(QByteArray("],\"error\":" + compact(toJson(done.error())) + "}\n"));
        console.complain(userText(done.error()));
        return exitCode(done.error().code);
    }
};

} // namespace

CommandList makeBackupFilesCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupFiles>());
    return list;
}

} // namespace holdfast::cli
