// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace holdfast {

/// A configured place for objects.
struct StoreRecord
{
    QString name{};
    QString url{};
    QJsonObject options{}; ///< Of buckets; where the secret is, never the secret.
    QDateTime createdAt{};

    friend bool operator==(const StoreRecord &, const StoreRecord &) = default;
};

} // namespace holdfast
