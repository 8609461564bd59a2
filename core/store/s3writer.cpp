// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3writer.h"

#include "core/store/digest.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(storeLog, "holdfast.store")

constexpr qint64 kMostParts = 10'000;
constexpr size_t kPartsUnderWay = 4;
constexpr qint64 kMebibyte = 1024LL * 1024;
constexpr qint64 kBytesUnderWay = 64 * kMebibyte;
constexpr qint64 kShort = 4 * kStreamBlock;
/// Parts of an upload that nobody goes on with cost money.
constexpr qint64 kResumableDays = 3;

} // namespace

S3Writer::S3Writer(S3Bucket &bucket, QString key, PutOptions options, CancelToken cancel,
                   std::optional<UploadJournal::Note> resumed)
    : m_bucket(bucket),
      m_key(std::move(key)),
      m_options(std::move(options)),
      m_cancel(std::move(cancel)),
      m_mark(resumed ? resumed->putMark.toLatin1()
                     : QByteArray::number(QRandomGenerator::system()->generate64(), 16)),
      m_note(resumed ? resumed->name : QString()),
      m_resumed(std::move(resumed))
{}

S3Writer::~S3Writer()
{
    abort();
}

/// The length of a stream is not known before its end, and there may be 10 000 parts at most: they grow. The
/// first thousand are small, for most archives end there.
qint64 S3Writer::partBytes() const
{
    const qint64 first = m_bucket.client.settings().firstPartBytes;
    const qint64 hinted = m_options.sizeHint / (kMostParts * 9 / 10);
    const qint64 sent = m_etags.size() + qint64(m_underWay.size());
    const qint64 grown = sent < 1000 ? first : sent < 4000 ? 2 * first : 8 * first;
    return std::max(grown, (hinted / kMebibyte + 1) * kMebibyte);
}

size_t S3Writer::mostUnderWay() const
{
    return std::clamp<size_t>(size_t(kBytesUnderWay / partBytes()), 1, kPartsUnderWay);
}

Result<void> S3Writer::write(QByteArrayView bytes)
{
    if (!m_open)
        return fail(Errc::Internal, u"a finished object cannot be written to"_s);
    while (!bytes.isEmpty()) {
        if (auto going = m_cancel.check(); !going)
            return going;
        const qint64 room = partBytes() - m_part.size();
        const qsizetype taken = std::min<qint64>({bytes.size(), room, 4 * kStreamBlock});
        // Short objects do not need a whole part; what is longer than a few blocks likely fills one.
        if (m_part.size() + taken > m_part.capacity())
            m_part.reserve(m_written < kShort
                               ? std::min(partBytes(), std::max<qint64>(m_options.sizeHint, kShort))
                               : partBytes());
        m_part.append(bytes.first(taken));
        m_written += taken;
        bytes = bytes.sliced(taken);
        if (taken == room) {
            if (auto sent = sendPart(); !sent)
                return sent;
        }
    }
    return m_cancel.check();
}

Result<void> S3Writer::sendPart()
{
    if (m_uploadId.isEmpty()) {
        if (auto begun = beginUpload(); !begun)
            return begun;
    }
    const auto frontIsDone = [this] {
        return !m_underWay.empty() && (!m_underWay.front().call || m_underWay.front().call->done());
    };
    while (m_underWay.size() >= mostUnderWay() || frontIsDone()) {
        if (auto arrived = awaitPart(); !arrived)
            return arrived;
    }
    const qint64 number = m_etags.size() + qint64(m_underWay.size()) + 1;
    if (number > kMostParts)
        return tl::unexpected(
            m_bucket.objectError(Errc::StoreFull, m_key, u"the object is too large for its parts"_s));
    const qint64 size = m_part.size();
    if (QByteArray md5; isThere(int(number), &md5)) {
        m_part.clear();
        m_resumedBytes += size;
        m_underWay.push_back({size, nullptr, md5});
        return {};
    }
    S3Request request{
        .method = "PUT",
        .key = m_bucket.fullKey(m_key),
        .query = {{"partNumber", QByteArray::number(number)}, {"uploadId", m_uploadId.toUtf8()}},
        .body = std::exchange(m_part, {}),
        .storesBody = true,
        .patience = patience()};
    m_underWay.push_back({size, m_bucket.client.start(std::move(request), m_cancel)});
    return {};
}

