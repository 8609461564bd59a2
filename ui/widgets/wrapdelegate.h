// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/celldelegate.h"

#include <QList>

class QTreeView;

namespace holdfast::ui {

/// Makes rows of a tree as high as their longest text needs in the width that its column has: sentences that
/// say what to do are read to their end. For short lists; the view's word wrap is switched on.
class WrapDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    /// Becomes the delegate of @p view, which owns it.
    explicit WrapDelegate(QTreeView *view);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void layOutAgain();

    QTreeView *m_view;
    QList<int> m_widths;       ///< Of the columns at the last layout,
    QList<int> m_widthsBefore; ///< and at the one before.
    QList<int> m_narrowest;    ///< Where those two come by turns; else empty.
};

} // namespace holdfast::ui
