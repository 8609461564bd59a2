// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <QJsonObject>

namespace holdfast {

/// A store as it was set up.
struct StoreConfig
{
    QString name;
    QString url;          ///< `file:///folder`, a plain path, or `s3://`, `oss://`, `obs://BUCKET[/PREFIX]`.
    QJsonObject options;  ///< None for folders; for buckets see readS3Settings() and findCredentials().
    QString dataFolder{}; ///< For kept secrets and notes of unfinished uploads; empty: neither.
    QByteArray secret{};  ///< Counts instead of a kept one, before it is kept; else empty.
};

/// Whether @p url names a bucket, by its scheme alone.
bool isBucketUrl(const QString &url);

/// Opens @p config's store without touching it: whether it answers shows in the first call. InvalidArgument
/// for a URL that no kind of store knows; StoreKeyMissing where a bucket's keys are not to be found.
Result<std::unique_ptr<ObjectStore>> openStore(const StoreConfig &config);

} // namespace holdfast
