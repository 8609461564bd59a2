// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QTreeView;

namespace holdfast::ui {

/// Makes @p view show files: a name column that takes the room, and columns as wide as what they hold. GUI
/// thread.
void setUpFileTree(QTreeView &view, QAbstractItemModel &model);

} // namespace holdfast::ui
