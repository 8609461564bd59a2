// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace holdfast::cli {

/// How many columns of a terminal @p text takes: 2 for East Asian wide characters (UAX #11), 0 for combining
/// ones.
int displayWidth(QStringView text);

/// @p text cut to at most @p columns, its end replaced by `…` where something was cut.
QString elided(const QString &text, int columns);

/// @p text with control characters shown as `\xNN`, so that a name from a phone cannot steer the terminal.
QString withoutControls(const QString &text);

/// A table for people: a line of headings, columns aligned by display width and parted by two spaces.
class TextTable
{
public:
    enum class Align { Left, Right };
    struct Column
    {
        QString heading;
        Align align = Align::Left;
    };

    explicit TextTable(QList<Column> columns) : m_columns(std::move(columns)) {}

    /// One cell per column; cells are made safe for a terminal.
    void addRow(const QStringList &cells);
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    /// Rows without the headings.
    [[nodiscard]] qsizetype size() const { return m_rows.size(); }
    /// The lines, without spaces at their ends.
    [[nodiscard]] QStringList lines() const;

private:
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace holdfast::cli
