// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logline.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace holdfast::ui {

/// The newest lines of the program's log, oldest first.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Area, Text, ColumnCount };
    /// Older ones go: they are in the file.
    static constexpr int kMostLines = 20'000;

    using QAbstractTableModel::QAbstractTableModel;

    void append(const QList<LogLine> &lines);
    [[nodiscard]] const LogLine &line(int row) const { return m_lines.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<LogLine> m_lines;
};

/// A level's name for people.
QString logLevelText(LogLevel level);

/// Lines of a level or worse that hold every word that is looked for.
class LogFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LogFilter(LogModel &model, QObject *parent = nullptr);
    void setLevel(LogLevel level);
    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogModel &m_model;
    LogLevel m_level = LogLevel::Debug;
    QStringList m_words;
};

} // namespace holdfast::ui
