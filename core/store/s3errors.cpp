// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3errors.h"

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// The services' words. Sources: "Error responses" of the S3, OSS and OBS API references; Swift's
/// s3api/s3response.py for its quota.
constexpr std::array kMeanings = {
    std::pair{"NoSuchKey"_L1, Errc::ObjectNotFound},
    std::pair{"NoSuchBucket"_L1, Errc::StoreNoBucket},
    std::pair{"InvalidAccessKeyId"_L1, Errc::StoreKeyRefused},
    std::pair{"SignatureDoesNotMatch"_L1, Errc::StoreKeyRefused},
    std::pair{"ExpiredToken"_L1, Errc::StoreKeyRefused},
    std::pair{"InvalidToken"_L1, Errc::StoreKeyRefused},
    std::pair{"TokenRefreshRequired"_L1, Errc::StoreKeyRefused},
    std::pair{"SecurityTokenExpired"_L1, Errc::StoreKeyRefused},
    std::pair{"InvalidSecurityToken"_L1, Errc::StoreKeyRefused},
    std::pair{"RequestTimeTooSkewed"_L1, Errc::StoreClock},
    std::pair{"PermanentRedirect"_L1, Errc::StoreRegion},
    std::pair{"AuthorizationHeaderMalformed"_L1, Errc::StoreRegion},
    std::pair{"SecondLevelDomainForbidden"_L1, Errc::StoreAddressing},
    std::pair{"UserDisable"_L1, Errc::StoreDenied},
    std::pair{"AccessDenied"_L1, Errc::StoreDenied},
    std::pair{"QuotaExceeded"_L1, Errc::StoreFull},
    std::pair{"InsufficientStorage"_L1, Errc::StoreFull},
    std::pair{"InsufficientCapacity"_L1, Errc::StoreFull},
    std::pair{"XMinioStorageFull"_L1, Errc::StoreFull},
    std::pair{"XMinioAdminBucketQuotaExceeded"_L1, Errc::StoreFull},
    // Our parts are far below every service's limit: what is too large is the whole.
    std::pair{"EntityTooLarge"_L1, Errc::StoreFull},
    std::pair{"PreconditionFailed"_L1, Errc::ObjectExists},
    std::pair{"ConditionalRequestConflict"_L1, Errc::ObjectExists},
    std::pair{"FileAlreadyExists"_L1, Errc::ObjectExists},
};

/// How Alibaba says that the bucket lies in another region.
constexpr auto kOtherEndpoint = "must be addressed using the specified endpoint"_L1;

/// A page for people, or what only proxies say (RFC 9110, 15.5.8; RFC 6585, 6). A gateway that says that the
/// store behind it does not answer is no stranger.
bool comesFromBetween(int status, const S3ErrorBody &body)
{
    return body.code.isEmpty() && (status == 407 || status == 511 || (body.isPage && status < 500));
}

} // namespace

Error s3Error(int status, const S3ErrorBody &body, bool aboutObject)
{
    QStringList words = {body.code.isEmpty() ? u"HTTP %1"_s.arg(status) : body.code};
    if (!body.message.isEmpty())
        words << body.message;
    // A rule of the bucket moved the object to where nobody reads it at once; OSS and S3 call it the same.
    if (body.code == u"InvalidObjectState") {
        words << u"the object lies in an archive class; have the service bring it back, then try again"_s;
        return {Errc::StoreFailed, words.join(u": "_s)};
    }
    Error error{Errc::StoreFailed, words.join(u": "_s)};
    if (comesFromBetween(status, body)) {
        error.code = Errc::StoreIntercepted;
        return error;
    }
    if (body.code == u"AccessDenied" && body.message.contains(kOtherEndpoint)) {
        error.code = Errc::StoreRegion;
        return error;
    }
    for (const auto &[code, meaning] : kMeanings) {
        if (body.code == code) {
            error.code = meaning;
            return error;
        }
    }
    if (status == 404 && body.code.isEmpty())
        error.code = aboutObject ? Errc::ObjectNotFound : Errc::StoreNoBucket;
    else if (status == 401 || status == 403)
        error.code = Errc::StoreDenied;
    else if (status == 412)
        error.code = Errc::ObjectExists;
    else if (status == 413 || status == 507)
        error.code = Errc::StoreFull;
    return error;
}

bool isPassing(int status, const QString &code)
{
    if (code == u"SlowDown" || code == u"RequestTimeout" || code == u"BadDigest" ||
        code == u"InternalError" || code == u"OperationAborted")
        return true;
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

} // namespace holdfast
