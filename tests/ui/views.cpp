// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/views.h"

#include "tests/ui/uifixture.h"

#include <QApplication>
#include <QLabel>

namespace holdfast::test {

QString textOf(const char *view, int row, int column)
{
    const auto *found = find<QAbstractItemView>(view);
    return found && found->model() ? found->model()->index(row, column).data().toString() : QString();
}

int rowsOf(const char *view)
{
    const auto *found = find<QAbstractItemView>(view);
    return found && found->model() ? found->model()->rowCount() : -1;
}

int rowSaying(const char *view, const QString &text, int column)
{
    for (int row = 0; row < rowsOf(view); ++row) {
        if (textOf(view, row, column) == text)
            return row;
    }
    return -1;
}

void clickItem(const char *name, const QString &text, bool box)
{
    auto *view = find<QAbstractItemView>(name);
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(rowSaying(name, text) >= 0, 20000);
    const QModelIndex index = view->model()->index(rowSaying(name, text), 0);
    view->scrollTo(index);
    const QRect cell = view->visualRect(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      box ? QPoint(cell.left() + 10, cell.center().y()) : cell.center());
}

QString noticeSaying(const QString &beginning)
{
    for (const QWidget *widget : QApplication::allWidgets()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->objectName() == QLatin1String("noticeLabel") && label->isVisible() &&
            label->text().startsWith(beginning))
            return label->text();
    }
    return {};
}

} // namespace holdfast::test
