// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/sha256.h"

#include <array>

namespace holdfast::agent {

std::string Sha256::hex()
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, SHA256_DIGEST_LENGTH> sum{};
    SHA256_Final(sum.data(), &m_state);
    std::string text;
    for (const unsigned char byte : sum) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

} // namespace holdfast::agent
