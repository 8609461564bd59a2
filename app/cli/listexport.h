// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <QJsonObject>

namespace holdfast::cli {

/// Writes a list row by row, whatever its length: CSV (RFC 4180, UTF-8, a line of headings) or one JSON
/// object a line. Borrows the console.
class ListExport
{
public:
    ListExport(Console &console, bool asJson) : m_console(console), m_asJson(asJson) {}

    /// @p model has the keys of all rows; they become the columns.
    void write(const QJsonObject &row, const QJsonObject &model);

private:
    Console &m_console;
    bool m_asJson;
    bool m_begun = false;
};

/// One cell as RFC 4180 wants it: in quotes where it holds a comma, a quote or a line end. A text that a
/// spreadsheet would compute (it begins with = + - @, a tab or a return) gets an apostrophe in front.
QString csvCell(const QJsonValue &value);

} // namespace holdfast::cli
