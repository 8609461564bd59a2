// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace holdfast {

/// SHA-256 by OpenSSL, which is ten times as fast as Qt's. Used by one thread at a time.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void add(QByteArrayView bytes);
    /// Adds @p count zero bytes.
    void addZeros(qint64 count);
    /// The 32 bytes so far; more may be added after.
    [[nodiscard]] QByteArray result() const;
    /// Starts anew.
    void reset();

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// Frees what OpenSSL keeps for the calling thread. A pool's thread calls it at the end of its work: it may
/// end after the process has begun to exit, when nobody else frees that any more (OPENSSL_thread_stop(3)).
void releaseThreadDigests();

} // namespace holdfast
