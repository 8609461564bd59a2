// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/outage.h"
#include "core/store/requestworkers.h"
#include "core/store/s3documents.h"
#include "core/store/s3settings.h"
#include "core/store/s3signature.h"

#include <atomic>
#include <memory>

namespace holdfast {

/// What is asked of a bucket.
struct S3Request
{
    QByteArray method;
    QString key{}; ///< With the prefix; empty: the bucket itself.
    HttpFields query{};
    HttpFields headers{};
    QByteArray body{};
    qint64 greatestAnswer = 4LL * 1024 * 1024; ///< In bytes.
    bool storesBody = false;    ///< The body is stored: sent with its MD5, and the ETag must be that.
    bool mayFailInBody = false; ///< An answer of 200 can hold an `<Error>`.
    int mostMilliseconds = 0;   ///< Cancelled after this time, all attempts together; 0: never.
    /// How long it is tried again, at least, while the service does not answer or says that it cannot now, in
    /// milliseconds from the first failure; 0: as often as a request is that nothing hangs on.
    qint64 patience = 0;
};

struct S3Answer
{
    HttpResponse http;
    QByteArray bodyMd5;    ///< Of what was stored, raw.
    bool repeated = false; ///< An attempt before this one may have been carried out too.
};

/// Why a request failed, for those who know what it was for.
struct S3Failure
{
    Error error;    ///< As it is told to the operator, with the store or the object in its context.
    int status = 0; ///< 0: there was no answer.
    QString code;   ///< Of the service: `NoSuchUpload`…
    bool repeated = false;
};

using S3Outcome = tl::expected<S3Answer, S3Failure>;

/// A date as HTTP writes it (RFC 9110, 5.6.7); invalid where it is none.
QDateTime httpTime(const QByteArray &text);

/// A request under way. Dropping the last owner's interest (drop()) ends it soon.
class S3Call
{
public:
    /// Waits for the end. Called once.
    S3Outcome take();
    /// Nobody wants the answer any more. Does not wait.
    void drop() { m_dropped.store(true, std::memory_order_relaxed); }
    /// Waits until nothing is under way any more, whatever the outcome.
    void settle();
    [[nodiscard]] bool done() const;

private:
    friend class S3Client;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic_bool m_dropped{false};
    std::unique_ptr<S3Outcome> m_outcome;
    bool m_done = false;
};

/// Speaks to one bucket: signs, sends, tries again what failed for a while (with growing, scattered pauses),
/// follows the bucket to its region and the service to its clock, and says what an error means. Safe to use
/// from any thread; must outlive its calls.
class S3Client
{
public:
    /// @p clock is borrowed.
    S3Client(QString storeName, S3Settings settings, S3Credentials credentials, const Clock &clock);

    /// Begins a request. Only @p cancel and drop() end it early.
    std::shared_ptr<S3Call> start(S3Request request, const CancelToken &cancel);
    /// The same, waiting.
    S3Outcome perform(S3Request request, const CancelToken &cancel);

    [[nodiscard]] const S3Settings &settings() const { return m_settings; }
    [[nodiscard]] const QString &storeName() const { return m_storeName; }
    /// `s3://BUCKET/KEY`, percent-encoded.
    [[nodiscard]] QString location(const QString &fullKey) const;
    /// Milliseconds by which the service's clock was ahead of ours at its last answer; 0 before the first.
    [[nodiscard]] qint64 clockAhead() const { return m_clockAhead; }
    /// As ObjectStore::tellOutages().
    void tellOutages(OutageNote &note) { m_outages = &note; }

private:
    S3Outcome carryOut(HttpConnection &connection, const S3Request &request,
                       const HttpConnection::StopCheck &stop);
    HttpConnection::Answer attempt(HttpConnection &connection, const S3Request &request,
                                   const QByteArray &md5, const HttpConnection::StopCheck &stop);
    std::pair<int, S3ErrorBody> judge(HttpConnection &connection, const S3Request &request,
                                      const HttpResponse &response, const QByteArray &md5,
                                      const HttpConnection::StopCheck &stop);
    std::pair<int, S3ErrorBody> errorOf(HttpConnection &connection, const S3Request &request,
                                        const HttpResponse &response, const HttpConnection::StopCheck &stop);
    void noteFailure(const QString &answer);
    void noteAnswer();
    bool learnFrom(const HttpResponse &response, const S3ErrorBody &error);
    [[nodiscard]] Error describe(const S3Request &request, int status, const S3ErrorBody &error) const;
    [[nodiscard]] Error describe(const HttpFailure &failure) const;
    [[nodiscard]] HttpEndpoint endpoint(const QString &region) const;
    [[nodiscard]] QString region() const;

    const QString m_storeName;
    const S3Settings m_settings;
    const S3Credentials m_credentials;
    const Clock &m_clock;
    std::atomic<qint64> m_clockAhead{0};
    std::atomic<OutageNote *> m_outages{nullptr};
    std::atomic<qint64> m_clockOffset{0}; ///< Of the times that requests are signed with.
    mutable std::mutex m_mutex;
    QString m_region;
    RequestWorkers m_workers; ///< Last: ends first.
};

} // namespace holdfast
