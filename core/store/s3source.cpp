// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3source.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Who reads on gets larger blocks: each request costs the service some milliseconds of work.
constexpr qint64 kFirstBlock = 4LL * 1024 * 1024;
constexpr qint64 kBlock = 8LL * 1024 * 1024;
constexpr size_t kMostAhead = 3;

tl::unexpected<Error> beyond(const S3Bucket &bucket, const QString &key, const ObjectRange &range,
                             qint64 size)
{
    return tl::unexpected(bucket.objectError(
        Errc::InvalidArgument, key,
        u"%1 bytes from %2 of an object of %3"_s.arg(range.length).arg(range.offset).arg(size)));
}

} // namespace

S3Source::~S3Source()
{
    for (const Ahead &ahead : m_ahead)
        ahead.call->drop();
}

Result<std::unique_ptr<ByteSource>> S3Source::open(S3Bucket &bucket, const QString &key,
                                                   const ObjectRange &range, const CancelToken &cancel)
{
    if (range.offset < 0)
        return beyond(bucket, key, range, 0);
    if (range.length == 0)
        return openEmpty(bucket, key, range, cancel);
    const qint64 length = range.length < 0 ? kFirstBlock : std::min(range.length, kFirstBlock);
    const auto outcome = bucket.client.perform(requestFor(bucket, key, range.offset, length), cancel);
    // Nothing begins there, or the object is empty.
    if (!outcome && outcome.error().status == 416)
        return openEmpty(bucket, key, range, cancel);
    auto block = blockOf(bucket, key, outcome, range.offset, length);
    if (!block)
        return tl::unexpected(block.error());
    const qint64 rest = block->objectSize - range.offset;
    if (range.length > rest)
        return beyond(bucket, key, range, block->objectSize);
    std::unique_ptr<S3Source> source(new S3Source(bucket, key, cancel));
    source->m_next = range.offset + block->bytes.size();
    source->m_end = range.offset + (range.length < 0 ? rest : range.length);
    source->m_block = std::move(*block);
    return source;
}

/// A range without bytes, which only must lie in the object.
Result<std::unique_ptr<ByteSource>> S3Source::openEmpty(S3Bucket &bucket, const QString &key,
                                                        const ObjectRange &range, const CancelToken &cancel)
{
    const auto there = bucket.head(key, cancel);
    if (!there)
        return tl::unexpected(there.error().error);
    if (range.length > 0 || range.offset > there->info.size ||
        (range.length < 0 && range.offset < there->info.size))
        return beyond(bucket, key, range, there->info.size);
    return std::unique_ptr<ByteSource>(new S3Source(bucket, key, cancel));
}

S3Request S3Source::requestFor(const S3Bucket &bucket, const QString &key, qint64 offset, qint64 length)
{
    const qint64 last = length - 1 > std::numeric_limits<qint64>::max() - offset
                            ? std::numeric_limits<qint64>::max()
                            : offset + length - 1;
    return {.method = "GET",
            .key = bucket.fullKey(key),
            .headers = {{"range", "bytes=" + QByteArray::number(offset) + '-' + QByteArray::number(last)}},
            .greatestAnswer = std::max(length, qint64(64LL * 1024))};
}

Result<S3Source::Block> S3Source::blockOf(const S3Bucket &bucket, const QString &key,
                                          const S3Outcome &outcome, qint64 offset, qint64 length)
{
    if (!outcome)
        return tl::unexpected(outcome.error().error);
    const HttpResponse &http = outcome->http;
    static const QRegularExpression pattern(u"^bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})$"_s);
    const auto range = pattern.match(QString::fromLatin1(fieldOf(http.headers, "content-range")));
    const qint64 size = range.captured(3).toLongLong();
    const qint64 expected = std::min(length, size - offset);
    if (http.status != 206 || !range.hasMatch() || range.captured(1).toLongLong() != offset ||
        http.body.size() != expected) {
        return tl::unexpected(
            bucket.objectError(Errc::StoreFailed, key,
                               u"the store gave other bytes than the %1 from %2"_s.arg(length).arg(offset)));
    }
    return Block{http.body, size, plainEtag(fieldOf(http.headers, "etag"))};
}

void S3Source::askAhead()
{
    while (m_ahead.size() < m_most && m_next < m_end) {
        const qint64 length = std::min(kBlock, m_end - m_next);
        S3Request request = requestFor(m_bucket, m_key, m_next, length);
        request.patience = m_bucket.client.settings().patience;
        m_ahead.push_back({m_next, length, m_bucket.client.start(std::move(request), m_cancel)});
        m_next += length;
    }
}

Result<void> S3Source::nextBlock()
{
    askAhead();
    const Ahead ahead = std::move(m_ahead.front());
    m_ahead.pop_front();
    m_most = std::min(m_most + 1, kMostAhead);
    auto block = blockOf(m_bucket, m_key, ahead.call->take(), ahead.offset, ahead.length);
    if (!block)
        return tl::unexpected(block.error());
    if (block->etag != m_block.etag || block->objectSize != m_block.objectSize) {
        return tl::unexpected(
            m_bucket.objectError(Errc::StoreFailed, m_key, u"the object was replaced while it was read"_s));
    }
    m_block = std::move(*block);
    m_taken = 0;
    askAhead();
    return {};
}

Result<qint64> S3Source::read(char *data, qint64 size)
{
    if (const auto going = m_cancel.check(); !going)
        return tl::unexpected(going.error());
    if (m_taken == m_block.bytes.size()) {
        if (m_ahead.empty() && m_next == m_end)
            return 0;
        if (const auto got = nextBlock(); !got)
            return tl::unexpected(got.error());
    }
    const qint64 length = std::min<qint64>(size, m_block.bytes.size() - m_taken);
    std::memcpy(data, m_block.bytes.constData() + m_taken, size_t(length));
    m_taken += length;
    return length;
}

} // namespace holdfast
