// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"

namespace holdfast::cli {

/// The commands, by the file that holds them. Each call makes new objects.
CommandList makePhoneCommands();
CommandList makeAppCommands();
CommandList makePhoneAppCommands();
CommandList makeEmulatorCommands();
CommandList makeStoreCommands();
CommandList makeBackupCreateCommands();
CommandList makeBackupListCommands();
CommandList makeBackupFindCommands();
CommandList makeCatalogCommands();
CommandList makeBackupShowCommands();
CommandList makeBackupFilesCommands();
CommandList makeBackupCheckCommands();
CommandList makeBackupTagCommands();
CommandList makeBackupExportCommands();
CommandList makeBackupRestoreCommands();
CommandList makeStoreEditCommands();
CommandList makeStoreLimitCommands();
CommandList makeJobLimitCommands();
CommandList makePolicyAddCommands();
CommandList makePolicyCommands();
CommandList makePolicyRunCommands();
CommandList makeNotifyCommands();
CommandList makeDrillCommands();
CommandList makeJobCommands();
CommandList makeProgramCommands();
CommandList makeReportCommands();

} // namespace holdfast::cli
