// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/s3bucket.h"

#include <deque>
#include <memory>

namespace holdfast {

/// Puts one object: a small one at once, a larger one in parts, several of them under way at a time. Memory
/// is bounded by the parts under way. Each part travels with its MD5; the finished object is looked at before
/// it counts. Where the service stops to answer in between, parts wait as long as the settings' patience and
/// go on with the same upload: what it has acknowledged is not sent again.
class S3Writer final : public ObjectWriter
{
public:
    /// @p bucket is borrowed; @p key is without the prefix.
    /// @p resumed: the unfinished upload that is gone on with; its parts that hold what is written here are
    /// not sent again.
    S3Writer(S3Bucket &bucket, QString key, PutOptions options, CancelToken cancel,
             std::optional<UploadJournal::Note> resumed = {});
    ~S3Writer() override;

    Result<void> write(QByteArrayView bytes) override;
    void describe(const QString &name, const QString &value) override;
    Result<ObjectInfo> finish() override;
    void abort() override;

private:
    struct Part
    {
        qint64 size;
        std::shared_ptr<S3Call> call; ///< Null where it was there already.
        QByteArray md5{};             ///< Of such a part, raw.
    };

    [[nodiscard]] qint64 partBytes() const;
    [[nodiscard]] size_t mostUnderWay() const;
    Result<void> sendPart();
    Result<void> beginUpload();
    Result<bool> resumeUpload();
    [[nodiscard]] bool isThere(int number, QByteArray *md5) const;
    void note(const QString &uploadId);
    void cleanUp(bool objectIsGood);
    Result<void> awaitPart();
    Result<void> publish();
    Result<void> putWhole();
    Result<void> complete();
    Result<void> lookFirst();
    Result<void> conditional(S3Request request);
    Result<ObjectInfo> checked();
    Result<void> setTags();
    [[nodiscard]] bool isOurs();
    [[nodiscard]] HttpFields creationHeaders() const;
    [[nodiscard]] QString expectedEtag() const;
    [[nodiscard]] qint64 patience() const { return m_bucket.client.settings().patience; }

    S3Bucket &m_bucket;
    QString m_key;
    PutOptions m_options;
    CancelToken m_cancel;
    QMap<QString, QString> m_lateTags; ///< What was said of the object too late for its metadata.
    QByteArray m_mark;                 ///< See kPutMark.
    QByteArray m_part;                 ///< What is not sent yet.
    qint64 m_written = 0;
    QString m_uploadId;                           ///< Empty while there is no multipart upload.
    QString m_note;                               ///< In the journal.
    std::optional<UploadJournal::Note> m_resumed; ///< Not looked at yet.
    QMap<int, S3Part> m_there;                    ///< Parts of an earlier put.
    qint64 m_resumedBytes = 0;
    bool m_mayHaveTwins = false; ///< Uploads that were begun and of which no answer told.
    bool m_mayBeThere = false;   ///< The object, though no answer said so.
    std::deque<Part> m_underWay;
    QList<QByteArray> m_etags;
    QByteArray m_md5s; ///< Of the parts, or of the whole, raw.
    bool m_open = true;
};

} // namespace holdfast
