// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace holdfast::agent {

/// Writes everything, however many calls it takes. @return 0 or the errno.
int writeAll(int fd, std::string_view bytes);

/// The verb's data on stdout. Gathers small writes into blocks; ends the process at once when the reader has
/// gone, for then nobody waits for anything. One thread at a time.
class OutputStream
{
public:
    explicit OutputStream(int fd);

    void write(std::string_view bytes);
    /// @p count zero bytes.
    void zeros(size_t count);
    void flush();

private:
    int m_fd;
    std::string m_buffer;
};

} // namespace holdfast::agent
