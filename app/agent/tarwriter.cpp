// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/tarwriter.h"

#include "core/base/nameescape.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdio>

namespace holdfast::agent {
namespace {

constexpr std::uint64_t kMaxId = 07777777;
constexpr std::uint64_t kMaxSize = 077777777777;

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const int length = utf8SequenceLength(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(static_cast<size_t>(length));
    }
    return true;
}

bool isAscii(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) > 0; });
}

/// "LENGTH KEY=VALUE\n", where LENGTH counts itself.
void appendRecord(std::string &out, std::string_view key, std::string_view value)
{
    const size_t rest = key.size() + value.size() + 3;
    size_t length = rest + 1;
    while (std::to_string(length).size() + rest != length)
        length = rest + std::to_string(length).size();
    out += std::to_string(length);
    out += ' ';
    out += key;
    out += '=';
    out += value;
    out += '\n';
}

/// '=' would end the key too early; GNU tar escapes the same two.
std::string xattrKey(const std::string &name)
{
    std::string key = "SCHILY.xattr.";
    for (const char c : name) {
        if (c == '=')
            key += "%3D";
        else if (c == '%')
            key += "%25";
        else
            key += c;
    }
    return key;
}

std::string timeText(const timespec &time)
{
    // Before 1970 the nanoseconds still count upwards; as a decimal fraction they count down.
    const bool negative = time.tv_sec < 0;
    const bool borrows = negative && time.tv_nsec > 0;
    const auto seconds = negative ? -(static_cast<long long>(time.tv_sec) + (borrows ? 1 : 0))
                                  : static_cast<long long>(time.tv_sec);
    const long nanoseconds = borrows ? 1000000000L - time.tv_nsec : time.tv_nsec;
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s%lld", negative ? "-" : "", seconds);
    std::string out = text.data();
    if (nanoseconds != 0) {
        std::snprintf(text.data(), text.size(), ".%09ld", nanoseconds);
        out += text.data();
    }
    return out;
}

/// Octal digits and a NUL; 0 where the value has a pax record because it does not fit.
template <size_t Size>
void setOctal(char (&field)[Size], std::uint64_t value)
{
    const std::uint64_t limit = std::uint64_t(1) << (3 * (Size - 1));
    std::uint64_t rest = value < limit ? value : 0;
    for (size_t i = Size - 1; i-- > 0; rest >>= 3)
        field[i] = static_cast<char>('0' + (rest & 7));
    field[Size - 1] = '\0';
}

template <size_t Size>
void setText(char (&field)[Size], std::string_view text)
{
    std::memcpy(field, text.data(), std::min(text.size(), Size));
}

char typeFlag(const NodeInfo &info, const TarMember &member)
{
    if (!member.hardLink.empty())
        return '1';
    switch (info.st.st_mode & S_IFMT) {
    case S_IFLNK:
        return '2';
    case S_IFCHR:
        return '3';
    case S_IFBLK:
        return '4';
    case S_IFDIR:
        return '5';
    case S_IFIFO:
        return '6';
    default:
        return '0';
    }
}

TarHeader plainHeader(char type)
{
    TarHeader header = {};
    header.type = type;
    setText(header.magic, "ustar");
    setText(header.version, "00");
    setOctal(header.deviceMajor, 0);
    setOctal(header.deviceMinor, 0);
    return header;
}

void appendHeader(std::string &out, TarHeader &header)
{
    std::snprintf(header.checksum, sizeof header.checksum, "%06o", header.sum() & 0777777U);
    header.checksum[7] = ' ';
    out.append(reinterpret_cast<const char *>(&header), sizeof header);
}

/// A short ASCII name for the header of something whose own name is in a pax record.
std::string standIn(std::string_view folder, std::string_view path)
{
    std::string name(folder);
    for (const char c : path.substr(path.size() - std::min<size_t>(path.size(), 60)))
        name += static_cast<unsigned char>(c) >= 0x20 && static_cast<signed char>(c) > 0 ? c : '_';
    return name;
}

struct Names
{
    std::string path;
    std::string link;
};

Names namesOf(const NodeInfo &info, const TarMember &member)
{
    Names names;
    names.path = member.path.substr(1);
    if (S_ISDIR(info.st.st_mode))
        names.path += '/';
    names.link = member.hardLink.empty() ? info.link : std::string(member.hardLink.substr(1));
    return names;
}

