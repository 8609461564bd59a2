// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

// By OpenSSL: the same from Qt is many times slower. All are pure, safe in any thread, and return raw bytes.
namespace holdfast {

QByteArray md5Of(QByteArrayView bytes);
QByteArray sha256Of(QByteArrayView bytes);
/// RFC 2104 with SHA-256.
QByteArray hmacSha256(const QByteArray &key, QByteArrayView bytes);

} // namespace holdfast
