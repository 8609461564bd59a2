// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace holdfast::test {

/// How a picture differs from its baseline.
struct PictureDifference
{
    bool same = false;
    qint64 badPixels = 0;
    int largest = 0; ///< The largest difference of one channel.
    QString why;
    QImage picture; ///< The baseline greyed, bad pixels red.
};

/// Equal are pictures of one size in which hardly any pixel is off by more than 8 in a channel, and no small
/// block is mostly off, so that neither noise fails nor a moved icon passes.
PictureDifference comparePictures(const QImage &actual, const QImage &baseline);

/// Takes a picture of @p widget and compares it with `tests/ui/baselines/NAME.png`. On a difference writes
/// `NAME.actual.png` and `NAME.diff.png` to `BUILD/ui-failures` and says so; with HOLDFAST_UPDATE_BASELINES
/// set it writes the baseline too, and still returns false, so that it cannot be left on. @p masked is what
/// differs by nature (ports, sizes) and is painted over: objectNames, `NAME#COLUMN` for a column of a table,
/// `~TEXT` for labels that begin with that text.
bool matchesBaseline(QWidget *widget, const QString &name, const QStringList &masked = {});

} // namespace holdfast::test
