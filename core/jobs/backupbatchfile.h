// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/jobs/requests.h"

#include <QByteArray>

namespace holdfast {

/// A file that asks for another backup of each phone. CSV: a line of titles, then a phone a line, parted by
/// commas or tabs as the titles are; lists in a field are parted by `|`. JSON: an array of objects. The
/// titles and keys are phone, path, app, all, exclude, to, name, description, owner, level, speed, priority
/// and patience, as the options of the command line; a list may be an array in JSON.

/// What @p content asks for, in its order: requests for one phone each. A field that is empty or not there is
/// as in
/// @p usual. InvalidArgument names line and field of what is wrong, all of it at once.
Result<QList<BackupRequest>> readBackupBatch(const QByteArray &content, const BackupRequest &usual);

} // namespace holdfast
