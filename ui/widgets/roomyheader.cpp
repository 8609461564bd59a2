// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/roomyheader.h"

#include "ui/widgets/roles.h"

#include <QStyleOptionHeader>
#include <QTreeView>

namespace holdfast::ui {

RoomyHeader::RoomyHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    // As a tree makes its own.
    setSectionsMovable(true);
    setStretchLastSection(true);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RoomyHeader::install(QTreeView &view)
{
    view.setHeader(new RoomyHeader(&view));
}

QSize RoomyHeader::sectionSizeFromContents(int logicalIndex) const
{
    const QSize size = QHeaderView::sectionSizeFromContents(logicalIndex);
    return {size.width() + kRoom, size.height()};
}

void RoomyHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    // Above numbers, which keep away from the column beside them too.
    if (option->textAlignment.testFlag(Qt::AlignRight))
        option->text += QChar(kGap);
}

} // namespace holdfast::ui
