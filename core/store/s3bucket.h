// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"
#include "core/store/s3client.h"
#include "core/store/uploadjournal.h"

#include <atomic>

namespace holdfast {

/// What a bucket's store, its writers and its sources share. Safe to use from any thread.
struct S3Bucket
{
    S3Bucket(QString storeName, S3Settings settings, S3Credentials credentials, QString journalFolder,
             const Clock &clock)
        : client(std::move(storeName), std::move(settings), std::move(credentials), clock),
          journal(std::move(journalFolder))
    {}

    /// The object's facts by HEAD. @p key is without the prefix; the time as in S3Request.
    struct Head
    {
        ObjectInfo info;
        QByteArray putMark;  ///< Of kPutMark; who put the object.
        bool locked = false; ///< It cannot be deleted before a certain time.
        /// The ETag is made of MD5s, as far as the service tells: not with keys of a key service.
        bool etagIsMd5 = true;
        QMap<QString, QString> metadata{}; ///< Without marks of ours.
    };
    /// @p patience as in S3Request.
    tl::expected<Head, S3Failure> head(const QString &key, const CancelToken &cancel, qint64 patience = 0);
    /// Takes back an unfinished upload, or gives up after a while. Fine when it is gone already.
    Result<void> abortUpload(const QString &fullKey, const QString &uploadId);
    /// The same for all uploads to this key, as far as the service tells of them.
    Result<void> abortAllUploads(const QString &fullKey);
    /// Takes back the object if it carries this mark (see kPutMark), or gives up after a while. Fine when it
    /// is not there or somebody else's.
    Result<void> takeBackObject(const QString &fullKey, const QByteArray &putMark);
    /// Gives the object these tags, in place of any others.
    tl::expected<void, S3Failure> setTags(const QString &key, const QMap<QString, QString> &tags,
                                          const CancelToken &cancel, qint64 patience);
    Result<QMap<QString, QString>> tags(const QString &key, const CancelToken &cancel);
    /// Unfinished uploads whose keys begin with @p prefix (in full); none where the service does not tell.
    Result<QList<S3Upload>> uploads(const QString &prefix, const CancelToken &cancel,
                                    int mostMilliseconds = 0);
    /// Takes back what dead processes of this machine noted. Returns how many uploads are gone.
    int takeBackAbandoned();

    /// The upload to this key that a resumable put left unfinished, now this process's own. One that had come
    /// to its end, so that the object is there although nobody has looked at it, is taken back instead.
    std::optional<UploadJournal::Note> resume(const QString &key);
    /// The parts of an upload that have come.
    tl::expected<QMap<int, S3Part>, S3Failure> parts(const QString &fullKey, const QString &uploadId,
                                                     const CancelToken &cancel, qint64 patience);

    [[nodiscard]] QString fullKey(const QString &key) const { return client.settings().prefix + key; }
    /// For journal notes.
    [[nodiscard]] QString place() const;
    [[nodiscard]] Error objectError(Errc code, const QString &key, const QString &detail) const;

    S3Client client;
    UploadJournal journal;
    /// Until the server says that it does not know If-None-Match.
    std::atomic_bool conditionalPuts{true};
    /// Until it says that it knows no tags, or that these keys may not set them.
    std::atomic_bool takesTags{true};
};

/// Cleaning up is not cancelled with what it cleans up after; it may take so long.
inline constexpr int kCleaningMilliseconds = 10'000;

/// Metadata by which a writer knows its own object again, after an answer was lost.
inline constexpr QByteArrayView kPutMark = "x-amz-meta-holdfast-put";
/// Names of metadata in answers and requests begin so.
inline constexpr QByteArrayView kMetadata = "x-amz-meta-";
/// Names of tags that stand for metadata that was not known when the object was begun begin so.
inline constexpr QLatin1String kTagMark{"holdfast-"};

} // namespace holdfast
