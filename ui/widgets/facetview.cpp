// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/facetview.h"

#include "ui/widgets/celldelegate.h"

#include <QHeaderView>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

FacetView::FacetView(QWidget *parent) : QTreeView(parent), m_model(new FacetModel(this))
{
    setItemDelegate(new CellDelegate(this));
    setModel(m_model);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(8);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    setFrameShape(QFrame::NoFrame);
    connect(m_model, &QAbstractItemModel::modelReset, this, &QTreeView::expandAll);
    // Counts that grow by a digit; a view follows new rows alone.
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (sizeHintForColumn(1) > header()->sectionSize(1))
            scheduleDelayedItemsLayout();
    });
    connect(this, &QTreeView::pressed, this, [this](const QModelIndex &index) {
        m_pressedState = index.siblingAtColumn(0).data(Qt::CheckStateRole);
    });
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        const QModelIndex box = index.siblingAtColumn(0);
        if (box.data(Qt::CheckStateRole) == m_pressedState)
            m_model->setData(box, m_pressedState.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked,
                             Qt::CheckStateRole);
    });
}

QSize FacetView::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'n') * 24, 200};
}

} // namespace holdfast::ui
