// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QString>

namespace holdfast::test {

/// The text of a cell; empty where there is no such view or cell.
QString textOf(const char *view, int row, int column);
/// -1 where there is no such view.
int rowsOf(const char *view);
/// The row whose @p column says @p text, or -1.
int rowSaying(const char *view, const QString &text, int column = 0);
/// Clicks the row whose first column says @p text as a mouse does: its box, or its middle.
void clickItem(const char *view, const QString &text, bool box = false);
/// The text of the notice above the page that begins with @p beginning; empty where there is none.
QString noticeSaying(const QString &beginning);

} // namespace holdfast::test
