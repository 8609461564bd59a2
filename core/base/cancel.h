// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <atomic>
#include <memory>

namespace holdfast {

/// The asked side of a cancellation: copied into every stage and polled in every loop (at least every 100
/// ms). A default-made token is never cancelled. Safe to use from any thread.
class CancelToken
{
public:
    CancelToken() = default;

    [[nodiscard]] bool requested() const { return m_flag && m_flag->load(std::memory_order_relaxed); }

    /// An error to return at once when cancelled, else success: `if (auto r = token.check(); !r) return r;`
    [[nodiscard]] Result<void> check() const
    {
        if (requested())
            return tl::unexpected(Error{Errc::Cancelled, {}, {}});
        return {};
    }

private:
    friend class CancelSource;
    explicit CancelToken(std::shared_ptr<const std::atomic_bool> flag) : m_flag(std::move(flag)) {}
    std::shared_ptr<const std::atomic_bool> m_flag;
};

/// The asking side. Safe to use from any thread and, for cancel(), from a signal handler.
class CancelSource
{
public:
    void cancel() { m_flag->store(true, std::memory_order_relaxed); }
    [[nodiscard]] CancelToken token() const { return CancelToken(m_flag); }

private:
    std::shared_ptr<std::atomic_bool> m_flag = std::make_shared<std::atomic_bool>(false);
};

} // namespace holdfast
