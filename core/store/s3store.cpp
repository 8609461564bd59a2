// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3store.h"

#include "core/base/clock.h"
#include "core/store/s3bucket.h"
#include "core/store/s3source.h"
#include "core/store/s3writer.h"

#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// An upload of a large phone over a slow line takes days.
constexpr qint64 kForgottenDays = 7;
/// Services refuse what is off by 15 minutes; long before, something is wrong.
constexpr qint64 kClockConcern = 2LL * 60 * 1000;

} // namespace

S3Store::S3Store(const QString &name, const S3Settings &settings, const S3Credentials &credentials,
                 const QString &journalFolder, const Clock &clock)
    : m_clock(clock), m_bucket(std::make_unique<S3Bucket>(name, settings, credentials, journalFolder, clock))
{}

S3Store::~S3Store() = default;

Result<void> S3Store::checkName(const QString &key) const
{
    if (auto checked = checkKey(key); !checked)
        return checked;
    if (m_bucket->fullKey(key).toUtf8().size() > 1024)
        return tl::unexpected(m_bucket->objectError(Errc::InvalidArgument, key, u"its name is too long"_s));
    return {};
}

Result<std::unique_ptr<ObjectWriter>> S3Store::put(const QString &key, const PutOptions &options,
                                                   const CancelToken &cancel)
{
    if (const auto checked = checkName(key); !checked)
        return tl::unexpected(checked.error());
    // Before what others left is taken back: what is gone on with is this process's from here on.
    auto resumed = options.resumable ? m_bucket->resume(key) : std::nullopt;
    m_bucket->takeBackAbandoned();
    auto writer = std::make_unique<S3Writer>(*m_bucket, key, options, cancel, std::move(resumed));
    if (!options.overwrite) {
        const auto there = m_bucket->head(key, cancel);
        if (there)
            return tl::unexpected(m_bucket->objectError(Errc::ObjectExists, key, {}));
        if (there.error().error.code != Errc::ObjectNotFound)
            return tl::unexpected(there.error().error);
    }
    return writer;
}

Result<std::unique_ptr<ByteSource>> S3Store::get(const QString &key, const ObjectRange &range,
                                                 const CancelToken &cancel)
{
    if (const auto checked = checkName(key); !checked)
        return tl::unexpected(checked.error());
    return S3Source::open(*m_bucket, key, range, cancel);
}

Result<ObjectInfo> S3Store::head(const QString &key, const CancelToken &cancel)
{
    if (const auto checked = checkName(key); !checked)
        return tl::unexpected(checked.error());
    const auto there = m_bucket->head(key, cancel);
    if (there)
        return there->info;
    if (there.error().error.code != Errc::ObjectNotFound)
        return tl::unexpected(there.error().error);
    // The answer to a HEAD cannot say whether it is the bucket that is gone.
    const auto question = m_bucket->client.perform(
        {.method = "GET", .key = m_bucket->fullKey(key), .headers = {{"range", "bytes=0-0"}}}, cancel);
    return tl::unexpected(question ? there.error().error : question.error().error);
}

Result<ObjectPage> S3Store::list(const QString &prefix, const QString &pageToken, int maxKeys,
                                 const CancelToken &cancel)
{
    if (maxKeys < 1 || maxKeys > 1000) {
        return fail(Errc::InvalidArgument, u"a page has 1 to 1000 objects"_s,
                    {.phone = {}, .path = {}, .object = m_bucket->client.storeName()});
    }
    // Version 1 of the request: every service knows it, and its marker is just a key.
    HttpFields query{{"max-keys", QByteArray::number(maxKeys)},
                     {"prefix", m_bucket->fullKey(prefix).toUtf8()},
                     {"encoding-type", "url"}};
    if (!pageToken.isEmpty())
        query.emplaceBack("marker", m_bucket->fullKey(pageToken).toUtf8());
    const auto answer = m_bucket->client.perform({.method = "GET", .query = query}, cancel);
    if (!answer)
        return tl::unexpected(answer.error().error);
    const auto listing = readListing(answer->http.body);
    if (!listing)
        return tl::unexpected(m_bucket->objectError(listing.error().code, {}, listing.error().detail));
    ObjectPage page;
    const qsizetype outside = m_bucket->client.settings().prefix.size();
    for (const S3ListedObject &object : listing->objects) {
        const QString key = object.key.mid(outside);
        if (object.key.startsWith(m_bucket->client.settings().prefix) && checkKey(key))
            page.objects.append({key, object.size, object.modified, object.etag});
    }
    if (listing->truncated) {
        page.nextToken = listing->objects.constLast().key.mid(outside);
        // The prefix itself, as some tools make it: no key of ours comes before this one either.
        if (page.nextToken.isEmpty())
            page.nextToken = u"\x01"_s;
        if (page.nextToken == pageToken)
            return tl::unexpected(m_bucket->objectError(Errc::StoreFailed, {}, u"the list does not go on"_s));
    }
    return page;
}

