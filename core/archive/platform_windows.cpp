// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/platform.h"

#include <clocale>
#include <string>

namespace holdfast {

struct ByteNamesScope::State
{
    int perThread = _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    std::string before = setlocale(LC_CTYPE, nullptr);
};

ByteNamesScope::ByteNamesScope() : m_state(std::make_unique<State>())
{
    setlocale(LC_CTYPE, "C");
}

ByteNamesScope::~ByteNamesScope()
{
    setlocale(LC_CTYPE, m_state->before.c_str());
    _configthreadlocale(m_state->perThread);
}

} // namespace holdfast
