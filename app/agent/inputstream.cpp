// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/inputstream.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace holdfast::agent {
namespace {

ssize_t readFd(int fd, char *to, size_t capacity)
{
    for (;;) {
        const ssize_t got = ::read(fd, to, capacity);
        if (got >= 0)
            return got;
        if (errno == EAGAIN) {
            pollfd wait{fd, POLLIN, 0};
            ::poll(&wait, 1, 1000);
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

} // namespace

bool InputStream::readExactly(char *to, size_t size)
{
    while (size > 0) {
        const ssize_t got = readSome(to, size);
        if (got <= 0)
            return false;
        to += got;
        size -= static_cast<size_t>(got);
    }
    return true;
}

FdInputStream::FdInputStream(int fd) : m_fd(fd), m_buffer(size_t(256) * 1024, '\0')
{
    ::fcntl(fd, F_SETPIPE_SZ, 1 << 20);
}

ssize_t FdInputStream::readSome(char *to, size_t capacity)
{
    if (m_begin == m_end && capacity >= m_buffer.size())
        return readFd(m_fd, to, capacity);
    if (m_begin == m_end && !fill())
        return m_end == 0 && errno != 0 ? -1 : 0;
    const size_t part = std::min(capacity, m_end - m_begin);
    std::memcpy(to, m_buffer.data() + m_begin, part);
    m_begin += part;
    return static_cast<ssize_t>(part);
}

bool FdInputStream::readRecord(std::string &record, size_t limit)
{
    record.clear();
    for (;;) {
        if (m_begin == m_end && !fill())
            return false;
        const std::string_view rest(m_buffer.data() + m_begin, m_end - m_begin);
        const size_t end = rest.find('\0');
        record += rest.substr(0, end);
        if (record.size() > limit)
            return false;
        m_begin += std::min(rest.size(), end == std::string_view::npos ? rest.size() : end + 1);
        if (end != std::string_view::npos)
            return true;
    }
}

bool FdInputStream::fill()
{
    errno = 0;
    const ssize_t got = readFd(m_fd, m_buffer.data(), m_buffer.size());
    m_begin = 0;
    m_end = got > 0 ? static_cast<size_t>(got) : 0;
    return got > 0;
}

} // namespace holdfast::agent
