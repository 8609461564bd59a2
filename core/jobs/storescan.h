// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/progress.h"
#include "core/catalog/catalog.h"
#include "core/store/objectstore.h"

namespace holdfast {

/// What a scan of a store found and did.
struct StoreScanReport
{
    qint64 objects = 0;    ///< Archives seen.
    qint64 added = 0;      ///< Rows made from archives that the catalog did not know.
    qint64 confirmed = 0;  ///< Rows whose object is there with the right size.
    qint64 missing = 0;    ///< Rows marked MISSING: their object is gone.
    qint64 returned = 0;   ///< Rows that were MISSING and whose object is back.
    QList<Error> problems; ///< Objects that could not be read.
};

/// Compares the objects of @p store with the catalog's rows and rebuilds rows from objects alone. Deletes
/// neither. An object that the catalog did not know becomes AVAILABLE only after it was checked as
/// checkLevelFor() says. A row becomes MISSING only when the store says that there is no such object. What
/// was done counts even if the scan is cancelled; the next one goes on from there. @p progress (borrowed):
/// filesDone counts archives looked at, filesTotal those listed.
Result<StoreScanReport> scanStore(Catalog &catalog, ObjectStore &store, const StoreRecord &record,
                                  const Clock &clock, ProgressCounters &progress, const CancelToken &cancel);

} // namespace holdfast
