// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/rangereader.h"

#include "app/agent/uniquefd.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

namespace holdfast::agent {
namespace {

constexpr size_t kMaxQuestion = 100;
constexpr std::int64_t kMaxLength = std::int64_t(16) * 1024 * 1024;

struct Question
{
    size_t file = 0;
    std::int64_t offset = 0;
    std::int64_t length = 0;
};

/// `FILE OFFSET LENGTH`, numbers parted by one space.
std::optional<Question> parse(std::string_view record, size_t files)
{
    std::array<std::int64_t, 3> numbers{};
    for (size_t i = 0; i < numbers.size(); ++i) {
        const char *end = record.data() + record.size();
        const auto [next, error] = std::from_chars(record.data(), end, numbers[i]);
        const bool isLast = i + 1 == numbers.size();
        if (error != std::errc() || numbers[i] < 0 || (isLast ? next != end : next == end || *next != ' '))
            return std::nullopt;
        record.remove_prefix(static_cast<size_t>(next - record.data()) + (isLast ? 0 : 1));
    }
    if (static_cast<size_t>(numbers[0]) >= files || numbers[2] > kMaxLength)
        return std::nullopt;
    return Question{static_cast<size_t>(numbers[0]), numbers[1], numbers[2]};
}

/// Opens a regular file; anything else could block, or have effects. @return 0 or the errno.
int openFile(const std::string &path, UniqueFd &fd)
{
    fd = UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd)
        return errno;
    struct stat status = {};
    if (::fstat(fd.get(), &status) != 0)
        return errno;
    return S_ISREG(status.st_mode) ? 0 : EINVAL;
}

/// Up to @p length bytes; fewer at the file's end. @return 0 or the errno.
int readAt(int fd, std::int64_t offset, std::int64_t length, std::string &bytes)
{
    bytes.resize(static_cast<size_t>(length));
    size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::pread(fd, bytes.data() + filled, bytes.size() - filled,
                                    static_cast<off_t>(offset) + static_cast<off_t>(filled));
        if (got == 0)
            break;
        if (got > 0)
            filled += static_cast<size_t>(got);
        else if (errno != EINTR)
            return errno;
    }
    bytes.resize(filled);
    return 0;
}

/// The head of an answer: how many bytes follow, or the errno as a negative number; little-endian.
std::string head(std::int64_t number)
{
    std::string raw;
    for (unsigned shift = 0; shift < 64; shift += 8)
        raw += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
    return raw;
}

} // namespace

std::optional<Totals> answerRanges(const Request &request, FdInputStream &input, OutputStream &output,
                                   std::string &reason)
{
    Totals totals;
    UniqueFd fd;
    std::optional<size_t> open;
    std::string record;
    std::string bytes;
    while (input.readRecord(record, kMaxQuestion)) {
        const auto question = parse(record, request.paths.size());
        if (!question) {
            reason = "the question '" + record + "' is not valid";
            return std::nullopt;
        }
        int error = 0;
        if (open != question->file) {
            error = openFile(request.paths[question->file], fd);
            open = error == 0 ? std::optional(question->file) : std::nullopt;
            totals.files += error == 0 ? 1 : 0;
        }
        if (error == 0)
            error = readAt(fd.get(), question->offset, question->length, bytes);
        output.write(head(error == 0 ? static_cast<std::int64_t>(bytes.size()) : -error));
        if (error == 0)
            output.write(bytes);
        output.flush();
        totals.bytes += error == 0 ? bytes.size() : 0;
    }
    return totals;
}

} // namespace holdfast::agent
