// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/platform.h"

#include <clocale>
#if __has_include(<xlocale.h>)
#include <xlocale.h>
#endif

namespace holdfast {

struct ByteNamesScope::State
{
    locale_t bytes = newlocale(LC_CTYPE_MASK, "C", nullptr);
    locale_t before = uselocale(bytes);
};

ByteNamesScope::ByteNamesScope() : m_state(std::make_unique<State>()) {}

ByteNamesScope::~ByteNamesScope()
{
    uselocale(m_state->before);
    freelocale(m_state->bytes);
}

} // namespace holdfast
