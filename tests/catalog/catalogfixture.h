// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <stdexcept>

namespace holdfast {

/// Makes a test fail with the error's words instead of reading an empty result.
template <class T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(userText(result.error()).toStdString());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// A fixed moment and minutes after it.
inline QDateTime at(int minute)
{
    return QDateTime::fromMSecsSinceEpoch(1'760'000'000'123, QTimeZone::utc()).addSecs(minute * 60);
}

/// A catalog in a folder of its own.
struct CatalogFixture
{
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("data/catalog.sqlite"));
    std::unique_ptr<Catalog> catalog = must(Catalog::open(path));
};

inline BackupRecord someBackup(int number)
{
    BackupRecord backup;
    backup.id = {QStringLiteral("bf-%1").arg(number, 17, 10, QLatin1Char('0'))};
    backup.phone = {QStringLiteral("ph-one")};
    backup.phoneName = QStringLiteral("phone");
    backup.serial = {QStringLiteral("127.0.0.1:5601")};
    backup.name = QStringLiteral("backup %1").arg(number);
    backup.createdAt = at(number);
    return backup;
}

} // namespace holdfast