Result<QMap<QString, QString>> S3Store::metadata(const QString &key, const CancelToken &cancel)
{
    if (const auto checked = checkName(key); !checked)
        return tl::unexpected(checked.error());
    auto there = m_bucket->head(key, cancel);
    if (!there)
        return tl::unexpected(there.error().error);
    QMap<QString, QString> metadata = std::move(there->metadata);
    // What a service does not tell of an object's tags is not known; the object is there all the same.
    const auto tags = m_bucket->tags(key, cancel);
    if (!tags)
        return tags.error().code == Errc::Cancelled ? Result<QMap<QString, QString>>(tags) : metadata;
    for (auto it = tags->cbegin(); it != tags->cend(); ++it) {
        if (it.key().startsWith(kTagMark))
            metadata.insert(it.key().sliced(kTagMark.size()), it.value());
    }
    return metadata;
}

bool S3Store::hasUnfinished(const QString &key) const
{
    return m_bucket->journal.findResumable(m_bucket->place(), m_bucket->fullKey(key)).has_value();
}

Result<void> S3Store::remove(const QString &key, const CancelToken &cancel)
{
    // A DELETE succeeds as well where there is nothing.
    if (const auto there = head(key, cancel); !there)
        return tl::unexpected(there.error());
    const auto done = m_bucket->client.perform({.method = "DELETE", .key = m_bucket->fullKey(key)}, cancel);
    if (!done && !(done.error().repeated && done.error().error.code == Errc::ObjectNotFound))
        return tl::unexpected(done.error().error);
    return {};
}

Result<int> S3Store::sweep(const CancelToken &cancel)
{
    int gone = m_bucket->takeBackAbandoned();
    const auto uploads = m_bucket->uploads(m_bucket->fullKey({}), cancel);
    if (!uploads)
        return tl::unexpected(uploads.error());
    const QDateTime old = m_clock.now().addDays(-kForgottenDays);
    for (const S3Upload &upload : *uploads) {
        if (const auto going = cancel.check(); !going)
            return tl::unexpected(going.error());
        if (upload.initiated.isValid() && upload.initiated < old &&
            m_bucket->abortUpload(upload.key, upload.id))
            ++gone;
    }
    return gone;
}

Result<qint64> S3Store::freeSpace()
{
    return -1;
}

QList<Error> S3Store::concerns(const CancelToken &cancel)
{
    QList<Error> concerns;
    const qint64 ahead = m_bucket->client.clockAhead();
    if (std::abs(ahead) > kClockConcern) {
        concerns.append(
            m_bucket->objectError(Errc::StoreClock, {},
                                  u"its clock is %1 by %2 minutes"_s.arg(ahead > 0 ? u"ahead"_s : u"behind"_s)
                                      .arg(std::abs(ahead) / 60'000)));
    }
    const auto codes = lifecycleConcerns(cancel);
    for (const Errc code : codes)
        concerns.append(m_bucket->objectError(code, {}, {}));
    return concerns;
}

/// None where the service does not tell its rules, or not to this key.
QList<Errc> S3Store::lifecycleConcerns(const CancelToken &cancel)
{
    const auto answer = m_bucket->client.perform({.method = "GET", .query = {{"lifecycle", {}}}}, cancel);
    if (!answer) {
        return answer.error().code == u"NoSuchLifecycleConfiguration" ? QList{Errc::StoreKeepsParts}
                                                                      : QList<Errc>();
    }
    const auto rules = readLifecycle(answer->http.body);
    if (!rules)
        return {};
    const QString ours = m_bucket->fullKey({});
    bool expires = false;
    bool endsUploads = false;
    for (const S3LifecycleRule &rule : *rules) {
        const bool all = ours.startsWith(rule.prefix) && !rule.narrower;
        expires = expires || (rule.expires && (ours.startsWith(rule.prefix) || rule.prefix.startsWith(ours)));
        endsUploads = endsUploads || (rule.endsUploads && all);
    }
    QList<Errc> codes;
    if (expires)
        codes.append(Errc::StoreExpires);
    if (!endsUploads)
        codes.append(Errc::StoreKeepsParts);
    return codes;
}

void S3Store::tellOutages(OutageNote &note)
{
    m_bucket->client.tellOutages(note);
}

QString S3Store::location(const QString &key) const
{
    return m_bucket->client.location(m_bucket->fullKey(key));
}

} // namespace holdfast
