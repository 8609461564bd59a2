// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batchprogress.h"
#include "app/cli/commands.h"
#include "app/cli/drillviews.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/textformat.h"
#include "core/engine/drillservice.h"

#include <QElapsedTimer>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

class DrillCreate final : public EngineCommand
{
public:
    DrillCreate()
        : EngineCommand(
              {.noun = u"drill"_s,
               .verb = u"create"_s,
               .summary = u"Prove that a backup can be restored (Linux only)."_s,
               .description =
                   u"Makes an emulated phone of the backup's Android version, restores all of the backup to "
                   u"it, "
                   "compares every file there with the archive, and takes the phone away again. What came of "
                   "it "
                   "is dated and kept with the backup; see \"backup show\". It needs as much room in the "
                   "data "
                   "directory as the backup's files. One drill runs at a time.\n\n"
                   "With --policy the backup is a sample: the newest of the phone whose backups by this "
                   "policy "
                   "were tried the longest time ago. Begun once a day, this goes through all phones."_s,
               .arguments = {{.name = u"ID"_s, .help = u"The backup's id, bf-…"_s, .optional = true}},
               .options = {{.name = u"policy"_s,
                            .takes = OptionSpec::Takes::One,
                            .valueName = u"NAME"_s,
                            .help = u"Try a sample of this policy's backups."_s},
                           {.name = u"emulated"_s, .help = u"On an emulated phone, as is done anyway."_s}},
               .examples = {{u"drill create bf-0123456789abcdefg"_s, u"Try one backup."_s},
                            {u"drill create --policy nightly"_s, u"Try the next one of a policy."_s}}})
    {}

    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.words().isEmpty() == arguments.has("policy"_L1)
                   ? QString()
                   : u"Which backup is missing: give either its ID or --policy NAME."_s;
    }

private:
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

Result<ExitCode> DrillCreate::runWith(Invocation &invocation, Engine &engine) const
{
    const Arguments &arguments = invocation.arguments();
    Console &console = invocation.console();
    Result<BackupId> backup = BackupId{arguments.words().value(0)};
    if (arguments.has("policy"_L1))
        backup = engine.drills().sampleOf(arguments.value("policy"_L1));
    if (!backup)
        return tl::unexpected(backup.error());
    console.note(u"Making a phone for %1."_s.arg(backup->value));
    BatchProgress progress;
    QElapsedTimer timer;
    timer.start();
    const auto follow = [&](const JobRecord &job) {
        progress.update({job}, timer.elapsed());
        if (console.errorsToTerminal())
            console.live(progress.liveLine());
        else if (progress.lineDue())
            console.note(progress.line());
    };
    const auto drill = engine.drills().run(*backup, follow, invocation.cancel());
    console.live({});
    if (!drill)
        return tl::unexpected(drill.error());
    if (console.json())
        console.document({{u"drill"_s, toJson(*drill)}});
    else
        console.print(backup->value % u"  "_s % drillText(*drill));
    if (drill->error)
        console.complain(userText(*drill->error));
    return drill->passed ? ExitCode::Ok : ExitCode::Failed;
}

} // namespace

CommandList makeDrillCommands()
{
    CommandList list;
    list.push_back(std::make_unique<DrillCreate>());
    return list;
}

} // namespace holdfast::cli