/// Whether that part of an earlier put holds what this one would send.
bool S3Writer::isThere(int number, QByteArray *md5) const
{
    const auto part = m_there.constFind(number);
    if (part == m_there.constEnd() || part->size != m_part.size())
        return false;
    *md5 = md5Of(m_part);
    return part->etag.compare(QString::fromLatin1(md5->toHex()), Qt::CaseInsensitive) == 0;
}

/// False where a new upload has to be begun: the old one is gone, or cannot be looked at.
Result<bool> S3Writer::resumeUpload()
{
    const UploadJournal::Note old = *std::exchange(m_resumed, {});
    auto parts = m_bucket.parts(old.key, old.uploadId, m_cancel, patience());
    if (parts) {
        m_uploadId = old.uploadId;
        m_there = std::move(*parts);
        return true;
    }
    if (parts.error().status == 0) {
        m_uploadId = old.uploadId; // Taken back, or left for another time.
        return tl::unexpected(parts.error().error);
    }
    qCInfo(storeLog).noquote() << "an upload begins anew:" << userText(parts.error().error);
    if (auto aborted = m_bucket.abortUpload(old.key, old.uploadId); !aborted)
        return tl::unexpected(aborted.error());
    return false;
}

Result<void> S3Writer::beginUpload()
{
    if (m_resumed) {
        if (const auto resumed = resumeUpload(); !resumed || *resumed)
            return resumed ? Result<void>() : tl::unexpected(resumed.error());
    }
    // Noted before it begins: who dies in between leaves a note that tells at least of which object.
    note({});
    const auto answer = m_bucket.client.perform({.method = "POST",
                                                 .key = m_bucket.fullKey(m_key),
                                                 .query = {{"uploads", {}}},
                                                 .headers = creationHeaders(),
                                                 .patience = patience()},
                                                m_cancel);
    m_mayHaveTwins = answer ? answer->repeated : answer.error().repeated;
    if (!answer)
        return tl::unexpected(answer.error().error);
    const auto id = readUploadId(answer->http.body);
    if (!id) {
        m_mayHaveTwins = true;
        return tl::unexpected(m_bucket.objectError(id.error().code, m_key, id.error().detail));
    }
    m_uploadId = *id;
    note(*id);
    return {};
}

/// Puts a note of the upload in the place of the one before.
void S3Writer::note(const QString &uploadId)
{
    // What is locked counts its days from its beginning: it is always begun anew.
    const bool resumable = m_options.resumable && !m_options.lockUntil.isValid();
    const QDateTime resumableUntil =
        resumable ? QDateTime::currentDateTimeUtc().addDays(kResumableDays) : QDateTime();
    const auto noted = m_bucket.journal.add({.name = {},
                                             .place = m_bucket.place(),
                                             .key = m_bucket.fullKey(m_key),
                                             .uploadId = uploadId,
                                             .putMark = QString::fromLatin1(m_mark),
                                             .resumableUntil = resumableUntil});
    if (!noted) {
        qCWarning(storeLog).noquote() << "an upload could not be noted:" << userText(noted.error());
        return;
    }
    m_bucket.journal.remove(m_note);
    m_note = *noted;
}

/// After the end, good or bad: takes back what is unfinished, now or, by the note, another time.
void S3Writer::cleanUp(bool objectIsGood)
{
    const QString key = m_bucket.fullKey(m_key);
    Result<void> clean;
    if (m_resumed) // It was not even looked at.
        clean = m_bucket.abortUpload(m_resumed->key, m_resumed->uploadId);
    if (!objectIsGood && !m_uploadId.isEmpty())
        clean = m_bucket.abortUpload(key, m_uploadId);
    // Uploads that were begun without our hearing of it. Nobody else writes to an object of this name.
    if (clean && m_mayHaveTwins)
        clean = m_bucket.abortAllUploads(key);
    if (clean && !objectIsGood && m_mayBeThere)
        clean = m_bucket.takeBackObject(key, m_mark);
    if (clean) {
        m_bucket.journal.remove(m_note);
    } else {
        if (m_note.isEmpty())
            note({});
        m_bucket.journal.abandon(m_note);
        qCWarning(storeLog).noquote() << "an upload was left for later:" << userText(clean.error());
    }
    m_note.clear();
}

