// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/page.h"

#include "core/base/error.h"

#include <QStringList>
#include <QVariant>

#include <optional>

namespace holdfast {

/// Grows the WHERE part of a query together with its values. All conditions hold together.
class Conditions
{
public:
    void add(const QString &sql, const QList<QVariant> &values = {});
    /// `column = value`, unless the value is empty.
    void addEqual(QLatin1String column, const QString &value);
    /// `column IN (…)`, unless there are no values.
    void addAnyOf(QLatin1String column, const QStringList &values);
    /// `since <= column <= until`, in milliseconds; invalid times do not limit.
    void addBetween(QLatin1String column, const QDateTime &since, const QDateTime &until);

    /// ` WHERE …`, or nothing.
    [[nodiscard]] QString where() const;
    [[nodiscard]] const QList<QVariant> &values() const { return m_values; }

private:
    QStringList m_parts;
    QList<QVariant> m_values;
};

/// The last row of a page, by which the next page begins.
struct PageKey
{
    qint64 number = 0;
    QString text;
};

QString pageToken(const PageKey &key);
/// Nothing for the first page. InvalidArgument for a token that is not ours or a limit out of range.
Result<std::optional<PageKey>> checkPage(const PageRequest &page);

/// At most 1000 ids fit in one query. InvalidArgument beyond.
Result<void> checkIdCount(qsizetype count);

} // namespace holdfast
