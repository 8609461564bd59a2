// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapdelegate.h"

#include <QHeaderView>
#include <QTreeView>

#include <algorithm>

namespace holdfast::ui {

WrapDelegate::WrapDelegate(QTreeView *view) : CellDelegate(view), m_view(view)
{
    view->setWordWrap(true);
    view->setUniformRowHeights(false);
    view->setTextElideMode(Qt::ElideNone);
    view->setItemDelegate(this);
    connect(view->header(), &QHeaderView::sectionResized, view, &QTreeView::doItemsLayout,
            Qt::QueuedConnection);
}

QSize WrapDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem whole = option;
    initStyleOption(&whole, index);
    const int margin = m_view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_view) + 1;
    int room = m_view->header()->sectionSize(index.column()) - 2 * margin;
    if (whole.features & QStyleOptionViewItem::HasDecoration)
        room -= whole.decorationSize.width() + 2 * margin;
    const int lines =
        whole.fontMetrics.boundingRect(QRect(0, 0, std::max(room, 1), 0), Qt::TextWordWrap, whole.text)
            .height();
    const QSize plain = CellDelegate::sizeHint(option, index);
    return {plain.width(), std::max(plain.height(), lines + 6)};
}

} // namespace holdfast::ui