/// Waits for the oldest part under way.
Result<void> S3Writer::awaitPart()
{
    const Part part = std::move(m_underWay.front());
    m_underWay.pop_front();
    if (!part.call) {
        m_etags.append(part.md5.toHex());
        m_md5s += part.md5;
        return {};
    }
    const auto answer = part.call->take();
    if (!answer)
        return tl::unexpected(answer.error().error);
    const QString etag = plainEtag(fieldOf(answer->http.headers, "etag"));
    if (etag.isEmpty())
        return tl::unexpected(m_bucket.objectError(Errc::StoreFailed, m_key, u"a part has no ETag"_s));
    m_etags.append(etag.toLatin1());
    m_md5s += answer->bodyMd5;
    return {};
}

/// The headers of an upload in parts have been sent by now, and an object's metadata never changes: tags can
/// be set later.
void S3Writer::describe(const QString &name, const QString &value)
{
    if (m_uploadId.isEmpty() && !m_options.inParts)
        m_options.metadata.insert(name, value);
    else
        m_lateTags.insert(kTagMark + name, value);
}

Result<ObjectInfo> S3Writer::finish()
{
    if (!m_open)
        return fail(Errc::Internal, u"an object is finished once only"_s);
    auto done = m_cancel.check();
    if (done)
        done = publish();
    if (!done) {
        abort();
        return tl::unexpected(done.error());
    }
    m_open = false;
    auto object = checked();
    cleanUp(object.has_value());
    return object;
}

Result<void> S3Writer::publish()
{
    if (m_uploadId.isEmpty() && (!m_options.inParts || m_part.isEmpty()))
        return putWhole();
    if (!m_part.isEmpty()) {
        if (auto sent = sendPart(); !sent)
            return sent;
    }
    while (!m_underWay.empty()) {
        if (auto arrived = awaitPart(); !arrived)
            return arrived;
    }
    return complete();
}

Result<void> S3Writer::putWhole()
{
    if (auto looked = lookFirst(); !looked)
        return looked;
    m_md5s = md5Of(m_part);
    return conditional({.method = "PUT",
                        .key = m_bucket.fullKey(m_key),
                        .headers = creationHeaders(),
                        .body = std::exchange(m_part, {}),
                        .storesBody = true,
                        .patience = patience()});
}

Result<void> S3Writer::complete()
{
    if (auto looked = lookFirst(); !looked)
        return looked;
    return conditional({.method = "POST",
                        .key = m_bucket.fullKey(m_key),
                        .query = {{"uploadId", m_uploadId.toUtf8()}},
                        .headers = {{"content-type", "application/xml"}},
                        .body = completionDocument(m_etags),
                        .mayFailInBody = true,
                        .patience = patience()});
}

/// ObjectExists where the server would not notice by itself.
Result<void> S3Writer::lookFirst()
{
    const S3Profile &profile = profileOf(m_bucket.client.settings().provider);
    if (m_options.overwrite || profile.noOverwrite == S3Profile::NoOverwrite::IfNoneMatch)
        return {};
    const auto there = m_bucket.head(m_key, m_cancel, patience());
    if (there)
        return tl::unexpected(m_bucket.objectError(Errc::ObjectExists, m_key, {}));
    if (there.error().error.code != Errc::ObjectNotFound)
        return tl::unexpected(there.error().error);
    return {};
}

/// Sends what makes the object appear, on the condition that there is none.
Result<void> S3Writer::conditional(S3Request request)
{
    const S3Profile &profile = profileOf(m_bucket.client.settings().provider);
    const bool asks = !m_options.overwrite && profile.noOverwrite != S3Profile::NoOverwrite::HeadFirst &&
                      m_bucket.conditionalPuts;
    S3Request conditioned = request;
    if (asks)
        conditioned.headers.emplaceBack("if-none-match", "*");
    m_mayBeThere = true;
    auto answer = m_bucket.client.perform(std::move(conditioned), m_cancel);
    if (asks && !answer && (answer.error().status == 501 || answer.error().code == u"NotImplemented")) {
        m_bucket.conditionalPuts = false;
        answer = m_bucket.client.perform(std::move(request), m_cancel);
    }
    if (answer)
        return {};
    // An answer that was lost may have been a yes: then the object is there, with our mark.
    if (answer.error().repeated && isOurs())
        return {};
    Error error = answer.error().error;
    if (answer.error().code == u"NoSuchUpload")
        error.detail = u"the upload was taken away meanwhile"_s;
    return tl::unexpected(error);
}

bool S3Writer::isOurs()
{
    const auto there = m_bucket.head(m_key, m_cancel, patience());
    return there && there->putMark == m_mark;
}

