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
constexpr std::int64_t kMaxHead = 4096;
constexpr size_t kSmallestHead = 8; ///< With the chunk's size in its second half.

struct Question
{
    size_t file = 0;
    std::int64_t offset = 0;
    std::int64_t length = 0;
    std::int64_t head = 0; ///< Not 0: only so much of each chunk.
};

/// `FILE OFFSET LENGTH`, and maybe `HEAD`; numbers parted by one space.
std::optional<Question> parse(std::string_view record, size_t files)
{
    std::array<std::int64_t, 4> numbers{};
    size_t count = 0;
    const char *at = record.data();
    const char *const end = at + record.size();
    for (bool more = true; more; ++at) {
        if (count == numbers.size())
            return std::nullopt;
        const auto [next, error] = std::from_chars(at, end, numbers[count]);
        if (error != std::errc() || numbers[count] < 0 || (next != end && *next != ' '))
            return std::nullopt;
        ++count;
        at = next;
        more = next != end;
    }
    const Question question{static_cast<size_t>(numbers[0]), numbers[1], numbers[2], numbers[3]};
    const bool isChain = count == numbers.size();
    if (count < 3 || question.file >= files || (isChain && question.head < std::int64_t(kSmallestHead)) ||
        question.head > kMaxHead || (!isChain && question.length > kMaxLength))
        return std::nullopt;
    return question;
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

/// The heads of the chunks that lie one behind the other in the range, each of which names its own size. Ends
/// where one does not fit, which the host sees by itself. @return 0 or the errno.
int readChain(int fd, const Question &question, std::string &heads)
{
    heads.clear();
    std::int64_t offset = question.offset;
    std::int64_t left = question.length;
    std::string chunk;
    while (left >= std::int64_t(kSmallestHead) && heads.size() < static_cast<size_t>(kMaxLength - kMaxHead)) {
        if (const int error = readAt(fd, offset, std::min(question.head, left), chunk); error != 0)
            return error;
        if (chunk.size() < kSmallestHead)
            break;
        std::int64_t size = 0;
        for (size_t i = 0; i < 4; ++i)
            size |= static_cast<std::int64_t>(static_cast<unsigned char>(chunk[4 + i])) << (8 * i);
        heads.append(chunk, 0, static_cast<size_t>(std::min(size, question.head)));
        if (size < std::int64_t(kSmallestHead) || size > left)
            break;
        offset += size;
        left -= size;
    }
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
            error = question->head > 0 ? readChain(fd.get(), *question, bytes)
                                       : readAt(fd.get(), question->offset, question->length, bytes);
        output.write(head(error == 0 ? static_cast<std::int64_t>(bytes.size()) : -error));
        if (error == 0)
            output.write(bytes);
        output.flush();
        totals.bytes += error == 0 ? bytes.size() : 0;
    }
    return totals;
}

} // namespace holdfast::agent
