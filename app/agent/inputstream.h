// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::agent {

/// Bytes that arrive one after the other. One thread.
class InputStream
{
public:
    virtual ~InputStream() = default;
    /// Up to @p capacity bytes, at least one but at the end. @return how many; 0 at the end; -1 with errno.
    virtual ssize_t readSome(char *to, size_t capacity) = 0;

    /// Exactly @p size bytes. @return whether they were there.
    bool readExactly(char *to, size_t size);
};

/// A buffered file descriptor (stdin), not owned.
class FdInputStream final : public InputStream
{
public:
    explicit FdInputStream(int fd);
    ssize_t readSome(char *to, size_t capacity) override;

    /// One record of a request, without its closing NUL, into @p record. @return whether there was a whole
    /// one of at most @p limit bytes.
    bool readRecord(std::string &record, size_t limit);

private:
    bool fill();

    int m_fd;
    std::string m_buffer;
    size_t m_begin = 0;
    size_t m_end = 0;
};

} // namespace holdfast::agent
