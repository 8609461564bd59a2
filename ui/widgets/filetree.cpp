// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filetree.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/roomyheader.h"

#include <QTreeView>

namespace holdfast::ui {

void setUpFileTree(QTreeView &view, QAbstractItemModel &model)
{
    RoomyHeader::install(view);
    view.setModel(&model);
    view.setItemDelegate(new CellDelegate(&view));
    view.setUniformRowHeights(true);
    view.header()->setStretchLastSection(false);
    view.header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view.header()->setSectionResizeMode(0, QHeaderView::Stretch);
}

} // namespace holdfast::ui
