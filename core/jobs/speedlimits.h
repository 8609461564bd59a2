// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/speedlimit.h"
#include "core/catalog/catalog.h"
#include "core/policy/speedrules.h"
#include "core/store/limitedstore.h"

#include <map>
#include <memory>
#include <mutex>

namespace holdfast {

struct JobContext;

/// The speed limits of a process: of all stores together, of each store, and of requests. Their speeds follow
/// the rules and the hour as refresh() finds them. Safe to use from any thread.
class SpeedLimits
{
public:
    /// What bytes to and from @p store have to pass in this job: brings them up to date first.
    LimitedStore::Limits of(Catalog &catalog, const QString &store, const JobRecord &job,
                            const QDateTime &now);
    /// Reads the rules anew and applies them to what is under way.
    Result<void> refresh(Catalog &catalog, const QDateTime &now);

private:
    struct Shared
    {
        std::weak_ptr<SpeedLimit> limit;
        SpeedRules rules;
    };

    std::shared_ptr<SpeedLimit> shared(const QString &key);

    std::mutex m_mutex;
    std::map<QString, Shared> m_limits; ///< `all`, `store:NAME`, `request:ID`.
};

/// Opens the store with the limits that the job has to keep; its outages show in the job's progress.
/// StoreNotFound.
Result<std::unique_ptr<ObjectStore>> openLimitedStore(const JobContext &context, const QString &store);

} // namespace holdfast
