// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace holdfast::ui {

/// One line of a mapping: which phone gets which backup.
struct MappingLine
{
    int number = 0; ///< From 1, for messages.
    QString phone;  ///< A name, serial or id.
    QString backup; ///< An id, or `newest`.

    friend bool operator==(const MappingLine &, const MappingLine &) = default;
};

struct RestoreMapping
{
    QList<MappingLine> lines{};
    QStringList problems{}; ///< In words, with the line's number; empty: all was understood.
};

/// Reads `PHONE,BACKUP` a line; semicolons and tabs part as well, quotes keep a comma in a name, a first line
/// of titles (`phone,backup`), empty lines and lines that begin with `#` are passed over. A phone that is
/// named twice is a problem. Pure.
RestoreMapping parseRestoreMapping(const QString &text);

} // namespace holdfast::ui
