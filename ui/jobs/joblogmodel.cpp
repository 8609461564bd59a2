// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblogmodel.h"

#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

void JobLogModel::setEvents(const QList<EventRecord> &events)
{
    if (events == m_events)
        return;
    const auto known = m_events.size();
    if (known > 0 && events.size() > known && std::equal(m_events.begin(), m_events.end(), events.begin())) {
        beginInsertRows({}, static_cast<int>(known), static_cast<int>(events.size()) - 1);
        m_events = events;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_events = events;
    endResetModel();
}

QString JobLogModel::text(int most) const
{
    QStringList lines;
    for (int row = std::max(0, rowCount() - most); row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column) {
            if (const QString cell = data(index(row, column), Qt::DisplayRole).toString(); !cell.isEmpty())
                cells << cell;
        }
        lines << cells.join(u' ');
    }
    return lines.join(u'\n');
}

int JobLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int JobLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EventRecord &event = m_events.at(index.row());
    const int column = index.column();
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && column >= Path)) {
        switch (column) {
        case Time:
            return exactTimeText(event.time);
        case Severity:
            return event.severity == EventSeverity::Error     ? tr("Error")
                   : event.severity == EventSeverity::Warning ? tr("Warning")
                                                              : tr("Info");
        case Path:
            return event.path;
        default:
            return event.text;
        }
    }
    if (column != Severity)
        return {};
    const bool bad = event.severity == EventSeverity::Error;
    const bool plain = event.severity == EventSeverity::Info;
    if (role == ToneRole)
        return int(bad ? Tone::Bad : plain ? Tone::Muted : Tone::Warning);
    return role == IconNameRole ? QVariant(bad ? u"error"_s : plain ? u"info"_s : u"warning"_s) : QVariant();
}

QVariant JobLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Time       ? tr("Time")
           : section == Severity ? tr("Level")
           : section == Path     ? tr("Path")
                                 : tr("What happened");
}

} // namespace holdfast::ui
