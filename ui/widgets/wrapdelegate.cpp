// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapdelegate.h"

#include <QHeaderView>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace holdfast::ui {

WrapDelegate::WrapDelegate(QTreeView *view) : CellDelegate(view), m_view(view)
{
    view->setWordWrap(true);
    view->setUniformRowHeights(false);
    view->setTextElideMode(Qt::ElideNone);
    view->setItemDelegate(this);
    connect(view->header(), &QHeaderView::sectionResized, this, &WrapDelegate::layOutAgain,
            Qt::QueuedConnection);
}

void WrapDelegate::layOutAgain()
{
    QList<int> widths;
    for (int column = 0; column < m_view->header()->count(); ++column)
        widths.append(m_view->header()->sectionSize(column));
    // Each column tells of its own change; one layout does for all of them.
    if (widths == m_widths)
        return;
    // A scroll bar makes columns narrower, and going takes away the lines that it came for: for widths that
    // come and go by turns the rows get the heights of the narrower ones, so that the turns end.
    m_narrowest.clear();
    if (widths == m_widthsBefore) {
        for (qsizetype column = 0; column < widths.size(); ++column)
            m_narrowest.append(std::min(widths.at(column), m_widths.value(column, widths.at(column))));
    }
    m_widthsBefore = std::exchange(m_widths, widths);
    m_view->doItemsLayout();
}

QSize WrapDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem whole = option;
    initStyleOption(&whole, index);
    const int margin = m_view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_view) + 1;
    const int width = m_view->header()->sectionSize(index.column());
    int room = std::min(width, m_narrowest.value(index.column(), width)) - 2 * margin;
    if (whole.features & QStyleOptionViewItem::HasDecoration)
        room -= whole.decorationSize.width() + 2 * margin;
    const int lines =
        whole.fontMetrics.boundingRect(QRect(0, 0, std::max(room, 1), 0), Qt::TextWordWrap, whole.text)
            .height();
    const QSize plain = CellDelegate::sizeHint(option, index);
    return {plain.width(), std::max(plain.height(), lines + 6)};
}

} // namespace holdfast::ui
