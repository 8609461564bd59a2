// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/request.h"

#include <charconv>

namespace holdfast::agent {
namespace {

constexpr size_t kMaxRecord = size_t(64) * 1024;
constexpr size_t kMaxRecords = 1000000;

bool takes(std::string_view verb, std::string_view key)
{
    if (key == "root")
        return verb != "probe" && verb != "measure" && verb != "read" && verb != "settle";
    if (key == "include" || key == "exclude")
        return verb == "scan" || verb == "pack" || verb == "unpack";
    if (key == "path")
        return verb == "probe" || verb == "hash" || verb == "measure" || verb == "read";
    if (key == "summary" || key == "hash")
        return verb == "scan";
    if (key == "journal")
        return verb == "unpack" || verb == "settle";
    if (key == "keep")
        return verb == "settle";
    return verb == "unpack" && (key == "conflict" || key == "map-owner" || key == "map-label");
}

/// Cuts the last field off @p text at a TAB: a prefix may hold TABs itself, the other fields may not.
std::optional<std::string_view> lastField(std::string_view &text)
{
    const size_t tab = text.rfind('\t');
    if (tab == std::string_view::npos)
        return std::nullopt;
    const std::string_view field = text.substr(tab + 1);
    text = text.substr(0, tab);
    return field;
}

bool lastNumber(std::string_view &text, std::uint32_t &value)
{
    const auto field = lastField(text);
    if (!field || field->empty())
        return false;
    const auto [end, error] = std::from_chars(field->data(), field->data() + field->size(), value);
    return error == std::errc() && end == field->data() + field->size();
}

/// Collects the records; patterns become a selection at the end.
class RequestReader
{
public:
    bool take(std::string_view key, std::string_view value)
    {
        if (key == "root")
            return takeRoot(value);
        if (key == "include")
            return takePattern(m_includes, value);
        if (key == "exclude")
            return takePattern(m_excludes, value);
        if (key == "path")
            return takePath(value);
        if (key == "summary")
            return takeFlag(request.summary, value);
        if (key == "hash")
            return takeFlag(request.hash, value);
        if (key == "journal")
            return takeJournal(value);
        if (key == "keep")
            return takeFlag(request.keep, value);
        if (key == "conflict")
            return takeConflict(value);
        if (key == "map-owner")
            return takeOwnerMap(value);
        return takeLabelMap(value);
    }

    Request finish()
    {
        request.selection = PathSelection(std::move(m_includes), std::move(m_excludes));
        return std::move(request);
    }

    Request request;
    std::string reason;

private:
    bool takeRoot(std::string_view value)
    {
        request.root = value;
        return !value.empty() && value.front() == '/';
    }
    bool takePattern(std::vector<PathPattern> &patterns, std::string_view value)
    {
        auto pattern = PathPattern::parse(value, reason);
        if (pattern)
            patterns.push_back(std::move(*pattern));
        return pattern.has_value();
    }
    bool takePath(std::string_view value)
    {
        request.paths.emplace_back(value);
        return !value.empty() && value.front() == '/';
    }
    bool takeJournal(std::string_view value)
    {
        request.journal = value;
        return !value.empty() && value.front() == '/';
    }
    static bool takeFlag(bool &flag, std::string_view value)
    {
        flag = value == "1";
        return value == "1" || value == "0";
    }
    bool takeConflict(std::string_view value)
    {
        if (value == "skip")
            request.conflict = Conflict::Skip;
        else if (value == "newer")
            request.conflict = Conflict::Newer;
        return value == "overwrite" || value == "skip" || value == "newer";
    }
    bool takeOwnerMap(std::string_view value)
    {
        OwnerMap map;
        if (!lastNumber(value, map.newGid) || !lastNumber(value, map.oldGid) ||
            !lastNumber(value, map.newUid) || !lastNumber(value, map.oldUid))
            return false;
        map.prefix = value;
        request.ownerMaps.push_back(std::move(map));
        return !value.empty() && value.front() == '/';
    }
    bool takeLabelMap(std::string_view value)
    {
        const auto label = lastField(value);
        if (!label || label->empty() || value.empty() || value.front() != '/')
            return false;
        request.labelMaps.push_back({std::string(value), std::string(*label)});
        return true;
    }

    std::vector<PathPattern> m_includes;
    std::vector<PathPattern> m_excludes;
};

} // namespace

std::optional<Request> Request::read(const std::string &verb, FdInputStream &input, std::string &reason)
{
    RequestReader reader;
    std::string record;
    for (size_t count = 0; count < kMaxRecords; ++count) {
        if (!input.readRecord(record, kMaxRecord)) {
            reason = "the request is cut off or has a record that is too long";
            return std::nullopt;
        }
        if (record.empty())
            return reader.finish();
        const size_t equals = record.find('=');
        const std::string key = record.substr(0, equals);
        if (equals == std::string::npos || !takes(verb, key)) {
            reason.assign("the key '").append(key).append("' is not known to ").append(verb);
            return std::nullopt;
        }
        if (!reader.take(key, std::string_view(record).substr(equals + 1))) {
            reason = "the value of '" + record + "' is not valid";
            if (!reader.reason.empty())
                reason += ": " + reader.reason;
            return std::nullopt;
        }
    }
    reason = "the request has too many records";
    return std::nullopt;
}

bool isAtOrBelow(std::string_view path, std::string_view prefix)
{
    while (!prefix.empty() && prefix.back() == '/')
        prefix.remove_suffix(1);
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

} // namespace holdfast::agent
