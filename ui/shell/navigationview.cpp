// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigationview.h"

#include "ui/widgets/celldelegate.h"

#include <QDropEvent>
#include <QMimeData>

namespace holdfast::ui {

NavigationView::NavigationView(QWidget *parent) : QListView(parent)
{
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setFixedWidth(fontMetrics().horizontalAdvance(u'n') * 18);
    setUniformItemSizes(true);
    setSpacing(2);
}

void NavigationView::setDrop(const QString &format, int number)
{
    m_format = format;
    m_number = number;
    setAcceptDrops(true);
    setDragDropMode(DropOnly);
}

bool NavigationView::takes(const QDropEvent &event) const
{
    return indexAt(event.position().toPoint()).row() == m_number && event.mimeData()->hasFormat(m_format);
}

void NavigationView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(m_format))
        event->acceptProposedAction();
}

void NavigationView::dragMoveEvent(QDragMoveEvent *event)
{
    event->setAccepted(takes(*event));
}

void NavigationView::dropEvent(QDropEvent *event)
{
    if (!takes(*event))
        return;
    event->acceptProposedAction();
    Q_EMIT rowsDropped(m_number);
}

} // namespace holdfast::ui
