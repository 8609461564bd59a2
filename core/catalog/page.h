// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace holdfast {

/// Which part of a list is wanted.
struct PageRequest
{
    static constexpr int kMaxLimit = 100;

    int limit = 20;        ///< Rows, 1 to kMaxLimit; anything else is InvalidArgument.
    QString token{};       ///< Page::nextToken of the page before; empty for the first page.
    bool withTotal = true; ///< Counting costs one more query; without it Page::totalCount is -1.
};

/// A part of a list. Rows that are added or removed between two pages never repeat or hide others.
template <class T>
struct Page
{
    QList<T> rows{};
    QString nextToken{}; ///< Opaque; empty when there is nothing more.
    qint64 totalCount = -1;
};

} // namespace holdfast
