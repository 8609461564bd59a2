// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3client.h"

#include "core/store/digest.h"
#include "core/store/s3errors.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(storeLog, "holdfast.store")

/// Parts of one upload, read-ahead and small requests at once.
constexpr int kConnections = 8;
constexpr int kAttempts = 8;
/// How often one request is sent again because the service told something about itself.
/// More than once, for several requests under way learn in turns.
constexpr int kMostLearned = 8;
/// Where no connection comes about, a wrong address is likelier than bad weather.
constexpr int kAttemptsToConnect = 3;
constexpr qint64 kFirstPause = 200;
constexpr qint64 kLongestPause = 10'000;
constexpr int kLongestDoubling = 10;
constexpr auto kTick = std::chrono::milliseconds(50);

/// Any time up to twice as long as the one before, so that many who failed together do not come together.
qint64 pauseBefore(int attempt, const HttpResponse *response)
{
    const qint64 most = std::min(kLongestPause, kFirstPause << std::min(attempt, kLongestDoubling));
    const qint64 scattered = most / 2 + QRandomGenerator::global()->bounded(int(most / 2) + 1);
    const qint64 asked = response ? fieldOf(response->headers, "retry-after").toLongLong() * 1000 : 0;
    return std::clamp(asked, scattered, kLongestPause);
}

/// False when stopped.
bool pauseFor(qint64 milliseconds, const HttpConnection::StopCheck &stop)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (std::chrono::steady_clock::now() < end) {
        if (stop())
            return false;
        std::this_thread::sleep_for(kTick);
    }
    return !stop();
}

/// With a key of the customer's an ETag is something else.
bool etagIsMd5(const HttpResponse &response, const QString &etag)
{
    static const QRegularExpression md5(u"^[0-9A-Fa-f]{32}$"_s);
    return md5.match(etag).hasMatch() &&
           !fieldOf(response.headers, "x-amz-server-side-encryption").startsWith("aws:kms") &&
           fieldOf(response.headers, "x-amz-server-side-encryption-customer-algorithm").isEmpty();
}

int mostAttempts(HttpFailure::Kind kind)
{
    switch (kind) {
    case HttpFailure::Kind::NoConnection:
    case HttpFailure::Kind::Proxy:
        return kAttemptsToConnect;
    case HttpFailure::Kind::Lost:
    case HttpFailure::Kind::Garbled:
        return kAttempts;
    case HttpFailure::Kind::Stopped:
    case HttpFailure::Kind::Untrusted:
        break;
    }
    return 1;
}

/// Whether the way to the service, or the service itself, may come back after a while.
bool isOutage(HttpFailure::Kind kind)
{
    return kind == HttpFailure::Kind::NoConnection || kind == HttpFailure::Kind::Lost;
}

bool isOutage(int status, const QString &code)
{
    return (status >= 500 || status == 429) && code != u"BadDigest";
}

/// How long one request has been failing, and whether that is long enough.
class Endurance
{
public:
    explicit Endurance(qint64 patience) : m_patience(patience) {}

    /// Called at each failure.
    bool isOver(int attempts, int mostAttempts, bool outage)
    {
        if (!m_failing.isValid())
            m_failing.start();
        if (attempts < mostAttempts)
            return false;
        if (!outage || m_failing.hasExpired(m_patience))
            return true;
        if (!m_waiting) {
            qCWarning(storeLog).noquote()
                << "the store does not answer; a transfer waits for up to" << m_patience / 1000 << "s";
        }
        m_waiting = true;
        return false;
    }

private:
    qint64 m_patience;
    bool m_waiting = false;
    QElapsedTimer m_failing;
};

} // namespace

QDateTime httpTime(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

S3Outcome S3Call::take()
{
    settle();
    return std::move(*m_outcome);
}

void S3Call::settle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_done; });
}

bool S3Call::done() const
{
    const std::lock_guard lock(m_mutex);
    return m_done;
}

S3Client::S3Client(QString storeName, S3Settings settings, S3Credentials credentials, const Clock &clock)
    : m_storeName(std::move(storeName)),
      m_settings(std::move(settings)),
      m_credentials(std::move(credentials)),
      m_clock(clock),
      m_region(m_settings.region),
      m_workers(kConnections, m_settings.timeouts)
{}

QString S3Client::location(const QString &fullKey) const
{
    return QString(m_settings.scheme % u"://" % m_settings.bucket % u'/' %
                   QString::fromLatin1(uriEncoded(fullKey.toUtf8(), true)));
}

