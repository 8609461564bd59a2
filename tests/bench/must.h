// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace holdfast::bench {

/// What was asked for; a bench that cannot get it ends, with the reason as the text of a std::runtime_error.
template <class T>
T must(Result<T> result)
{
    using namespace Qt::Literals::StringLiterals;
    if (!result)
        throw std::runtime_error(
            QString(userText(result.error()) % u' ' % result.error().detail).toStdString());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline void must(bool done)
{
    if (!done)
        throw std::runtime_error("a statement failed");
}

} // namespace holdfast::bench
