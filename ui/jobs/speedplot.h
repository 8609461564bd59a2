// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/speedhistory.h"

#include <QWidget>

class QLabel;

namespace holdfast::ui {

/// The speed of a batch over its time as two lines, which differ in stroke as well as in colour, and the same
/// in words below.
class SpeedPlot final : public QWidget
{
    Q_OBJECT

public:
    explicit SpeedPlot(QWidget *parent = nullptr);
    /// @p history may be empty: nothing of this batch has been seen.
    void show(const SpeedHistory &history);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void drawLine(QPainter &painter, const QRectF &place, double top,
                  double SpeedHistory::Speed::*kind) const;
    [[nodiscard]] QString words() const;

    SpeedHistory m_history;
    QLabel *m_words;
};

} // namespace holdfast::ui
