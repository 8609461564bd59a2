// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore/restoremapping.h"

#include <QCoreApplication>
#include <QSet>

#include <optional>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("Mapping", text);
}

/// The cells of a line as spreadsheets write them; nothing where a quote stays open.
std::optional<QStringList> cellsOf(const QString &line, QChar separator)
{
    QStringList cells{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'"' && quoted && i + 1 < line.size() && line[i + 1] == u'"') {
            cells.last() += c;
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (c == separator && !quoted) {
            cells << QString();
        } else {
            cells.last() += c;
        }
    }
    if (quoted)
        return {};
    for (QString &cell : cells)
        cell = cell.trimmed();
    return cells;
}

QChar separatorOf(const QString &line)
{
    for (const QChar c : {QChar(u'\t'), QChar(u';')}) {
        if (line.contains(c) && !line.contains(u','))
            return c;
    }
    return u',';
}

} // namespace

RestoreMapping parseRestoreMapping(const QString &text)
{
    RestoreMapping mapping;
    QSet<QString> phones;
    int number = 0;
    for (QString line : text.split(u'\n')) {
        ++number;
        if (number == 1 && line.startsWith(QChar::ByteOrderMark))
            line.remove(0, 1);
        line = line.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const auto cells = cellsOf(line, separatorOf(line));
        if (!cells || cells->size() < 2 || cells->at(0).isEmpty() || cells->at(1).isEmpty()) {
            mapping.problems << tr("Line %1 is not PHONE,BACKUP.").arg(number);
            continue;
        }
        const bool title = mapping.lines.isEmpty() &&
                           cells->at(0).compare("phone"_L1, Qt::CaseInsensitive) == 0 &&
                           cells->at(1).compare("backup"_L1, Qt::CaseInsensitive) == 0;
        if (title)
            continue;
        if (phones.contains(cells->at(0))) {
            mapping.problems << tr("Line %1 names phone %2 again.").arg(number).arg(cells->at(0));
            continue;
        }
        phones.insert(cells->at(0));
        mapping.lines.append({number, cells->at(0), cells->at(1)});
    }
    return mapping;
}

} // namespace holdfast::ui
