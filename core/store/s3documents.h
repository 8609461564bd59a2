// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

// The XML that S3 speaks. Pure functions; answers come from servers that need not mean well. Source: the API
// reference at docs.aws.amazon.com/AmazonS3/latest/API; what the others leave out may be missing.
namespace holdfast {

/// An `<Error>`.
struct S3ErrorBody
{
    QString code; ///< `NoSuchKey`…; empty where the body is no error of S3.
    QString message;
    QString region;      ///< Where the bucket really is, if the error tells.
    QString requestId;   ///< For the service's support.
    bool isPage = false; ///< The body is a page for people: no S3 service wrote it.
};

/// Never fails: what is no error of S3 gives an empty one. Its texts are cut to a length fit for a log.
S3ErrorBody readErrorBody(QByteArrayView xml);

struct S3ListedObject
{
    QString key;
    qint64 size = 0;
    QDateTime modified;
    QString etag; ///< Without quotes.
};

struct S3Listing
{
    QList<S3ListedObject> objects;
    bool truncated = false;
};

/// A `<ListBucketResult>` of ListObjects (version 1).
Result<S3Listing> readListing(QByteArrayView xml);

struct S3Upload
{
    QString key;
    QString id;
    QDateTime initiated;
};

/// One page of unfinished uploads; @p nextKey and @p nextId ask for the one after it.
struct S3UploadPage
{
    QList<S3Upload> uploads;
    bool truncated = false;
    QString nextKey;
    QString nextId;
};

/// A `<ListMultipartUploadsResult>`.
Result<S3UploadPage> readUploads(QByteArrayView xml);

/// A part of an unfinished upload.
struct S3Part
{
    qint64 size = 0;
    QString etag; ///< Without quotes.
};

/// One page of an upload's parts, by number; @p next asks for the one after it.
struct S3PartPage
{
    QMap<int, S3Part> parts;
    bool truncated = false;
    int next = 0;
};

/// A `<ListPartsResult>`.
Result<S3PartPage> readParts(QByteArrayView xml);

/// One rule of a bucket's lifecycle, as far as it matters to us.
struct S3LifecycleRule
{
    QString prefix;           ///< Of the keys that it is about; empty: all.
    bool narrower = false;    ///< It is about some of them only, by tag or size.
    bool expires = false;     ///< It deletes objects after a time.
    bool endsUploads = false; ///< It ends unfinished uploads.
};

/// The rules of a `<LifecycleConfiguration>` that are in force.
Result<QList<S3LifecycleRule>> readLifecycle(QByteArrayView xml);

/// The tags of an object's `<Tagging>`.
Result<QMap<QString, QString>> readTags(QByteArrayView xml);
/// Such a document.
QByteArray tagsDocument(const QMap<QString, QString> &tags);

/// The UploadId of an `<InitiateMultipartUploadResult>`.
Result<QString> readUploadId(QByteArrayView xml);

/// The `<CompleteMultipartUpload>` of parts 1, 2, … with these ETags (without quotes).
QByteArray completionDocument(const QList<QByteArray> &etags);

/// An ETag without its quotes.
QString plainEtag(const QByteArray &etag);

} // namespace holdfast
