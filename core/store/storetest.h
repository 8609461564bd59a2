// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <functional>

namespace holdfast {

/// One thing a store must be able to do, tried.
struct StoreTestStep
{
    enum class Kind { Write, ReadBack, Range, List, NoOverwrite, Parts, Delete, Concern } kind;
    bool ok = false;
    qint64 milliseconds = 0;
    Error error{}; ///< When not ok; of a Concern, which is ok, what the operator should know.
};

/// Tries @p store with a small object of a random name below `.holdfast-test/` and takes it away again. Ends
/// after the first step that fails, but always deletes. Concerns of the store come last. @p onStep gets each
/// step as soon as it is done.
QList<StoreTestStep> testStore(ObjectStore &store, const CancelToken &cancel,
                               const std::function<void(const StoreTestStep &)> &onStep = {});

} // namespace holdfast
