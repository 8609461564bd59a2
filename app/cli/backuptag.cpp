// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/textformat.h"
#include "core/engine/backupservice.h"

#include <QJsonArray>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

class BackupTag final : public EngineCommand
{
public:
    BackupTag()
        : EngineCommand(
              {.noun = u"backup"_s,
               .verb = u"tag"_s,
               .summary = u"Give backups tags, or take tags from them."_s,
               .description =
                   u"Tags are words of your own. backup list finds them by tag:WORD or --tag. They are "
                   "kept in the catalog, not in the store."_s,
               .arguments = {{.name = u"ID"_s, .help = u"Backups' ids, bf-…"_s, .many = true}},
               .options = {{.name = u"add"_s,
                            .takes = OptionSpec::Takes::Many,
                            .valueName = u"TAG"_s,
                            .help = u"A tag that they get; may be repeated."_s},
                           {.name = u"remove"_s,
                            .takes = OptionSpec::Takes::Many,
                            .valueName = u"TAG"_s,
                            .help = u"A tag that they lose; may be repeated."_s}},
               .examples = {{u"backup tag bf-0123456789abcdefg --add golden --remove test"_s,
                             u"Call a backup golden, and a test no more."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        const bool idle = arguments.values("add"_L1).isEmpty() && arguments.values("remove"_L1).isEmpty();
        return idle ? u"Say what to change: --add TAG or --remove TAG."_s : QString();
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override
    {
        const Arguments &arguments = invocation.arguments();
        QList<BackupId> ids;
        for (const QString &word : arguments.words())
            ids << BackupId{word};
        const QStringList added = arguments.values("add"_L1);
        const QStringList removed = arguments.values("remove"_L1);
        if (auto changed = engine.backups().changeTags(ids, added, removed); !changed)
            return tl::unexpected(changed.error());
        QJsonArray backups;
        for (const BackupId &id : ids) {
            const auto backup = engine.backups().get(id);
            if (!backup)
                return tl::unexpected(backup.error());
            backups.append(
                QJsonObject{{u"backup"_s, id.value}, {u"tags"_s, QJsonArray::fromStringList(backup->tags)}});
            invocation.console().print(u"%1  %2"_s.arg(
                id.value, backup->tags.isEmpty() ? u"no tags"_s : backup->tags.join(u", "_s)));
        }
        if (invocation.console().json())
            invocation.console().document({{u"backups"_s, backups}});
        return ExitCode::Ok;
    }
};

} // namespace

CommandList makeBackupTagCommands()
{
    CommandList list;
    list.push_back(std::make_unique<BackupTag>());
    return list;
}

} // namespace holdfast::cli
