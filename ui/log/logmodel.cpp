// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logmodel.h"

#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/roles.h"

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

QString logLevelText(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return LogModel::tr("Debug");
    case LogLevel::Info:
        return LogModel::tr("Info");
    case LogLevel::Warning:
        return LogModel::tr("Warning");
    case LogLevel::Error:
        return LogModel::tr("Error");
    }
    Q_UNREACHABLE();
}

void LogModel::append(const QList<LogLine> &lines)
{
    if (lines.isEmpty())
        return;
    const QList<LogLine> fresh = lines.mid(std::max<qsizetype>(0, lines.size() - kMostLines));
    const auto over = static_cast<int>(m_lines.size() + fresh.size() - kMostLines);
    if (over > 0) {
        beginRemoveRows({}, 0, over - 1);
        m_lines.remove(0, over);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_lines += fresh;
    endInsertRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogLine &line = m_lines.at(index.row());
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Text)) {
        switch (index.column()) {
        case Time:
            return exactTimeText(line.time);
        case Level:
            return logLevelText(line.level);
        case Area:
            return line.area;
        default:
            return line.text;
        }
    }
    if (index.column() != Level)
        return {};
    const bool bad = line.level == LogLevel::Error;
    const bool warns = line.level == LogLevel::Warning;
    if (role == ToneRole)
        return int(bad ? Tone::Bad : warns ? Tone::Warning : Tone::Muted);
    return role == IconNameRole ? QVariant(bad ? u"error"_s : warns ? u"warning"_s : u"info"_s) : QVariant();
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Time    ? tr("Time")
           : section == Level ? tr("Level")
           : section == Area  ? tr("Area")
                              : tr("What happened");
}

LogFilter::LogFilter(LogModel &model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
}

void LogFilter::setLevel(LogLevel level)
{
    m_level = level;
    invalidate();
}

void LogFilter::setSearch(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidate();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const LogLine &line = m_model.line(row);
    return line.level >= m_level && std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
               return line.text.contains(word, Qt::CaseInsensitive) ||
                      line.area.contains(word, Qt::CaseInsensitive);
           });
}

} // namespace holdfast::ui
