// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace holdfast {

/// A store that does not answer, or says that it cannot now, while somebody waits for it.
struct StoreOutage
{
    QString store;   ///< Its name.
    QDateTime since; ///< UTC: when the first request failed after the last that did not.
    QString answer;  ///< What it says, or why there is no answer; in English, as an Error's detail.

    friend bool operator==(const StoreOutage &, const StoreOutage &) = default;
};

/// Where those who ask a store note that it is away, and those who show a job's progress read it. Safe to use
/// from any thread.
class OutageNote
{
public:
    /// Shorter ones are not worth anybody's eyes.
    static constexpr std::chrono::seconds kShownAfter{2};

    /// A request to @p store has failed at @p now, and is tried again.
    void failed(const QString &store, const QDateTime &now, const QString &answer);
    /// @p store has answered, or nobody waits for it any more.
    void answered(const QString &store);
    /// What is away for kShownAfter already.
    [[nodiscard]] std::optional<StoreOutage> current() const;

private:
    mutable std::mutex m_mutex;
    std::optional<StoreOutage> m_outage;
    std::chrono::steady_clock::time_point m_begun;
};

} // namespace holdfast
