// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/posixerror.h"

#include <cstring>

namespace holdfast::agent {

std::string errnoName(int error)
{
    const char *name = strerrorname_np(error);
    return name ? name : std::to_string(error);
}

std::string errnoReason(int error, std::string_view what)
{
    const char *text = strerrordesc_np(error);
    std::string reason = errnoName(error) + ": " + (text ? text : "unknown error");
    if (!what.empty())
        reason += " (" + std::string(what) + ")";
    return reason;
}

} // namespace holdfast::agent
