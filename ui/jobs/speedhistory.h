// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace holdfast::ui {

/// How fast a batch was from its beginning on, in a bounded number of points: when there are too many, each
/// two become one. A value; used in one thread.
class SpeedHistory
{
public:
    static constexpr qsizetype kMostPoints = 720;
    /// How long a point is at first, in milliseconds.
    static constexpr qint64 kFirstStep = 1000;

    /// Bytes per second.
    struct Speed
    {
        double copied = 0;  ///< From phones and to phones.
        double checked = 0; ///< Read back.

        friend bool operator==(const Speed &, const Speed &) = default;
    };

    /// The speed since the last call, at @p milliseconds of any steady clock; the first call begins the
    /// history. A clock that stands still or goes back is passed over.
    void add(qint64 milliseconds, const Speed &speed);

    /// The oldest first; each is the average over step().
    [[nodiscard]] const QList<Speed> &points() const { return m_points; }
    [[nodiscard]] qint64 step() const { return m_step; }
    /// Over the whole history.
    [[nodiscard]] Speed average() const;
    /// The highest of either kind in points().
    [[nodiscard]] double most() const;

private:
    void close(const Speed &point);

    QList<Speed> m_points;
    qint64 m_step = kFirstStep;
    qint64 m_last = -1;
    qint64 m_filled = 0; ///< Milliseconds of the point that is not closed yet,
    Speed m_sum;         ///< and its bytes times 1000.
};

} // namespace holdfast::ui
