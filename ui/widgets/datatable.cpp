// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/widgets/celldelegate.h"

#include <QClipboard>
#include <QDrag>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace holdfast::ui {
namespace {

constexpr int kRowPadding = 8;
constexpr int kColumnPadding = 24;
/// More rows than this are not copied: nobody pastes them, and the clipboard would hold the window up.
constexpr qsizetype kMostCopied = 10'000;

/// What hangs on the pointer while rows are dragged.
QPixmap dragPicture(const QWidget &view, const QString &text)
{
    const QFontMetrics metrics = view.fontMetrics();
    const QSize size(metrics.horizontalAdvance(text) + kColumnPadding, metrics.height() + kRowPadding);
    const qreal ratio = view.devicePixelRatioF();
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(view.palette().color(QPalette::Highlight));
    QPainter painter(&picture);
    painter.setFont(view.font());
    painter.setPen(view.palette().color(QPalette::HighlightedText));
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    return picture;
}

} // namespace

DataTable::DataTable(QWidget *parent) : QTableView(parent)
{
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kRowPadding);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &DataTable::showColumnMenu);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT rowOpened(index.row()); });
}

void DataTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    if (!model)
        return;
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &DataTable::selectedRowsChanged);
    // Queued: a click selects first and moves then.
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &DataTable::followSelection,
            Qt::QueuedConnection);
    connect(model, &QAbstractItemModel::modelReset, this, &DataTable::selectedRowsChanged);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &DataTable::selectedRowsChanged);
    connect(model, &QAbstractItemModel::dataChanged, this, &DataTable::selectedRowsChanged);
}

void DataTable::followSelection()
{
    if (selectedRowCount() != 1)
        return;
    const int row = selectedRowNumbers().first();
    if (currentIndex().row() == row)
        return;
    selectionModel()->setCurrentIndex(model()->index(row, std::max(0, currentIndex().column())),
                                      QItemSelectionModel::NoUpdate);
    Q_EMIT selectedRowsChanged();
}

void DataTable::sizeColumns(const QStringList &samples, int stretched)
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < model()->columnCount(); ++column) {
        const int title =
            header->fontMetrics().horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString());
        const int sample = fontMetrics().horizontalAdvance(samples.value(column));
        header->resizeSection(column, std::max(title, sample) + kColumnPadding);
    }
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

int DataTable::selectedRowCount() const
{
    if (!selectionModel())
        return 0;
    int count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

QList<int> DataTable::selectedRowNumbers() const
{
    QList<int> rows;
    if (!selectionModel())
        return rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowOpened(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::setDragFormat(const QString &format)
{
    m_dragFormat = format;
    setDragEnabled(!format.isEmpty());
    setDragDropMode(format.isEmpty() ? NoDragDrop : DragOnly);
}

void DataTable::startDrag(Qt::DropActions /*actions*/)
{
    const int count = selectedRowCount();
    if (count == 0 || m_dragFormat.isEmpty())
        return;
    auto *rows = new QMimeData;
    rows->setData(m_dragFormat, QByteArray::number(count));
    auto *drag = new QDrag(this);
    drag->setMimeData(rows);
    drag->setPixmap(dragPicture(*this, tr("%n row(s)", nullptr, count)));
    drag->exec(Qt::CopyAction);
}

void DataTable::copySelection() const
{
    const QList<int> rows = selectedRowNumbers().mid(0, kMostCopied);
    QStringList lines;
    for (const int row : rows) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column))
                cells << model()->index(row, column).data().toString();
        }
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void DataTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != 0);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

} // namespace holdfast::ui
