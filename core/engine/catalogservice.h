// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/catalog/phonerecord.h"

#include <QList>
#include <QString>

namespace holdfast {

struct EngineContext;

/// What a check of the catalog found.
struct CatalogReport
{
    QString path{};
    qint64 bytes = 0;
    qint64 backups = 0;
    QList<Error> problems{}; ///< Empty: all is well, or was repaired.
    bool repaired = false;   ///< The search index was built anew and the stores were read again.
    qint64 added = 0;        ///< Backups that a store had and the catalog did not.
    qint64 missing = 0;      ///< Backups whose archive is gone.
};

struct CompactReport
{
    qint64 bytesBefore = 0;
    qint64 bytesAfter = 0;
};

/// Care of the catalog itself.
class CatalogService
{
public:
    explicit CatalogService(EngineContext &context) : m_context(context) {}

    /// Reads the whole file and holds the search index against the rows. With @p repair builds the index anew
    /// and reads all stores again, so that every archive has a row that is true. Problems of the file itself
    /// are told, not repaired. Slow on large catalogs.
    Result<CatalogReport> check(bool repair, const CancelToken &cancel);
    /// Builds the search index anew and gives unused room back to the disk; needs as much room again while it
    /// runs, and waits until nobody writes.
    Result<CompactReport> compact(const CancelToken &cancel);

    /// All phones that were ever seen, by name.
    Result<QList<PhoneRecord>> phones();

private:
    EngineContext &m_context;
};

} // namespace holdfast
