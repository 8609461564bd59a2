// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/htmlpage.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr auto kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em;color:#1b1f24;background:#fff}"
    "table{border-collapse:collapse;margin:0 0 2em}th,td{border-bottom:1px solid #d0d7de;padding:.3em .8em;"
    "text-align:left;vertical-align:top}th{background:#f3f5f7}"_L1;

} // namespace

QByteArray htmlPage(const QString &title, const QString &body)
{
    const QString html =
        u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%1</title>\n"
        "<style>%2</style>\n</head>\n<body>\n<h1>%1</h1>\n"_s.arg(title.toHtmlEscaped(), kStyle);
    return QString(html % body % u"</body>\n</html>\n"_s).toUtf8();
}

QString htmlTable(const QString &heading, const QStringList &columns, const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return {};
    QString html = u"<h2>%1</h2>\n<table>\n<tr>"_s.arg(heading.toHtmlEscaped());
    for (const QString &column : columns)
        html += u"<th scope=\"col\">%1</th>"_s.arg(column.toHtmlEscaped());
    html += u"</tr>\n"_s;
    for (const QStringList &row : rows) {
        html += u"<tr>"_s;
        for (const QString &cell : row)
            html += u"<td>%1</td>"_s.arg(cell.toHtmlEscaped());
        html += u"</tr>\n"_s;
    }
    return html + u"</table>\n"_s;
}

} // namespace holdfast
