// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/drillrecord.h"

#include <atomic>
#include <optional>
#include <thread>

namespace holdfast {

class Catalog;
struct EngineContext;

/// Begins the restore drills that policies ask for, one at a time, in a thread of its own: a drill may take
/// hours, and backups do not wait for it. When they are due is in the catalog, so that nothing is lost with
/// this process: a drill that was ended with it is due still. Used in one thread.
class PolicyDrills
{
public:
    explicit PolicyDrills(EngineContext &context) : m_context(context) {}
    /// Cancels the drill that is under way and waits until its phone is gone.
    ~PolicyDrills();
    PolicyDrills(const PolicyDrills &) = delete;
    PolicyDrills &operator=(const PolicyDrills &) = delete;

    /// Writes anew when the drills of all policies are due: after a start, and after the clock was set back.
    static Result<void> replan(Catalog &catalog, const QDateTime &now);
    /// Takes over how the drill ended, and begins the one that has been due the longest.
    Result<void> step(Catalog &catalog);
    [[nodiscard]] bool underWay() const { return m_thread.joinable(); }

private:
    void begin(const BackupId &backup);
    Result<void> takeOver(Catalog &catalog);
    Result<void> postpone(Catalog &catalog, const PolicyId &policy, const Error &error);

    EngineContext &m_context;
    CancelSource m_cancel;
    std::thread m_thread;
    std::atomic_bool m_ended = false; ///< From then on m_problem belongs to step().
    PolicyId m_policy;
    std::optional<Error> m_problem; ///< Why it could not be tried.
};

} // namespace holdfast
