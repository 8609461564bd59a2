// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/facetview.h"

#include "ui/widgets/celldelegate.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QMimeData>

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

void FacetView::setDrops(const QString &format, const QStringList &sections)
{
    m_dropFormat = format;
    m_dropSections = sections;
    setAcceptDrops(true);
    setDragDropMode(DropOnly);
}

bool FacetView::takes(const QDropEvent &event) const
{
    const auto [section, facet] = m_model->keysAt(indexAt(event.position().toPoint()).siblingAtColumn(0));
    return m_dropSections.contains(section) && event.mimeData()->hasFormat(m_dropFormat);
}

void FacetView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(m_dropFormat))
        event->acceptProposedAction();
}

void FacetView::dragMoveEvent(QDragMoveEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!takes(*event)) {
        event->ignore(visualRect(index));
        return;
    }
    setCurrentIndex(index.siblingAtColumn(0)); // Where it would go is seen.
    event->acceptProposedAction();
}

void FacetView::dropEvent(QDropEvent *event)
{
    if (!takes(*event))
        return;
    const auto [section, facet] = m_model->keysAt(indexAt(event->position().toPoint()).siblingAtColumn(0));
    event->acceptProposedAction();
    Q_EMIT rowsDropped(section, facet);
}

QSize FacetView::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(u'n') * 24, 200};
}

} // namespace holdfast::ui