std::shared_ptr<S3Call> S3Client::start(S3Request request, const CancelToken &cancel)
{
    auto call = std::make_shared<S3Call>();
    m_workers.start([this, call, cancel, request = std::move(request)](HttpConnection &connection) {
        QElapsedTimer timer;
        timer.start();
        const auto stop = [&] {
            const bool late = request.mostMilliseconds > 0 && timer.hasExpired(request.mostMilliseconds);
            return late || cancel.requested() || call->m_dropped.load(std::memory_order_relaxed);
        };
        auto outcome = std::make_unique<S3Outcome>(carryOut(connection, request, stop));
        const std::lock_guard lock(call->m_mutex);
        call->m_outcome = std::move(outcome);
        call->m_done = true;
        call->m_changed.notify_all();
    });
    return call;
}

S3Outcome S3Client::perform(S3Request request, const CancelToken &cancel)
{
    return start(std::move(request), cancel)->take();
}

S3Outcome S3Client::carryOut(HttpConnection &connection, const S3Request &request,
                             const HttpConnection::StopCheck &stop)
{
    const QByteArray md5 = request.storesBody ? md5Of(request.body) : QByteArray();
    bool repeated = false;
    int learned = 0;
    Endurance endurance(request.patience);
    const auto stopped = [&repeated] {
        return tl::unexpected(S3Failure{Error{Errc::Cancelled, {}, {}}, 0, {}, repeated});
    };
    for (int attempts = 1;; ++attempts) {
        if (stop())
            return stopped();
        auto answer = attempt(connection, request, md5, stop);
        if (!answer) {
            const bool sent = answer.error().kind != HttpFailure::Kind::NoConnection &&
                              answer.error().kind != HttpFailure::Kind::Proxy;
            repeated = repeated || sent;
            const HttpFailure::Kind kind = answer.error().kind;
            if (isOutage(kind) && !answer.error().kept)
                noteFailure(answer.error().detail);
            if (endurance.isOver(attempts, mostAttempts(kind), isOutage(kind)))
                return tl::unexpected(S3Failure{describe(answer.error()), 0, {}, repeated});
            qCDebug(storeLog).noquote() << "again after" << answer.error().detail;
            if (!answer.error().kept && !pauseFor(pauseBefore(attempts, nullptr), stop))
                return stopped();
            continue;
        }
        const auto [status, error] = judge(connection, request, *answer, md5, stop);
        if (isOutage(status, error.code))
            noteFailure(QString(QString::number(status) % u' ' % error.code).trimmed());
        else
            noteAnswer();
        if (status < 300)
            return S3Answer{std::move(*answer), md5, repeated};
        if (learned < kMostLearned && learnFrom(*answer, error)) {
            ++learned;
            continue;
        }
        repeated = repeated || status >= 500;
        if (!isPassing(status, error.code) ||
            endurance.isOver(attempts, kAttempts, isOutage(status, error.code)))
            return tl::unexpected(S3Failure{describe(request, status, error), status, error.code, repeated});
        qCDebug(storeLog).noquote() << "again after" << status << error.code;
        if (!pauseFor(pauseBefore(attempts, &*answer), stop))
            return stopped();
    }
}

void S3Client::noteFailure(const QString &answer)
{
    if (OutageNote *note = m_outages)
        note->failed(m_storeName, m_clock.now(), answer);
}

void S3Client::noteAnswer()
{
    if (OutageNote *note = m_outages)
        note->answered(m_storeName);
}

/// The status that counts, and what is wrong where it is not below 300.
std::pair<int, S3ErrorBody> S3Client::judge(HttpConnection &connection, const S3Request &request,
                                            const HttpResponse &response, const QByteArray &md5,
                                            const HttpConnection::StopCheck &stop)
{
    if (response.status < 200 || response.status > 299)
        return errorOf(connection, request, response, stop);
    if (request.mayFailInBody) {
        S3ErrorBody error = readErrorBody(response.body);
        if (!error.code.isEmpty())
            return {500, std::move(error)};
    }
    const QString etag = plainEtag(fieldOf(response.headers, "etag"));
    if (request.storesBody && etagIsMd5(response, etag) &&
        etag.compare(QString::fromLatin1(md5.toHex()), Qt::CaseInsensitive) != 0) {
        return {500,
                {.code = u"BadDigest"_s,
                 .message = u"the store got other bytes"_s,
                 .region = {},
                 .requestId = {}}};
    }
    return {response.status, {}};
}