/// What lies in the bucket now, held against what was written.
Result<ObjectInfo> S3Writer::checked()
{
    const auto there = m_bucket.head(m_key, m_cancel, patience());
    if (!there)
        return tl::unexpected(there.error().error);
    // Who does not know locks takes the object without one.
    if (m_options.lockUntil.isValid() && !there->locked) {
        return tl::unexpected(m_bucket.objectError(
            Errc::StoreFailed, m_key, u"the object was not locked; the bucket is not set up for it"_s));
    }
    const QString expected = there->etagIsMd5 ? expectedEtag() : QString();
    const bool whole = there->info.size == m_written &&
                       (expected.isEmpty() || there->info.etag.compare(expected, Qt::CaseInsensitive) == 0);
    if (whole) {
        if (auto tagged = setTags(); !tagged)
            return tl::unexpected(tagged.error());
        ObjectInfo info = there->info;
        info.confirmedByStore = !expected.isEmpty();
        info.resumedBytes = m_resumedBytes;
        return info;
    }
    return tl::unexpected(m_bucket.objectError(
        Errc::StoreFailed, m_key,
        u"the store has %1 bytes with ETag %2 where %3 bytes with ETag %4 were written"_s.arg(
            QString::number(there->info.size), there->info.etag, QString::number(m_written), expected)));
}

/// The store's tags must be there: somebody counts on them. Ours only save time later.
Result<void> S3Writer::setTags()
{
    const QMap<QString, QString> &wanted = m_bucket.client.settings().tags;
    QMap<QString, QString> all = wanted;
    all.insert(m_lateTags);
    if (all.isEmpty() || (wanted.isEmpty() && !m_bucket.takesTags))
        return {};
    const auto set = m_bucket.setTags(m_key, all, m_cancel, patience());
    if (set || set.error().error.code == Errc::Cancelled)
        return set ? Result<void>() : tl::unexpected(set.error().error);
    if (wanted.isEmpty()) {
        qCInfo(storeLog).noquote() << "an object got no tags:" << userText(set.error().error);
        return {};
    }
    Error error = set.error().error;
    error.detail = u"the object's tags were refused: "_s % error.detail;
    return tl::unexpected(error);
}

/// Empty where it cannot be known.
QString S3Writer::expectedEtag() const
{
    const S3Settings &settings = m_bucket.client.settings();
    if (!profileOf(settings.provider).etagOfPartsIsMd5 || settings.encryption.startsWith(u"aws:kms"_s))
        return {};
    if (m_etags.isEmpty())
        return QString::fromLatin1(m_md5s.toHex());
    return QString::fromLatin1(md5Of(m_md5s).toHex() + '-' + QByteArray::number(m_etags.size()));
}

HttpFields S3Writer::creationHeaders() const
{
    const S3Settings &settings = m_bucket.client.settings();
    HttpFields headers{{"content-type", "application/octet-stream"}, {kPutMark.toByteArray(), m_mark}};
    QMap<QString, QString> metadata = settings.metadata;
    metadata.insert(m_options.metadata);
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
        headers.emplaceBack(kMetadata.toByteArray() + it.key().toLatin1().toLower(),
                            uriEncoded(it.value().toUtf8(), true));
    if (!settings.storageClass.isEmpty())
        headers.emplaceBack("x-amz-storage-class", settings.storageClass.toLatin1());
    if (m_options.lockUntil.isValid()) {
        headers.emplaceBack("x-amz-object-lock-mode", settings.locksForGood ? "COMPLIANCE" : "GOVERNANCE");
        headers.emplaceBack("x-amz-object-lock-retain-until-date",
                            m_options.lockUntil.toUTC().toString(Qt::ISODate).toLatin1());
    }
    if (!settings.encryption.isEmpty())
        headers.emplaceBack("x-amz-server-side-encryption", settings.encryption.toLatin1());
    if (!settings.kmsKey.isEmpty())
        headers.emplaceBack("x-amz-server-side-encryption-aws-kms-key-id", settings.kmsKey.toLatin1());
    return headers;
}

void S3Writer::abort()
{
    if (!m_open)
        return;
    m_open = false;
    m_part = {};
    // A part that arrives after the abort would begin to cost money again.
    for (const Part &part : m_underWay) {
        if (part.call)
            part.call->drop();
    }
    for (const Part &part : m_underWay) {
        if (part.call)
            part.call->settle();
    }
    m_underWay.clear();
    cleanUp(false);
}

} // namespace holdfast
