// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/s3bucket.h"

#include <deque>
#include <memory>

namespace holdfast {

/// Reads a range of an object block by block, with some blocks on their way while one is read. A block that
/// got lost is asked for again, also, but for the first one, after the service has been away for as long as
/// the settings' patience; an object that was replaced in between is an error.
class S3Source final : public ByteSource
{
public:
    /// Asks for the first block, which shows whether object and range are there. @p bucket is borrowed.
    static Result<std::unique_ptr<ByteSource>> open(S3Bucket &bucket, const QString &key,
                                                    const ObjectRange &range, const CancelToken &cancel);
    ~S3Source() override;

    Result<qint64> read(char *data, qint64 size) override;

private:
    struct Block
    {
        QByteArray bytes;
        qint64 objectSize;
        QString etag;
    };

    S3Source(S3Bucket &bucket, QString key, CancelToken cancel)
        : m_bucket(bucket), m_key(std::move(key)), m_cancel(std::move(cancel))
    {}

    static S3Request requestFor(const S3Bucket &bucket, const QString &key, qint64 offset, qint64 length);
    static Result<Block> blockOf(const S3Bucket &bucket, const QString &key, const S3Outcome &outcome,
                                 qint64 offset, qint64 length);
    static Result<std::unique_ptr<ByteSource>> openEmpty(S3Bucket &bucket, const QString &key,
                                                         const ObjectRange &range, const CancelToken &cancel);
    void askAhead();
    Result<void> nextBlock();

    struct Ahead
    {
        qint64 offset;
        qint64 length;
        std::shared_ptr<S3Call> call;
    };

    S3Bucket &m_bucket;
    QString m_key;
    CancelToken m_cancel;
    Block m_block{{}, 0, {}};
    qint64 m_taken = 0; ///< Of m_block.
    qint64 m_next = 0;  ///< Offset in the object of the first byte that nobody asked for yet.
    qint64 m_end = 0;
    size_t m_most = 1; ///< Blocks ahead: more with each that was wanted.
    std::deque<Ahead> m_ahead;
};

} // namespace holdfast
