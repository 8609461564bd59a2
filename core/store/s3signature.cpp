// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/s3signature.h"

#include "core/store/digest.h"

#include <algorithm>

namespace holdfast {
namespace {

HttpFields sorted(HttpFields fields)
{
    std::sort(fields.begin(), fields.end());
    return fields;
}

QByteArray signingKey(const QByteArray &secret, const QByteArray &day, const QByteArray &region)
{
    const QByteArray dayKey = hmacSha256("AWS4" + secret, day);
    const QByteArray regionKey = hmacSha256(dayKey, region);
    return hmacSha256(hmacSha256(regionKey, "s3"), "aws4_request");
}

} // namespace

QByteArray uriEncoded(QByteArrayView text, bool keepSlash)
{
    return text.toByteArray().toPercentEncoding(keepSlash ? QByteArray("/") : QByteArray());
}

QByteArray encodedQuery(const HttpFields &query)
{
    HttpFields encoded;
    for (const auto &[name, value] : query)
        encoded.emplaceBack(uriEncoded(name, false), uriEncoded(value, false));
    QByteArray text;
    for (const auto &[name, value] : sorted(encoded)) {
        if (!text.isEmpty())
            text += '&';
        text += name + '=' + value;
    }
    return text;
}

void signRequest(HttpRequest &request, const S3Scope &scope, const S3Credentials &credentials,
                 QByteArrayView payloadHash)
{
    const QByteArray time = scope.time.toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")).toLatin1();
    const QByteArray day = time.first(8);
    request.headers.emplaceBack("host", scope.host);
    request.headers.emplaceBack("x-amz-date", time);
    request.headers.emplaceBack("x-amz-content-sha256", payloadHash.toByteArray());
    if (!credentials.sessionToken.isEmpty())
        request.headers.emplaceBack("x-amz-security-token", credentials.sessionToken);

    QByteArray headers;
    QByteArray names;
    for (const auto &[name, value] : sorted(request.headers)) {
        headers += name + ':' + value.simplified() + '\n';
        names += (names.isEmpty() ? "" : ";") + name;
    }
    const QByteArray canonical = request.method + '\n' + request.path + '\n' + encodedQuery(request.query) +
                                 '\n' + headers + '\n' + names + '\n' + payloadHash.toByteArray();
    const QByteArray place = day + '/' + scope.region + "/s3/aws4_request";
    const QByteArray toSign = "AWS4-HMAC-SHA256\n" + time + '\n' + place + '\n' + sha256Of(canonical).toHex();
    const QByteArray signature =
        hmacSha256(signingKey(credentials.secret, day, scope.region), toSign).toHex();
    request.headers.emplaceBack("authorization", "AWS4-HMAC-SHA256 Credential=" + credentials.accessKey +
                                                     '/' + place + ",SignedHeaders=" + names +
                                                     ",Signature=" + signature);
}

} // namespace holdfast
