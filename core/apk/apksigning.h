// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/chunkbytes.h"
#include "core/base/cancel.h"

#include <QList>

namespace holdfast {

/// One signer of an APK, as its signature block names it.
struct ApkSigner
{
    QByteArray certificate; ///< SHA-256 of its X.509 certificate (DER), 32 bytes.
    int minSdk = 0;         ///< The Android versions it counts for; 0 and INT_MAX: all that read its scheme.
    int maxSdk = 0;

    friend bool operator==(const ApkSigner &, const ApkSigner &) = default;
};

/// Who signed an APK, by the strongest scheme that it carries. What is told here is not verified: the phone
/// did that when it installed the app.
struct ApkSigning
{
    int scheme = 0;           ///< 0: not signed; 1 (JAR), 2, 3; 31 for 3.1.
    QList<ApkSigner> signers; ///< With scheme 31 the signers of scheme 3, for older Androids, follow.

    /// The certificate of the first signer, 32 bytes; empty when not signed.
    [[nodiscard]] QByteArray certificate() const
    {
        return signers.isEmpty() ? QByteArray() : signers.constFirst().certificate;
    }

    friend bool operator==(const ApkSigning &, const ApkSigning &) = default;
};

/// Reads the APK Signing Block that ends at @p directoryOffset of @p apk. Scheme 0 when there is none, or
/// none of the schemes 2, 3 and 3.1 in it; ApkInvalid when it is malformed. Format:
/// source.android.com/docs/security/features/apksigning/v2 and v3.
Result<ApkSigning> readSigningBlock(ChunkBytes &apk, qint64 directoryOffset, const CancelToken &cancel);

} // namespace holdfast
