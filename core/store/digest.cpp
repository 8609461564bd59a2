// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace holdfast {
namespace {

QByteArray digestOf(QByteArrayView bytes, const EVP_MD *algorithm)
{
    QByteArray result(EVP_MD_get_size(algorithm), Qt::Uninitialized);
    if (EVP_Digest(bytes.data(), size_t(bytes.size()), reinterpret_cast<unsigned char *>(result.data()),
                   nullptr, algorithm, nullptr) != 1)
        qFatal("OpenSSL could not make a digest");
    return result;
}

} // namespace

QByteArray md5Of(QByteArrayView bytes)
{
    return digestOf(bytes, EVP_md5());
}

QByteArray sha256Of(QByteArrayView bytes)
{
    return digestOf(bytes, EVP_sha256());
}

QByteArray hmacSha256(const QByteArray &key, QByteArrayView bytes)
{
    QByteArray result(32, Qt::Uninitialized);
    if (!HMAC(EVP_sha256(), key.constData(), int(key.size()),
              reinterpret_cast<const unsigned char *>(bytes.data()), size_t(bytes.size()),
              reinterpret_cast<unsigned char *>(result.data()), nullptr))
        qFatal("OpenSSL could not make an HMAC");
    return result;
}

} // namespace holdfast
