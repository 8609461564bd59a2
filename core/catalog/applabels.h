// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"

namespace holdfast {

/// Gives backups of apps that were made before labels were kept the labels that are known of their apps,
/// where a new schema asks for it, and has the search index built anew if there were any. Two processes may
/// ask at once.
Result<void> completeAppLabels(Database &database);

} // namespace holdfast
