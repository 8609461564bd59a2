// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3bucket.h"

#include "core/store/digest.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// As S3Writer wrote it.
QMap<QString, QString> metadataIn(const HttpFields &fields)
{
    QMap<QString, QString> metadata;
    for (const auto &[name, value] : fields) {
        const QByteArray lower = name.toLower();
        if (lower.startsWith(kMetadata) && lower != kPutMark)
            metadata.insert(QString::fromLatin1(lower.sliced(kMetadata.size())),
                            QString::fromUtf8(QByteArray::fromPercentEncoding(value)));
    }
    return metadata;
}

} // namespace

tl::expected<S3Bucket::Head, S3Failure> S3Bucket::head(const QString &key, const CancelToken &cancel,
                                                       qint64 patience)
{
    const auto answer = client.perform({.method = "HEAD", .key = fullKey(key), .patience = patience}, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    const HttpFields &fields = answer->http.headers;
    bool known = false;
    const qint64 size = fieldOf(fields, "content-length").toLongLong(&known);
    if (!known || size < 0)
        return tl::unexpected(
            S3Failure{objectError(Errc::StoreFailed, key, u"the store does not tell the object's size"_s),
                      200,
                      {},
                      false});
    return Head{{key, size, httpTime(fieldOf(fields, "last-modified")), plainEtag(fieldOf(fields, "etag"))},
                fieldOf(fields, kPutMark),
                !fieldOf(fields, "x-amz-object-lock-retain-until-date").isEmpty(),
                !fieldOf(fields, "x-amz-server-side-encryption").startsWith("aws:kms") &&
                    fieldOf(fields, "x-amz-server-side-encryption-customer-algorithm").isEmpty(),
                metadataIn(fields)};
}

tl::expected<void, S3Failure> S3Bucket::setTags(const QString &key, const QMap<QString, QString> &tags,
                                                const CancelToken &cancel, qint64 patience)
{
    const QByteArray document = tagsDocument(tags);
    const auto done = client.perform(
        {.method = "PUT",
         .key = fullKey(key),
         .query = {{"tagging", {}}},
         .headers = {{"content-type", "application/xml"}, {"content-md5", md5Of(document).toBase64()}},
         .body = document,
         .patience = patience},
        cancel);
    if (done)
        return {};
    if (done.error().status == 501 || done.error().status == 405 ||
        done.error().error.code == Errc::StoreDenied || done.error().code == u"NotImplemented")
        takesTags = false;
    return tl::unexpected(done.error());
}

Result<QMap<QString, QString>> S3Bucket::tags(const QString &key, const CancelToken &cancel)
{
    const auto answer =
        client.perform({.method = "GET", .key = fullKey(key), .query = {{"tagging", {}}}}, cancel);
    if (!answer)
        return tl::unexpected(answer.error().error);
    return readTags(answer->http.body).map_error([&](const Error &error) {
        return objectError(error.code, key, error.detail);
    });
}

Result<void> S3Bucket::abortUpload(const QString &fullKey, const QString &uploadId)
{
    const auto done = client.perform({.method = "DELETE",
                                      .key = fullKey,
                                      .query = {{"uploadId", uploadId.toUtf8()}},
                                      .mostMilliseconds = kCleaningMilliseconds},
                                     {});
    if (!done && done.error().code != u"NoSuchUpload" && done.error().status != 404)
        return tl::unexpected(done.error().error);
    return {};
}

Result<void> S3Bucket::takeBackObject(const QString &fullKey, const QByteArray &putMark)
{
    const auto there =
        client.perform({.method = "HEAD", .key = fullKey, .mostMilliseconds = kCleaningMilliseconds}, {});
    if (!there)
        return there.error().status == 404 ? Result<void>() : tl::unexpected(there.error().error);
    if (fieldOf(there->http.headers, kPutMark) != putMark)
        return {};
    const auto removed =
        client.perform({.method = "DELETE", .key = fullKey, .mostMilliseconds = kCleaningMilliseconds}, {});
    if (!removed && removed.error().status != 404)
        return tl::unexpected(removed.error().error);
    return {};
}

Result<void> S3Bucket::abortAllUploads(const QString &fullKey)
{
    const auto all = uploads(fullKey, {}, kCleaningMilliseconds);
    if (!all)
        return tl::unexpected(all.error());
    for (const S3Upload &upload : *all) {
        if (upload.key != fullKey)
            continue;
        if (auto aborted = abortUpload(fullKey, upload.id); !aborted)
            return aborted;
    }
    return {};
}

Result<QList<S3Upload>> S3Bucket::uploads(const QString &prefix, const CancelToken &cancel,
                                          int mostMilliseconds)
{
    QList<S3Upload> all;
    if (!profileOf(client.settings().provider).listsUploads)
        return all;
    S3UploadPage page;
    do {
        HttpFields query{{"uploads", {}}, {"prefix", prefix.toUtf8()}, {"encoding-type", "url"}};
        if (page.truncated) {
            query.emplaceBack("key-marker", page.nextKey.toUtf8());
            query.emplaceBack("upload-id-marker", page.nextId.toUtf8());
        }
        const auto answer =
            client.perform({.method = "GET", .query = query, .mostMilliseconds = mostMilliseconds}, cancel);
        if (!answer)
            return tl::unexpected(answer.error().error);
        auto next = readUploads(answer->http.body);
        if (!next)
            return tl::unexpected(objectError(next.error().code, {}, next.error().detail));
        // A server that begins anew would keep us for ever.
        if (page.truncated && next->nextKey == page.nextKey && next->nextId == page.nextId)
            break;
        page = std::move(*next);
        all.append(page.uploads);
    } while (page.truncated);
    return all;
}

std::optional<UploadJournal::Note> S3Bucket::resume(const QString &key)
{
    auto note = journal.findResumable(place(), fullKey(key));
    if (!note || !journal.takeOver(*note))
        return std::nullopt;
    const auto there =
        client.perform({.method = "HEAD", .key = note->key, .mostMilliseconds = kCleaningMilliseconds}, {});
    if (!there)
        return note;
    // If it cannot be taken back, the put will find it in its way.
    if (takeBackObject(note->key, note->putMark.toLatin1()) && abortUpload(note->key, note->uploadId))
        journal.remove(note->name);
    else
        journal.abandon(note->name);
    return std::nullopt;
}

tl::expected<QMap<int, S3Part>, S3Failure> S3Bucket::parts(const QString &fullKey, const QString &uploadId,
                                                           const CancelToken &cancel, qint64 patience)
{
    QMap<int, S3Part> all;
    S3PartPage page;
    do {
        HttpFields query{{"uploadId", uploadId.toUtf8()}};
        if (page.truncated)
            query.emplaceBack("part-number-marker", QByteArray::number(page.next));
        const auto answer =
            client.perform({.method = "GET", .key = fullKey, .query = query, .patience = patience}, cancel);
        if (!answer)
            return tl::unexpected(answer.error());
        auto next = readParts(answer->http.body);
        // A server that begins anew would keep us for ever.
        if (!next || (next->truncated && next->next <= page.next)) {
            const QString detail = next ? u"the list of parts does not go on"_s : next.error().detail;
            return tl::unexpected(S3Failure{objectError(Errc::StoreFailed, {}, detail), 200, {}, false});
        }
        page = std::move(*next);
        all.insert(page.parts);
    } while (page.truncated);
    return all;
}

int S3Bucket::takeBackAbandoned()
{
    int gone = 0;
    for (const UploadJournal::Note &note : journal.abandoned(place())) {
        if ((!note.uploadId.isEmpty() && !abortUpload(note.key, note.uploadId)) || !abortAllUploads(note.key))
            continue;
        if (!note.putMark.isEmpty() && !takeBackObject(note.key, note.putMark.toLatin1()))
            continue;
        journal.remove(note.name);
        ++gone;
    }
    return gone;
}

QString S3Bucket::place() const
{
    const S3Settings &settings = client.settings();
    return settings.endpoint.host % u':' % QString::number(settings.endpoint.port) % u'/' % settings.bucket;
}

Error S3Bucket::objectError(Errc code, const QString &key, const QString &detail) const
{
    const bool aboutObject =
        code == Errc::ObjectNotFound || code == Errc::ObjectExists || code == Errc::InvalidArgument;
    return {code,
            detail,
            {.phone = {},
             .path = {},
             .object = aboutObject ? client.location(fullKey(key)) : client.storeName()}};
}

} // namespace holdfast
