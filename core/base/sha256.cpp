// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace holdfast {
namespace {

/// Fetched once: a fetch for each of many small files would cost more than their hashes.
const EVP_MD *algorithm()
{
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> md(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                    &EVP_MD_free);
    return md.get();
}

} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    reset();
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::reset()
{
    if (!m_context || EVP_DigestInit_ex2(m_context.get(), algorithm(), nullptr) != 1)
        qFatal("OpenSSL offers no SHA-256");
}

void Sha256::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size()));
}

void Sha256::addZeros(qint64 count)
{
    static constexpr std::array<char, 64 * 1024> zeros{};
    for (; count > 0; count -= qint64(zeros.size()))
        add(QByteArrayView(zeros.data(), std::min(count, qint64(zeros.size()))));
}

QByteArray Sha256::result() const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> copy(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray hash(32, Qt::Uninitialized);
    if (!copy || EVP_MD_CTX_copy_ex(copy.get(), m_context.get()) != 1 ||
        EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char *>(hash.data()), nullptr) != 1)
        qFatal("OpenSSL could not finish a SHA-256");
    return hash;
}

void releaseThreadDigests()
{
    OPENSSL_thread_stop();
}

} // namespace holdfast