bool needsRecord(std::string_view name)
{
    return name.size() > sizeof(TarHeader::name) || !isAscii(name);
}

std::string records(const NodeInfo &info, const TarMember &member, const Names &names)
{
    std::string out;
    if (!isUtf8(names.path) || !isUtf8(names.link))
        appendRecord(out, "hdrcharset", "BINARY");
    if (member.extents) {
        appendRecord(out, "GNU.sparse.major", "1");
        appendRecord(out, "GNU.sparse.minor", "0");
        appendRecord(out, "GNU.sparse.name", names.path);
        appendRecord(out, "GNU.sparse.realsize", std::to_string(info.st.st_size));
    } else if (needsRecord(names.path)) {
        appendRecord(out, "path", names.path);
    }
    if (needsRecord(names.link))
        appendRecord(out, "linkpath", names.link);
    const std::uint64_t size = tarContentSize(info, member);
    if (size > kMaxSize)
        appendRecord(out, "size", std::to_string(size));
    if (info.st.st_uid > kMaxId)
        appendRecord(out, "uid", std::to_string(info.st.st_uid));
    if (info.st.st_gid > kMaxId)
        appendRecord(out, "gid", std::to_string(info.st.st_gid));
    const timespec &time = info.st.st_mtim;
    if (time.tv_nsec != 0 || time.tv_sec < 0 || static_cast<std::uint64_t>(time.tv_sec) > kMaxSize)
        appendRecord(out, "mtime", timeText(time));
    if (member.hardLink.empty()) {
        for (const Xattr &xattr : info.xattrs)
            appendRecord(out, xattrKey(xattr.name), xattr.value);
    }
    return out;
}

} // namespace

std::uint64_t tarContentSize(const NodeInfo &info, const TarMember &member)
{
    if (!S_ISREG(info.st.st_mode) || !member.hardLink.empty())
        return 0;
    const auto size = static_cast<std::uint64_t>(info.st.st_size);
    if (!member.extents)
        return size;
    std::uint64_t content = sparseMap(*member.extents, size).size();
    for (const Extent &extent : *member.extents)
        content += extent.length;
    return content;
}

std::string sparseMap(const std::vector<Extent> &extents, std::uint64_t realSize)
{
    const std::uint64_t end = extents.empty() ? 0 : extents.back().offset + extents.back().length;
    // An empty run at the end says how large the file is where it ends in a hole.
    const bool closes = end < realSize;
    std::string map = std::to_string(extents.size() + (closes ? 1 : 0)) + '\n';
    for (const Extent &extent : extents)
        map += std::to_string(extent.offset) + '\n' + std::to_string(extent.length) + '\n';
    if (closes)
        map += std::to_string(realSize) + "\n0\n";
    map.append(tarPadding(map.size()), '\0');
    return map;
}

void appendTarHeader(std::string &out, const NodeInfo &info, const TarMember &member)
{
    const Names names = namesOf(info, member);
    const std::string pax = records(info, member, names);
    if (!pax.empty()) {
        TarHeader header = plainHeader('x');
        setText(header.name, standIn("PaxHeaders/", names.path));
        setOctal(header.mode, 0644);
        setOctal(header.uid, 0);
        setOctal(header.gid, 0);
        setOctal(header.size, pax.size());
        setOctal(header.mtime, 0);
        appendHeader(out, header);
        out += pax;
        out.append(tarPadding(pax.size()), '\0');
    }
    TarHeader header = plainHeader(typeFlag(info, member));
    if (member.extents)
        setText(header.name, standIn("GNUSparseFile.0/", names.path));
    else
        setText(header.name, needsRecord(names.path) ? standIn({}, names.path) : names.path);
    setText(header.linkName, needsRecord(names.link) ? standIn({}, names.link) : names.link);
    setOctal(header.mode, info.st.st_mode & 07777);
    setOctal(header.uid, info.st.st_uid);
    setOctal(header.gid, info.st.st_gid);
    setOctal(header.size, tarContentSize(info, member));
    setOctal(header.mtime,
             info.st.st_mtim.tv_sec < 0 ? 0 : static_cast<std::uint64_t>(info.st.st_mtim.tv_sec));
    if (header.type == '3' || header.type == '4') {
        setOctal(header.deviceMajor, major(info.st.st_rdev));
        setOctal(header.deviceMinor, minor(info.st.st_rdev));
    }
    appendHeader(out, header);
}

} // namespace holdfast::agent
