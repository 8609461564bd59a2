// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// The plain functions, deprecated in OpenSSL 3 but there: the EVP interface with its providers makes a static
// executable of 4.3 MB where these make one of 0.7 MB, with the same assembler underneath.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

namespace holdfast::agent {

/// SHA-256 of bytes that come in pieces.
class Sha256
{
public:
    Sha256() { SHA256_Init(&m_state); }
    void add(std::string_view bytes) { SHA256_Update(&m_state, bytes.data(), bytes.size()); }
    /// The sum in lower-case hex. Call once.
    std::string hex();

private:
    SHA256_CTX m_state = {};
};

} // namespace holdfast::agent
