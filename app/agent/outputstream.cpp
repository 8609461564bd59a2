// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/outputstream.h"

#include "core/phone/agentprotocol.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace holdfast::agent {
namespace {

constexpr size_t kBlock = size_t(256) * 1024;

} // namespace

int writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<size_t>(written));
        } else if (errno == EAGAIN) {
            // adbd and ssh hand over non-blocking pipes at times.
            pollfd wait{fd, POLLOUT, 0};
            ::poll(&wait, 1, 1000);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

OutputStream::OutputStream(int fd) : m_fd(fd)
{
    // A larger pipe means fewer hand-overs; where stdout is no pipe this does nothing.
    ::fcntl(fd, F_SETPIPE_SZ, 1 << 20);
    m_buffer.reserve(kBlock);
}

void OutputStream::write(std::string_view bytes)
{
    if (m_buffer.size() + bytes.size() < kBlock) {
        m_buffer += bytes;
        return;
    }
    flush();
    if (bytes.size() < kBlock / 4)
        m_buffer += bytes;
    else if (writeAll(m_fd, bytes) != 0)
        ::_exit(kExitFatal);
}

void OutputStream::zeros(size_t count)
{
    static constexpr std::array<char, 4096> kZeros{};
    while (count > 0) {
        const size_t part = std::min(count, kZeros.size());
        write({kZeros.data(), part});
        count -= part;
    }
}

void OutputStream::flush()
{
    if (!m_buffer.empty() && writeAll(m_fd, m_buffer) != 0)
        ::_exit(kExitFatal);
    m_buffer.clear();
}

} // namespace holdfast::agent
