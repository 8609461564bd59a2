// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/httpmessage.h"

#include <QByteArray>
#include <QDateTime>

namespace holdfast {

/// What proves to a store who asks. The secret and the token appear nowhere: in no log, error or catalog.
struct S3Credentials
{
    QByteArray accessKey{};
    QByteArray secret{};
    QByteArray sessionToken{}; ///< Of temporary keys; else empty.
};

/// Where and when a signature counts.
struct S3Scope
{
    QByteArray host;   ///< As in the Host header, with the port unless it is the scheme's own.
    QByteArray region; ///< As the service calls it.
    QDateTime time;    ///< UTC, by the service's clock.
};

/// The payload hash that says that the body is not signed.
inline constexpr QByteArrayView kUnsignedPayload = "UNSIGNED-PAYLOAD";

/// Percent-encodes all but letters, digits and `-._~`, and `/` where @p keepSlash.
QByteArray uriEncoded(QByteArrayView text, bool keepSlash);

/// `name=value&…`, encoded, in the order of the names.
QByteArray encodedQuery(const HttpFields &query);

/// Signs @p request by AWS Signature Version 4 for the service `s3`: adds Host, X-Amz-Date,
/// X-Amz-Content-Sha256, X-Amz-Security-Token and Authorization. All headers that are there already are
/// signed too. @p payloadHash is the body's SHA-256 in hex, or kUnsignedPayload.
/// Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
void signRequest(HttpRequest &request, const S3Scope &scope, const S3Credentials &credentials,
                 QByteArrayView payloadHash);

} // namespace holdfast
