// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/events.h"

#include "app/agent/jsonwriter.h"
#include "app/agent/outputstream.h"

namespace holdfast::agent {
namespace {

JsonObject event(std::string_view name)
{
    JsonObject object;
    object.text("event", name);
    return object;
}

JsonObject withTotals(std::string_view name, const Totals &totals)
{
    JsonObject object = event(name);
    object.number("files", totals.files);
    if (name == "done")
        object.number("folders", totals.folders);
    object.number("bytes", totals.bytes);
    return object;
}

} // namespace

void Events::lost(std::string_view path, std::string_view reason)
{
    ++m_misses;
    aboutPath("lost", path, reason);
}

void Events::changed(std::string_view path, std::string_view reason)
{
    aboutPath("changed", path, reason);
}

void Events::noted(std::string_view path, std::string_view reason)
{
    aboutPath("noted", path, reason);
}

void Events::skipped(std::string_view path, std::string_view reason)
{
    aboutPath("skipped", path, reason);
}

void Events::failed(std::string_view path, std::string_view reason)
{
    ++m_misses;
    aboutPath("failed", path, reason);
}

void Events::refused(std::string_view path, std::string_view reason)
{
    ++m_misses;
    aboutPath("refused", path, reason);
}

void Events::progress(const Totals &totals)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (now - m_lastProgress < std::chrono::milliseconds(250))
            return;
        m_lastProgress = now;
    }
    write(withTotals("progress", totals).take());
}

void Events::fatal(std::string_view reason)
{
    write(event("fatal").text("reason", reason).take());
}

void Events::done(const Totals &totals)
{
    write(withTotals("done", totals).take());
}

void Events::aboutPath(std::string_view name, std::string_view path, std::string_view reason)
{
    write(event(name).text("path", path).text("reason", reason).take());
}

void Events::write(std::string line)
{
    line += '\n';
    const std::lock_guard lock(m_mutex);
    // Nobody listening is no reason to leave the work half done: whoever ends us closes stdout or stdin.
    (void)writeAll(m_fd, line);
}

} // namespace holdfast::agent
