// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The plain data that the catalog keeps, for those who only pass it on.
#include "core/catalog/backuprecord.h"
#include "core/catalog/eventrecord.h"
#include "core/catalog/fileentry.h"
#include "core/catalog/jobrecord.h"
#include "core/catalog/page.h"
#include "core/catalog/phonerecord.h"
#include "core/catalog/storerecord.h"

namespace holdfast {

using BackupPage = Page<BackupRecord>;
using JobPage = Page<JobRecord>;
using EventPage = Page<EventRecord>;

} // namespace holdfast
