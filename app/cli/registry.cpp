// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/program.h"

#include <iterator>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

CommandRegistry makeRegistry()
{
    QList<NounSpec> nouns{
        {u"phone"_s, u"Phones that the adb server reaches."_s},
        {u"emulator"_s, u"Emulated phones on this computer, for trying things out (Linux only)."_s},
        {u"store"_s, u"Places where backups are kept."_s},
        {u"backup"_s, u"Backups: making, finding, checking, restoring and deleting them."_s},
        {u"policy"_s, u"Backups that are made by themselves, again and again."_s},
        {u"drill"_s, u"Proofs that backups can be restored."_s},
        {u"report"_s, u"What was done, for people who were not there."_s},
        {u"notify"_s, u"Telling people and programs what went wrong."_s},
        {u"daemon"_s, u"Carrying policies out."_s},
        {u"app"_s, u"Apps as files: installing them on phones, taking them off phones and backups."_s},
        {u"catalog"_s, u"The list of phones, backups and jobs that this program keeps."_s},
        {u"job"_s, u"Work that runs or has run on one phone each."_s},
        {u"completion"_s, u"Completion of commands in the shell."_s},
        {u"man"_s, u"The manual page."_s},
    };
    CommandList all;
    const auto makers = {
        makePhoneCommands,       makePhoneAppCommands,   makeEmulatorCommands,     makeStoreCommands,
        makeStoreEditCommands,   makeStoreLimitCommands, makeBackupCreateCommands, makeBackupListCommands,
        makeBackupFindCommands,  makeCatalogCommands,    makeBackupShowCommands,   makeBackupFilesCommands,
        makeBackupCheckCommands, makeBackupTagCommands,  makeBackupExportCommands, makeBackupRestoreCommands,
        makePolicyAddCommands,   makePolicyCommands,     makePolicyRunCommands,    makeAppCommands,
        makeJobCommands,         makeJobLimitCommands,   makeDrillCommands,        makeReportCommands,
        makeNotifyCommands,      makeProgramCommands};
    for (const auto maker : makers) {
        CommandList made = maker();
        all.insert(all.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
    }
    return {std::move(nouns), std::move(all)};
}

} // namespace holdfast::cli
