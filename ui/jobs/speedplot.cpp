// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/speedplot.h"

#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include <cmath>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 8;

/// The least speed of the form 1, 2 or 5 times a power of 1024 or ten of it that holds @p most: the scale's
/// end.
double scaleEnd(double most)
{
    double unit = 1024;
    while (unit * 1000 < most)
        unit *= 1024;
    for (double ten = 1;; ten *= 10) {
        for (const int step : {1, 2, 5}) {
            if (unit * ten * step >= most)
                return unit * ten * step;
        }
    }
}

} // namespace

SpeedPlot::SpeedPlot(QWidget *parent) : QWidget(parent), m_words(named(new QLabel, u"jobsSpeedLabel"_s))
{
    named(this, u"jobsSpeedPlot"_s, tr("Speed"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addStretch();
    layout->addWidget(m_words);
    show({});
}

void SpeedPlot::show(const SpeedHistory &history)
{
    m_history = history;
    m_words->setText(words());
    update();
}

QString SpeedPlot::words() const
{
    if (m_history.points().isEmpty())
        return tr("Nothing is known of the speed: the batch did not run while this window was open.");
    const auto seconds = m_history.step() * m_history.points().size();
    const SpeedHistory::Speed average = m_history.average();
    //: %1 is a length of time such as 12:09, the others are speeds.
    return tr("In %1: copied with %2 and checked with %3 on average, at most %4.")
        .arg(durationText(seconds), rateText(average.copied), rateText(average.checked),
             rateText(m_history.most()));
}

void SpeedPlot::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (m_history.points().isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics = fontMetrics();
    const double end = scaleEnd(m_history.most());
    const QStringList marks{rateText(end), rateText(end / 2)};
    const int room = std::max(metrics.horizontalAdvance(marks.at(0)), metrics.horizontalAdvance(marks.at(1)));
    const QRectF place(kMargin + room + 8, kMargin + metrics.height() / 2.0, width() - room - 8 - 2 * kMargin,
                       m_words->y() - 2 * kMargin - metrics.height() / 2.0);
    if (place.height() < metrics.height() * 2)
        return;
    const QColor muted = toneColor(Tone::Muted, palette());
    QColor grid = muted;
    grid.setAlphaF(0.35F);
    for (int line = 0; line <= 2; ++line) {
        const double y = std::round(place.top() + place.height() * line / 2) + 0.5;
        painter.setPen(grid);
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
        painter.setPen(muted);
        const QRectF label(kMargin, y - metrics.height() / 2.0, room, metrics.height());
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, line < 2 ? marks.at(line) : u"0"_s);
    }
    painter.setPen(QPen(toneColor(Tone::Info, palette()), 2));
    drawLine(painter, place, end, &SpeedHistory::Speed::copied);
    painter.setPen(QPen(toneColor(Tone::Good, palette()), 2, Qt::DashLine));
    drawLine(painter, place, end, &SpeedHistory::Speed::checked);
    const double legend = place.top() + metrics.height();
    double right = place.right();
    for (const auto &[text, tone, stroke] : {std::tuple{tr("checked"), Tone::Good, Qt::DashLine},
                                             std::tuple{tr("copied"), Tone::Info, Qt::SolidLine}}) {
        painter.setPen(palette().color(QPalette::WindowText));
        right -= metrics.horizontalAdvance(text);
        painter.drawText(QPointF(right, legend), text);
        painter.setPen(QPen(toneColor(tone, palette()), 2, stroke));
        painter.drawLine(QPointF(right - 30, legend - metrics.xHeight() / 2.0),
                         QPointF(right - 6, legend - metrics.xHeight() / 2.0));
        right -= 48;
    }
}

void SpeedPlot::drawLine(QPainter &painter, const QRectF &place, double top,
                         double SpeedHistory::Speed::*kind) const
{
    const QList<SpeedHistory::Speed> &points = m_history.points();
    QPolygonF line;
    const double step = place.width() / double(std::max<qsizetype>(points.size() - 1, 1));
    for (qsizetype i = 0; i < points.size(); ++i) {
        // A kind that never was would only be a line along the floor.
        if (points.at(i).*kind > 0 || !line.isEmpty())
            line << QPointF(place.left() + step * double(i),
                            place.bottom() - place.height() * (points.at(i).*kind) / top);
    }
    while (line.size() > 1 && line.last().y() >= place.bottom() &&
           line.at(line.size() - 2).y() >= place.bottom())
        line.removeLast();
    painter.drawPolyline(line);
}

} // namespace holdfast::ui