HttpConnection::Answer S3Client::attempt(HttpConnection &connection, const S3Request &request,
                                         const QByteArray &md5, const HttpConnection::StopCheck &stop)
{
    const QString region = this->region();
    const HttpEndpoint server = endpoint(region);
    HttpRequest http{.method = request.method,
                     .path = "/",
                     .query = request.query,
                     .headers = request.headers,
                     .body = request.body};
    if (!m_settings.virtualHost)
        http.path += m_settings.bucket.toUtf8() + (request.key.isEmpty() ? "" : "/");
    http.path += uriEncoded(request.key.toUtf8(), true);
    if (!md5.isEmpty())
        http.headers.emplaceBack("content-md5", md5.toBase64());
    S3Scope scope{.host = server.host.toLatin1(),
                  .region = region.toLatin1(),
                  .time = m_clock.now().addMSecs(m_clockOffset)};
    if (server.port != (server.tls ? 443 : 80))
        scope.host += ':' + QByteArray::number(server.port);
    const bool signsPayload = !server.tls && profileOf(m_settings.provider).signsPayloadWithoutTls;
    const QByteArray payload = signsPayload ? sha256Of(request.body).toHex() : kUnsignedPayload.toByteArray();
    signRequest(http, scope, m_credentials, payload);
    auto answer = connection.exchange(server, http, request.greatestAnswer, stop);
    if (answer) {
        const QDateTime theirs = httpTime(fieldOf(answer->headers, "date"));
        if (theirs.isValid())
            m_clockAhead = m_clock.now().msecsTo(theirs);
    }
    return answer;
}

/// The answer to a HEAD has no body: what is wrong is asked for by a GET. Where that says something else, the
/// trouble passes.
std::pair<int, S3ErrorBody> S3Client::errorOf(HttpConnection &connection, const S3Request &request,
                                              const HttpResponse &response,
                                              const HttpConnection::StopCheck &stop)
{
    if (request.method != "HEAD" || response.status == 404)
        return {response.status, readErrorBody(response.body)};
    S3Request question = request;
    question.method = "GET";
    question.headers.emplaceBack("range", "bytes=0-0");
    const auto answer = attempt(connection, question, {}, stop);
    if (answer && answer->status > 299 && answer->status != 416) // An empty object has no first byte.
        return {answer->status, readErrorBody(answer->body)};
    return {500,
            {.code = {},
             .message = u"the answer was %1, for a moment"_s.arg(response.status),
             .region = {},
             .requestId = {}}};
}

/// What the service tells about itself. True when the same request can work now.
bool S3Client::learnFrom(const HttpResponse &response, const S3ErrorBody &error)
{
    if (error.code == u"RequestTimeTooSkewed") {
        const QDateTime theirs = httpTime(fieldOf(response.headers, "date"));
        if (!theirs.isValid())
            return false;
        m_clockOffset = m_clock.now().msecsTo(theirs);
        qCWarning(storeLog).noquote()
            << "the clock of store" << m_storeName << "is ahead by" << m_clockOffset / 1000 << "s";
        return true;
    }
    QString region = QString::fromLatin1(fieldOf(response.headers, "x-amz-bucket-region"));
    if (region.isEmpty() && (response.status == 400 || response.status == 301))
        region = error.region;
    static const QRegularExpression plain(u"^[a-z0-9-]{1,40}$"_s);
    if (!plain.match(region).hasMatch() || (response.status != 301 && response.status != 400))
        return false;
    const std::lock_guard lock(m_mutex);
    if (region == m_region)
        return false;
    qCWarning(storeLog).noquote() << "the bucket of store" << m_storeName << "lies in the region" << region;
    m_region = region;
    return true;
}

Error S3Client::describe(const S3Request &request, int status, const S3ErrorBody &body) const
{
    Error error = s3Error(status, body, !request.key.isEmpty());
    const bool aboutObject = error.code == Errc::ObjectNotFound || error.code == Errc::ObjectExists;
    error.context.object = aboutObject ? location(request.key) : m_storeName;
    return error;
}

Error S3Client::describe(const HttpFailure &failure) const
{
    switch (failure.kind) {
    case HttpFailure::Kind::Stopped:
        return {Errc::Cancelled, {}, {}};
    case HttpFailure::Kind::Untrusted:
        return {Errc::StoreUntrusted, failure.detail, {.phone = {}, .path = {}, .object = m_storeName}};
    case HttpFailure::Kind::Proxy:
        return {Errc::StoreIntercepted, failure.detail, {.phone = {}, .path = {}, .object = m_storeName}};
    case HttpFailure::Kind::Garbled:
        return {Errc::StoreFailed, failure.detail, {.phone = {}, .path = {}, .object = m_storeName}};
    case HttpFailure::Kind::NoConnection:
    case HttpFailure::Kind::Lost:
        break;
    }
    return {Errc::StoreUnreachable, failure.detail, {.phone = {}, .path = {}, .object = m_storeName}};
}

HttpEndpoint S3Client::endpoint(const QString &region) const
{
    HttpEndpoint server = m_settings.endpoint;
    if (m_settings.regionalEndpoint)
        server.host.replace(m_settings.region, region);
    if (m_settings.virtualHost)
        server.host = m_settings.bucket % u'.' % server.host;
    return server;
}

QString S3Client::region() const
{
    const std::lock_guard lock(m_mutex);
    return m_region;
}

} // namespace holdfast
