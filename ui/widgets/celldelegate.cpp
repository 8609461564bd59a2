// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"

#include <QApplication>
#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace holdfast::ui {
namespace {

/// What a row is higher than its text, in trees as in tables.
constexpr int kRowPadding = 8;
constexpr int kTrailingMargin = 10;

/// What stands at the right edge of @p cell: at most the half of it.
QString trailingText(const QStyleOptionViewItem &cell, const QString &text)
{
    return cell.fontMetrics.elidedText(text, Qt::ElideRight, cell.rect.width() / 2);
}

/// Cuts the text of @p cell where it would run into what stands at its right edge.
void makeRoomForTrailing(QStyleOptionViewItem &cell, const QString &text)
{
    if (text.isEmpty() || cell.rect.isEmpty())
        return;
    constexpr int kIconRoom = 24;
    const int taken =
        cell.fontMetrics.horizontalAdvance(trailingText(cell, text)) + 2 * kTrailingMargin + kIconRoom;
    cell.text =
        cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, std::max(0, cell.rect.width() - taken));
}

/// Draws the bar into the left part of @p place and returns where the text begins.
int drawBar(QPainter &painter, const QRect &place, int permille, const QPalette &palette, bool selected)
{
    const int width = std::min(place.width() / 2, 80);
    const int height = std::max(6, place.height() / 3);
    const QRectF track(place.left() + 4, place.center().y() - height / 2.0 + 0.5, width, height);
    const double radius = height / 2.0;
    const QColor ink = selected ? palette.color(QPalette::HighlightedText) : toneColor(Tone::Info, palette);
    QColor ground = ink;
    ground.setAlphaF(0.25F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(track, radius, radius);
    painter.setBrush(ink);
    // Without a known length only a stripe in the middle: neither empty nor nearly done.
    const QRectF filled = permille < 0
                              ? QRectF(track.left() + width * 0.35, track.top(), width * 0.3, height)
                              : QRectF(track.left(), track.top(), width * (permille / 1000.0), height);
    if (filled.width() >= 1)
        painter.drawRoundedRect(filled, radius, radius);
    painter.restore();
    return qRound(track.right()) + 6;
}

} // namespace

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    // A number at the right edge would touch the column beside it.
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text += QChar(kGap);
    // The end of a path says more than its middle.
    if (option->text.startsWith(u'/'))
        option->textElideMode = Qt::ElideMiddle;
    makeRoomForTrailing(*option, index.data(TrailingRole).toString());
    const QVariant tone = index.data(ToneRole);
    const QColor color =
        toneColor(tone.isValid() ? static_cast<Tone>(tone.toInt()) : Tone::Plain, option->palette);
    if (tone.isValid())
        option->palette.setColor(QPalette::Text, color);
    const QString name = index.data(IconNameRole).toString();
    if (name.isEmpty())
        return;
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    const QColor ink = selected ? option->palette.color(QPalette::HighlightedText) : color;
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1.0;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {16, 16};
    const QPixmap pixmap = iconPixmap(QLatin1String(name.toLatin1()), ink, 16, ratio);
    option->icon = QIcon(pixmap);
    // Styles would mix the colour of the selection into it once more.
    option->icon.addPixmap(pixmap, QIcon::Selected);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    const bool roomy = tree && qobject_cast<const RoomyHeader *>(tree->header());
    if (!roomy)
        return size;
    return {size.width() + RoomyHeader::kRoom,
            std::max(size.height(), option.fontMetrics.height() + kRowPadding)};
}

void CellDelegate::outlineBox(QPainter &painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    // Styles draw the box's edge darker than the window, which on a dark ground is nothing.
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const QRect box = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &cell, cell.widget);
    painter.save();
    painter.setPen(toneColor(Tone::Muted, cell.palette));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    painter.restore();
}

void CellDelegate::drawTrailing(QPainter &painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const QString text = index.data(TrailingRole).toString();
    if (text.isEmpty())
        return;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool isPlain = index.data(ToneRole).toInt() == int(Tone::Plain);
    painter.save();
    painter.setFont(cell.font);
    painter.setPen(cell.state.testFlag(QStyle::State_Selected) ? cell.palette.color(QPalette::HighlightedText)
                   : isPlain                                   ? toneColor(Tone::Muted, cell.palette)
                                                               : cell.palette.color(QPalette::Text));
    painter.drawText(cell.rect.adjusted(0, 0, -kTrailingMargin, 0), Qt::AlignRight | Qt::AlignVCenter,
                     trailingText(cell, text));
    painter.restore();
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QVariant progress = index.data(ProgressRole);
    if (!progress.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.data(Qt::CheckStateRole).isValid() && isDark(option.palette))
            outlineBox(*painter, option, index);
        drawTrailing(*painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const int left = drawBar(*painter, cell.rect, progress.toInt(), cell.palette, selected);
    const QRect place(QPoint(left, cell.rect.top()), cell.rect.bottomRight());
    painter->setPen(cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, place.width() - 2));
}

} // namespace holdfast::ui
