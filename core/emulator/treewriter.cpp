// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/treewriter.h"

#include "core/base/nameescape.h"
#include "core/emulator/filedescriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace holdfast {

std::uint64_t SampleRandom::next()
{
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::string SampleRandom::noise(std::size_t size)
{
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
        const std::uint64_t word = next();
        std::memcpy(bytes.data() + at, &word, std::min(sizeof word, size - at));
    }
    return bytes;
}

std::string SampleRandom::text(std::size_t size)
{
    static constexpr std::array<std::string_view, 16> words{
        "\"id\": ", "\"name\": ", "\"time\": ", "user",   "session",  "cloud", "phone",  "true, ",
        "false, ",  "null, ",     "message ",   "state ", "value=\"", "\"\n",  "},\n{ ", "update "};
    std::string out;
    out.reserve(size + 32);
    while (out.size() < size) {
        std::uint64_t bits = next();
        for (int i = 0; i < 8; ++i, bits >>= 4)
            out += words[bits & 15];
        out += std::to_string(bits & 0xffff);
    }
    out.resize(size);
    return out;
}

TreeWriter::TreeWriter(std::string folder, std::uint64_t seed) : m_folder(std::move(folder)), m_random(seed)
{}

void TreeWriter::check(bool good, const std::string &path)
{
    if (good || m_failed)
        return;
    m_failed = true;
    m_error = {Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {}};
    m_error.context.path = QString::fromStdString(escapeName(full(path)));
}

timespec TreeWriter::nextTime()
{
    constexpr std::uint64_t first = 1'650'000'000; // April 2022
    constexpr std::uint64_t span = 50'000'000;
    return {time_t(first + m_random.below(span)), long(m_random.below(1'000'000'000))};
}

void TreeWriter::setTime(const std::string &path, const timespec &time)
{
    const std::array<timespec, 2> times{time, time};
    check(::utimensat(AT_FDCWD, full(path).c_str(), times.data(), AT_SYMLINK_NOFOLLOW) == 0, path);
}

void TreeWriter::apply(const std::string &path, const TreeAttributes &attributes, bool isLink)
{
    if (m_failed)
        return;
    const std::string name = full(path);
    check(::lchown(name.c_str(), attributes.owner, attributes.group) == 0, path);
    if (!isLink)
        check(::chmod(name.c_str(), attributes.mode) == 0, path);
    if (m_labels && !attributes.label.empty()) {
        // The value ends with a NUL, as libselinux writes it. Only real root may: an ordinary user's phone
        // has no labels.
        const std::string label = std::string(attributes.label) + '\0';
        m_labels = ::lsetxattr(name.c_str(), "security.selinux", label.data(), label.size(), 0) == 0;
    }
    setTime(path, nextTime());
}

void TreeWriter::folder(const std::string &path, const TreeAttributes &attributes)
{
    if (m_failed)
        return;
    check(::mkdir(full(path).c_str(), 0700) == 0 || errno == EEXIST, path);
    apply(path, attributes, false);
    m_folders.emplace_back(path, nextTime());
}

void TreeWriter::file(const std::string &path, std::string_view content, const TreeAttributes &attributes)
{
    sparseFile(path, std::int64_t(content.size()), 0, content, attributes);
}

void TreeWriter::sparseFile(const std::string &path, std::int64_t size, std::int64_t offset,
                            std::string_view content, const TreeAttributes &attributes)
{
    if (m_failed)
        return;
    const FileDescriptor out(::open(full(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    check(out.valid() &&
              ::pwrite(out.get(), content.data(), content.size(), offset) == ssize_t(content.size()),
          path);
    if (size > offset + std::int64_t(content.size()))
        check(::ftruncate(out.get(), size) == 0, path);
    apply(path, attributes, false);
}

void TreeWriter::link(const std::string &path, const std::string &target, const TreeAttributes &attributes)
{
    if (m_failed)
        return;
    check(::symlink(target.c_str(), full(path).c_str()) == 0, path);
    apply(path, attributes, true);
}

void TreeWriter::hardLink(const std::string &path, const std::string &existing)
{
    if (!m_failed)
        check(::link(full(existing).c_str(), full(path).c_str()) == 0, path);
}

void TreeWriter::fifo(const std::string &path, const TreeAttributes &attributes)
{
    if (m_failed)
        return;
    check(::mkfifo(full(path).c_str(), 0600) == 0, path);
    apply(path, attributes, false);
}

void TreeWriter::socket(const std::string &path, const TreeAttributes &attributes)
{
    if (m_failed)
        return;
    // A node is enough, and paths of sockets that are bound are limited to 107 bytes.
    check(::mknod(full(path).c_str(), S_IFSOCK | 0600, 0) == 0, path);
    apply(path, attributes, false);
}

void TreeWriter::extendedAttribute(const std::string &path, const char *name, std::string_view value)
{
    if (!m_failed)
        check(::lsetxattr(full(path).c_str(), name, value.data(), value.size(), 0) == 0 || errno == ENOTSUP,
              path);
}

Result<void> TreeWriter::finish()
{
    for (const auto &[path, time] : m_folders)
        setTime(path, time);
    if (m_failed)
        return tl::unexpected(m_error);
    return {};
}

} // namespace holdfast
