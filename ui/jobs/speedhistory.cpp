// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/speedhistory.h"

#include <algorithm>

namespace holdfast::ui {

void SpeedHistory::add(qint64 milliseconds, const Speed &speed)
{
    qint64 passed = m_last < 0 ? 0 : milliseconds - m_last;
    m_last = m_last < 0 ? milliseconds : std::max(m_last, milliseconds);
    while (passed > 0) {
        const qint64 part = std::min(passed, m_step - m_filled);
        m_sum.copied += speed.copied * double(part);
        m_sum.checked += speed.checked * double(part);
        m_filled += part;
        passed -= part;
        if (m_filled == m_step) {
            close({m_sum.copied / double(m_step), m_sum.checked / double(m_step)});
            m_sum = {};
            m_filled = 0;
        }
    }
}

void SpeedHistory::close(const Speed &point)
{
    m_points.append(point);
    if (m_points.size() < kMostPoints)
        return;
    for (qsizetype i = 0; i < kMostPoints / 2; ++i) {
        const Speed &first = m_points.at(2 * i);
        const Speed &second = m_points.at(2 * i + 1);
        m_points[i] = {(first.copied + second.copied) / 2, (first.checked + second.checked) / 2};
    }
    m_points.resize(kMostPoints / 2);
    m_step *= 2;
}

SpeedHistory::Speed SpeedHistory::average() const
{
    Speed sum;
    for (const Speed &point : m_points) {
        sum.copied += point.copied;
        sum.checked += point.checked;
    }
    const auto count = double(std::max<qsizetype>(m_points.size(), 1));
    return {sum.copied / count, sum.checked / count};
}

double SpeedHistory::most() const
{
    double most = 0;
    for (const Speed &point : m_points)
        most = std::max({most, point.copied, point.checked});
    return most;
}

} // namespace holdfast::ui
