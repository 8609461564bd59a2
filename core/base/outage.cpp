// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/outage.h"

namespace holdfast {

void OutageNote::failed(const QString &store, const QDateTime &now, const QString &answer)
{
    const std::lock_guard lock(m_mutex);
    if (m_outage && m_outage->store == store) {
        m_outage->answer = answer;
        return;
    }
    m_outage = StoreOutage{store, now, answer};
    m_begun = std::chrono::steady_clock::now();
}

void OutageNote::answered(const QString &store)
{
    const std::lock_guard lock(m_mutex);
    if (m_outage && m_outage->store == store)
        m_outage.reset();
}

std::optional<StoreOutage> OutageNote::current() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_outage || std::chrono::steady_clock::now() - m_begun < kShownAfter)
        return std::nullopt;
    return m_outage;
}

} // namespace holdfast
