// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/pkcs7certificate.h"

#include "core/apk/chunkbytes.h"

#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct FreeMessage
{
    void operator()(PKCS7 *message) const { PKCS7_free(message); }
};

struct FreeStack
{
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

struct FreeBytes
{
    void operator()(unsigned char *bytes) const { OPENSSL_free(bytes); }
};

} // namespace

Result<QByteArray> signerCertificate(QByteArrayView pkcs7)
{
    const auto *at = reinterpret_cast<const unsigned char *>(pkcs7.data());
    const std::unique_ptr<PKCS7, FreeMessage> message(d2i_PKCS7(nullptr, &at, long(pkcs7.size())));
    if (!message || PKCS7_type_is_signed(message.get()) == 0)
        return apkInvalid(u"the JAR signature is no PKCS #7 signed data"_s);
    const std::unique_ptr<STACK_OF(X509), FreeStack> signers(PKCS7_get0_signers(message.get(), nullptr, 0));
    if (!signers || sk_X509_num(signers.get()) < 1)
        return apkInvalid(u"the JAR signature holds no certificate of its signer"_s);
    unsigned char *encoded = nullptr;
    const int size = i2d_X509(sk_X509_value(signers.get(), 0), &encoded);
    const std::unique_ptr<unsigned char, FreeBytes> owned(encoded);
    if (size <= 0)
        return apkInvalid(u"the certificate of the JAR signature cannot be encoded"_s);
    return QByteArray(reinterpret_cast<const char *>(encoded), size);
}

} // namespace holdfast
