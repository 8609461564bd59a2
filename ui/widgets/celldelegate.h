// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace holdfast::ui {

/// Draws cells with our roles: text and icon in the colour of their tone, a bar before the text of a
/// progress, a count or shortcut at the right edge.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// With room to the next column, below a RoomyHeader.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void drawTrailing(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void outlineBox(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace holdfast::ui
