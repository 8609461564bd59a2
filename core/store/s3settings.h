// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/httpconnection.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace holdfast {

enum class S3Provider { Aws, Oss, Obs, Generic };

/// `aws`, `oss`, `obs`, `generic`.
QString toText(S3Provider provider);

/// What a provider's S3 interface understands; the one request shape that all accept is chosen by it.
struct S3Profile
{
    /// How an object is kept from being overwritten.
    enum class NoOverwrite {
        IfNoneMatch, ///< The server sees to it.
        HeadFirst,   ///< We look, just before the end.
        Both,        ///< We look, and the server sees to it if it knows how.
    };

    bool virtualHost; ///< The bucket stands in the host's name, not in the path.
    NoOverwrite noOverwrite;
    bool listsUploads;           ///< Unfinished multipart uploads can be listed.
    bool etagOfPartsIsMd5;       ///< A multipart object's ETag is md5(md5 of its parts)-N.
    bool signsPayloadWithoutTls; ///< An unsigned payload is not accepted over plain HTTP.
};

const S3Profile &profileOf(S3Provider provider);

/// A bucket and how it is spoken to. No secrets.
struct S3Settings
{
    QString scheme; ///< `s3`, `oss` or `obs`.
    QString bucket;
    QString prefix; ///< Of all keys: empty, or ending with a slash.
    S3Provider provider = S3Provider::Generic;
    QString region;
    HttpEndpoint endpoint;         ///< Without the bucket.
    bool regionalEndpoint = false; ///< The endpoint was made from the region.
    bool virtualHost = false;
    QString storageClass;            ///< As the service calls it; empty: its default.
    QString encryption;              ///< `AES256` or `aws:kms`; empty: the bucket's default.
    QString kmsKey;                  ///< Of `aws:kms`; empty: the service's own.
    QMap<QString, QString> tags;     ///< Each new object gets them, or is not put.
    QMap<QString, QString> metadata; ///< The same; names in lower case, without `x-amz-meta-`.
    bool locksForGood = false;       ///< Nobody at all may take a lock away before its time.
    qint64 firstPartBytes = 8LL * 1024 * 1024;
    HttpTimeouts timeouts{};
    /// How long a transfer that has begun waits for a service that does not answer any more, in milliseconds.
    qint64 patience = 15LL * 60 * 1000;
};

/// Reads a bucket's URL (`s3://BUCKET[/PREFIX]`, `oss://…`, `obs://…`; see isBucketUrl()) and options:
/// `provider`, `endpoint` (URL or host), `region`, `addressing` (`path`, `host`), `plainHttp` (bool),
/// `caFile`, `storageClass`, `encryption`, `kmsKey`, `tags` and `metadata` (objects of strings), `partSize`
/// (bytes), `timeoutSeconds`, `patienceMinutes`, `check` (a CheckLevel), `lockDays` (for new backups; 0:
/// none), `lockMode` (`governance`, `compliance`).
/// InvalidArgument says which word is wrong. Plain HTTP is only for this machine itself unless `plainHttp`.
/// Storage classes whose objects cannot be read at once are refused: each backup is read back.
Result<S3Settings> readS3Settings(const QString &url, const QJsonObject &options);

} // namespace holdfast
