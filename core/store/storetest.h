// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

namespace holdfast {

/// One thing a store must be able to do, tried.
struct StoreTestStep
{
    enum class Kind { Write, ReadBack, Range, List, NoOverwrite, Delete } kind;
    bool ok = false;
    qint64 milliseconds = 0;
    Error error{}; ///< When not ok.
};

/// Tries @p store with a small object of a random name below `.holdfast-test/` and takes it away again. Ends
/// after the first step that fails, but always deletes.
QList<StoreTestStep> testStore(ObjectStore &store, const CancelToken &cancel);

} // namespace holdfast
