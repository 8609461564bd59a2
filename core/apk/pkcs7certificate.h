// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

namespace holdfast {

/// The signer's certificate (DER) of a JAR signature file (META-INF/*.RSA, *.DSA, *.EC: PKCS #7 signed data).
/// ApkInvalid when it holds none. Nothing is verified.
Result<QByteArray> signerCertificate(QByteArrayView pkcs7);

} // namespace holdfast
