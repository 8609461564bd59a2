// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/jsonwriter.h"

#include "core/base/nameescape.h"

namespace holdfast::agent {

std::string jsonString(std::string_view bytes)
{
    std::string out = "\"";
    for (const char c : escapeName(bytes)) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    out += '"';
    return out;
}

void JsonObject::key(std::string_view name)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += '"';
    m_text += name;
    m_text += "\":";
}

JsonObject &JsonObject::text(std::string_view name, std::string_view bytes)
{
    return raw(name, jsonString(bytes));
}

JsonObject &JsonObject::number(std::string_view name, std::int64_t value)
{
    return raw(name, std::to_string(value));
}

JsonObject &JsonObject::number(std::string_view name, std::uint64_t value)
{
    return raw(name, std::to_string(value));
}

JsonObject &JsonObject::raw(std::string_view name, std::string_view json)
{
    key(name);
    m_text += json;
    return *this;
}

std::string JsonObject::take()
{
    m_text += '}';
    return std::move(m_text);
}

} // namespace holdfast::agent
