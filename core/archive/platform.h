// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace holdfast {

/// While it lives, libarchive calls of this thread treat names as bytes.
///
/// In a UTF-8 locale libarchive 3.6 turns names that it reads from pax headers into Unicode's composed form
/// (NFC) and says nothing, so that a decomposed name comes out as another name. In the C locale it cannot
/// convert, warns, and hands out the bytes as they are.
class ByteNamesScope
{
public:
    ByteNamesScope();
    ~ByteNamesScope();
    ByteNamesScope(const ByteNamesScope &) = delete;
    ByteNamesScope &operator=(const ByteNamesScope &) = delete;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace holdfast
