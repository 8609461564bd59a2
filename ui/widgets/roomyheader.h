// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

class QTreeView;

namespace holdfast::ui {

/// The titles of a tree's columns, with room between them: columns that are as wide as their contents would
/// touch each other. Cells get the same room from CellDelegate.
class RoomyHeader final : public QHeaderView
{
    Q_OBJECT

public:
    /// Pixels that a column is wider than its contents.
    static constexpr int kRoom = 12;

    /// Replaces the header of @p view, whose columns are set up after that. Owned by the view.
    static void install(QTreeView &view);

protected:
    [[nodiscard]] QSize sectionSizeFromContents(int logicalIndex) const override;
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;

private:
    explicit RoomyHeader(QWidget *parent);
};

} // namespace holdfast::ui
