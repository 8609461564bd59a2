// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/picture.h"

#include <QAbstractItemView>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {
namespace {

constexpr int kTolerance = 8;
constexpr double kBadShare = 0.0002;
constexpr int kBlock = 8;

int distance(QRgb a, QRgb b)
{
    return std::max(
        {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

QString failureFolder()
{
    return qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/ui-failures"_s;
}

QString baselineFile(const QString &name)
{
    return QStringLiteral(HOLDFAST_BASELINES) + u'/' + name + u".png"_s;
}

/// The places in @p widget that @p mask means; see matchesBaseline().
QList<QRect> placesOf(QWidget *widget, const QString &mask)
{
    QList<QRect> places;
    const auto add = [&](const QWidget *child, const QRect &rect) {
        // What has been scrolled away is not painted over what lies there.
        QRect seen(child->mapTo(widget, rect.topLeft()), rect.size());
        for (const QWidget *around = child->parentWidget(); around && around != widget;
             around = around->parentWidget())
            seen &= QRect(around->mapTo(widget, QPoint()), around->size());
        if (child->isVisible() && !seen.isEmpty())
            places.append(seen);
    };
    if (mask.startsWith(u'~')) {
        for (const QLabel *label : widget->findChildren<QLabel *>()) {
            if (label->text().startsWith(QStringView(mask).mid(1)))
                add(label, label->rect());
        }
        return places;
    }
    const QString name = mask.section(u'#', 0, 0);
    for (const QWidget *child : widget->findChildren<QWidget *>(name)) {
        const auto *view = qobject_cast<const QAbstractItemView *>(child);
        if (!mask.contains(u'#')) {
            add(child, child->rect());
        } else if (view) {
            for (const auto *header : view->findChildren<const QHeaderView *>()) {
                const int column = mask.section(u'#', 1).toInt();
                const QRect inside(header->sectionViewportPosition(column), 0, header->sectionSize(column),
                                   view->viewport()->height());
                if (header->orientation() == Qt::Horizontal)
                    add(view->viewport(), inside & view->viewport()->rect());
            }
        }
    }
    return places;
}

QImage grab(QWidget *widget, const QStringList &masked)
{
    const QPixmap pixmap = widget->grab();
    const qreal ratio = pixmap.devicePixelRatio();
    QImage image = pixmap.toImage().convertToFormat(QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    QPainter painter(&image);
    for (const QString &mask : masked) {
        for (const QRect &place : placesOf(widget, mask))
            painter.fillRect(
                QRectF(place.x() * ratio, place.y() * ratio, place.width() * ratio, place.height() * ratio),
                Qt::gray);
    }
    return image;
}

} // namespace

PictureDifference comparePictures(const QImage &actual, const QImage &baseline)
{
    PictureDifference result;
    if (actual.size() != baseline.size()) {
        result.why = u"%1x%2 instead of %3x%4"_s.arg(actual.width())
                         .arg(actual.height())
                         .arg(baseline.width())
                         .arg(baseline.height());
        return result;
    }
    result.picture =
        baseline.convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
    QList<int> blocks(qsizetype(actual.width() / kBlock + 1) * (actual.height() / kBlock + 1));
    for (int y = 0; y < actual.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(actual.constScanLine(y));
        const auto *right = reinterpret_cast<const QRgb *>(baseline.constScanLine(y));
        auto *out = reinterpret_cast<QRgb *>(result.picture.scanLine(y));
        for (int x = 0; x < actual.width(); ++x) {
            const int off = distance(left[x], right[x]);
            result.largest = std::max(result.largest, off);
            if (off <= kTolerance)
                continue;
            ++result.badPixels;
            ++blocks[y / kBlock * (actual.width() / kBlock + 1) + x / kBlock];
            out[x] = qRgb(255, 0, 0);
        }
    }
    const bool block =
        std::any_of(blocks.begin(), blocks.end(), [](int bad) { return bad > kBlock * kBlock / 2; });
    result.same = !block && double(result.badPixels) <= kBadShare * actual.width() * actual.height();
    result.why = u"bad %1 of %2 pixels, largest difference %3%4"_s.arg(result.badPixels)
                     .arg(qint64(actual.width()) * actual.height())
                     .arg(result.largest)
                     .arg(block ? u", a whole block differs"_s : QString());
    return result;
}

bool matchesBaseline(QWidget *widget, const QString &name, const QStringList &masked)
{
    const QImage actual = grab(widget, masked);
    const QImage baseline = QImage(baselineFile(name)).convertToFormat(QImage::Format_RGB32);
    const PictureDifference difference =
        baseline.isNull() ? PictureDifference{false, 0, 0, u"there is no baseline"_s, QImage()}
                          : comparePictures(actual, baseline);
    if (difference.same)
        return true;
    const QString stem = failureFolder() + u'/' + name;
    QDir().mkpath(failureFolder());
    actual.save(stem + u".actual.png"_s);
    if (!difference.picture.isNull())
        difference.picture.save(stem + u".diff.png"_s);
    qWarning("%s: %s\n  %s\n  %s.actual.png\n  %s.diff.png", qPrintable(name), qPrintable(difference.why),
             qPrintable(baselineFile(name)), qPrintable(stem), qPrintable(stem));
    if (qEnvironmentVariableIsSet("HOLDFAST_UPDATE_BASELINES")) {
        QDir().mkpath(QStringLiteral(HOLDFAST_BASELINES));
        actual.save(baselineFile(name), "PNG", 0);
        qWarning("%s: baseline written; look at it, and run without HOLDFAST_UPDATE_BASELINES",
                 qPrintable(name));
    }
    return false;
}

} // namespace holdfast::test
