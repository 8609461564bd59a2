// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace holdfast {

/// A whole page, for reports and mail: no scripts, nothing from elsewhere. @p body is HTML already.
QByteArray htmlPage(const QString &title, const QString &body);
/// A table with a heading; nothing where it has no rows.
QString htmlTable(const QString &heading, const QStringList &columns, const QList<QStringList> &rows);

} // namespace holdfast
