// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/tarreader.h"

#include "app/agent/tarnumber.h"

#include <algorithm>

namespace holdfast::agent {
namespace {

constexpr std::uint64_t kMaxRecords = std::uint64_t(16) << 20;
constexpr std::uint64_t kMaxGlobal = std::uint64_t(1) << 20;
constexpr std::uint64_t kMaxLongName = std::uint64_t(1) << 20;
constexpr std::uint64_t kMaxExtents = 1000000;
constexpr std::string_view kXattrPrefix = "SCHILY.xattr.";
constexpr std::string_view kSparsePrefix = "GNU.sparse.";

template <size_t Size>
std::string_view fieldText(const char (&field)[Size])
{
    return {field, strnlen(field, Size)};
}

template <size_t Size>
std::optional<std::uint64_t> fieldNumber(const char (&field)[Size])
{
    return tarNumber({field, Size});
}

std::string xattrName(std::string_view key)
{
    std::string name;
    for (size_t i = 0; i < key.size(); ++i) {
        const std::string_view escape = key.substr(i, 3);
        if (escape == "%3D" || escape == "%25") {
            name += escape == "%3D" ? '=' : '%';
            i += 2;
        } else {
            name += key[i];
        }
    }
    return name;
}

std::optional<TarEntry::Type> typeOf(char flag)
{
    switch (flag) {
    case '0':
    case '\0':
    case '7': // A contiguous file, a file to everybody today.
        return TarEntry::Type::File;
    case '1':
        return TarEntry::Type::HardLink;
    case '2':
        return TarEntry::Type::Symlink;
    case '3':
        return TarEntry::Type::Char;
    case '4':
        return TarEntry::Type::Block;
    case '5':
        return TarEntry::Type::Folder;
    case '6':
        return TarEntry::Type::Fifo;
    default:
        return std::nullopt;
    }
}

} // namespace

/// Keeps the first error. @return false
bool TarReader::wrong(std::string error)
{
    if (m_error.empty())
        m_error = std::move(error);
    return false;
}

TarReader::Next TarReader::fail(std::string error)
{
    wrong(std::move(error));
    return Next::Error;
}

bool TarReader::skip(std::uint64_t size)
{
    std::string buffer(std::min<std::uint64_t>(size, 65536), '\0');
    while (size > 0) {
        const size_t part = std::min<std::uint64_t>(size, buffer.size());
        if (!m_source.readExactly(buffer.data(), part))
            return false;
        size -= part;
    }
    return true;
}

bool TarReader::readContent(char *to, size_t size)
{
    if (size > m_left || !m_source.readExactly(to, size))
        return wrong("it ends in the middle of a file");
    m_left -= size;
    return true;
}

bool TarReader::readBlock(TarHeader &header, bool &isZero)
{
    if (!m_source.readExactly(reinterpret_cast<char *>(&header), sizeof header))
        return wrong("it ends before its end mark");
    const std::string_view bytes(reinterpret_cast<const char *>(&header), sizeof header);
    isZero = bytes.find_first_not_of('\0') == std::string_view::npos;
    if (isZero)
        return true;
    const auto sum = fieldNumber(header.checksum);
    if (!sum || *sum != header.sum())
        return wrong("a header's checksum is wrong");
    return true;
}

TarReader::Next TarReader::next(TarEntry &entry)
{
    if (!m_error.empty())
        return Next::Error;
    if (!skip(m_left) || !skip(m_padding))
        return fail("it ends in the middle of a file");
    m_left = m_padding = 0;
    for (;;) {
        TarHeader header = {};
        bool isZero = false;
        if (!readBlock(header, isZero))
            return Next::Error;
        if (isZero)
            return readBlock(header, isZero) && isZero ? Next::End : fail("its end mark is damaged");
        const auto size = fieldNumber(header.size);
        if (!size)
            return fail("a header's size is malformed");
        bool isMeta = false;
        if (!readMeta(header, *size, isMeta))
            return Next::Error;
        if (!isMeta)
            return readEntry(header, *size, entry) ? Next::Entry : Next::Error;
    }
}

/// Takes a member that only describes the next one.
bool TarReader::readMeta(const TarHeader &header, std::uint64_t size, bool &isMeta)
{
    isMeta = true;
    switch (header.type) {
    case 'x':
        m_local.clear();
        return readRecords(size, m_local);
    case 'g':
        if (size > kMaxGlobal)
            return wrong("a global header is too large");
        m_global.clear();
        return readRecords(size, m_global);
    case 'L':
    case 'K': {
        std::string &text = header.type == 'L' ? m_longName : m_longLink;
        if (size > kMaxLongName || !readText(size, text))
            return wrong("a long name is too long or cut off");
        text.resize(strnlen(text.data(), text.size()));
        return true;
    }
    default:
        isMeta = false;
        return true;
    }
}

bool TarReader::readText(std::uint64_t size, std::string &text)
{
    // Grows as the bytes come: a lying size costs nothing.
    text.clear();
    while (text.size() < size) {
        const size_t part = std::min<std::uint64_t>(size - text.size(), 65536);
        text.resize(text.size() + part);
        if (!m_source.readExactly(text.data() + text.size() - part, part))
            return wrong("it ends in the middle of a header");
    }
    return skip(tarPadding(size)) || wrong("it ends in the middle of a header");
}

bool TarReader::readRecords(std::uint64_t size, Records &records)
{
    std::string text;
    if (size > kMaxRecords)
        return wrong("a pax header is larger than 16 MiB");
    if (!readText(size, text))
        return false;
    std::string_view rest = text;
    while (!rest.empty()) {
        const size_t space = rest.find(' ');
        const auto length = paxNumber(rest.substr(0, std::min<size_t>(space, 20)));
        if (!length || *length > rest.size() || *length < space + 3 || rest[*length - 1] != '\n')
            return wrong("a pax record is malformed");
        const std::string_view record = rest.substr(space + 1, *length - space - 2);
        const size_t equals = record.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return wrong("a pax record has no key");
        records.emplace_back(record.substr(0, equals), record.substr(equals + 1));
        rest.remove_prefix(*length);
    }
    return true;
}

bool TarReader::readEntry(const TarHeader &header, std::uint64_t size, TarEntry &entry)
{
    entry = {};
    m_sparse = {};
    m_left = size;
    const auto type = typeOf(header.type);
    if (header.type == 'S' || header.type == 'M')
        return wrong("it holds a file in an old GNU format (sparse or cut) that cannot be read");
    if (!type)
        entry.unsupported = std::string("ENOTSUP: entries of type '") + header.type + "' are not known";
    entry.type = type.value_or(TarEntry::Type::File);
    if (!readPlainFields(header, entry) || !applyRecords(m_global, entry) || !applyRecords(m_local, entry))
        return wrong("a header is malformed");
    m_local.clear();
    if (entry.path.ends_with('/') && entry.type == TarEntry::Type::File)
        entry.type = TarEntry::Type::Folder;
    m_padding = tarPadding(m_left);
    if (entry.type != TarEntry::Type::File) {
        // Only files have content; whatever stands there is skipped.
        return true;
    }
    entry.size = m_left;
    entry.extents = {{0, m_left}};
    if (m_sparse.isVersion1)
        return readSparseMap(entry) || wrong("the map of a file with holes is malformed");
    if (m_sparse.isOther)
        entry.unsupported = "ENOTSUP: a file with holes in an old GNU format";
    return true;
}

bool TarReader::readPlainFields(const TarHeader &header, TarEntry &entry)
{
    const auto mode = fieldNumber(header.mode);
    const auto uid = fieldNumber(header.uid);
    const auto gid = fieldNumber(header.gid);
    const auto mtime = fieldNumber(header.mtime);
    const auto high = fieldNumber(header.deviceMajor);
    const auto low = fieldNumber(header.deviceMinor);
    if (!mode || !uid || !gid || !mtime || *uid > UINT32_MAX || *gid > UINT32_MAX)
        return false;
    const bool isDevice = entry.type == TarEntry::Type::Char || entry.type == TarEntry::Type::Block;
    if (isDevice && (!high || !low || *high > UINT32_MAX || *low > UINT32_MAX))
        return false;
    entry.mode = static_cast<mode_t>(*mode & 07777);
    entry.uid = static_cast<std::uint32_t>(*uid);
    entry.gid = static_cast<std::uint32_t>(*gid);
    entry.mtime.tv_sec = static_cast<time_t>(*mtime);
    if (isDevice) {
        entry.major = static_cast<unsigned>(*high);
        entry.minor = static_cast<unsigned>(*low);
    }
    // "ustar\0" is POSIX and has a prefix; GNU's "ustar " keeps times there.
    const bool hasPrefix = std::memcmp(header.magic, "ustar", 6) == 0 && header.prefix[0] != '\0';
    entry.path = hasPrefix ? std::string(fieldText(header.prefix)) + '/' : std::string();
    entry.path += fieldText(header.name);
    entry.link = fieldText(header.linkName);
    if (!m_longName.empty())
        entry.path = std::exchange(m_longName, {});
    if (!m_longLink.empty())
        entry.link = std::exchange(m_longLink, {});
    return true;
}

bool TarReader::applyRecords(const Records &records, TarEntry &entry)
{
    for (const auto &[key, value] : records) {
        if (!applyRecord(key, value, entry))
            return false;
    }
    if (!m_sparse.name.empty())
        entry.path = m_sparse.name;
    return true;
}

bool TarReader::applyRecord(const std::string &key, const std::string &value, TarEntry &entry)
{
    if (key == "path") {
        entry.path = value;
    } else if (key == "linkpath") {
        entry.link = value;
    } else if (key == "size") {
        const auto size = paxNumber(value);
        m_left = size.value_or(0);
        return size.has_value();
    } else if (key == "uid" || key == "gid") {
        const auto id = paxNumber(value);
        (key == "uid" ? entry.uid : entry.gid) = static_cast<std::uint32_t>(id.value_or(0));
        return id && *id <= UINT32_MAX;
    } else if (key == "mtime") {
        const auto time = paxTime(value);
        entry.mtime = time.value_or(timespec{});
        return time.has_value();
    } else if (key.starts_with(kXattrPrefix)) {
        if (key.find('\0') != std::string::npos)
            return false;
        entry.xattrs.push_back({xattrName(std::string_view(key).substr(kXattrPrefix.size())), value});
    } else if (key.starts_with(kSparsePrefix)) {
        return applySparse(key.substr(kSparsePrefix.size()), value);
    }
    return true;
}

bool TarReader::applySparse(const std::string &key, const std::string &value)
{
    if (key == "major") {
        m_sparse.isVersion1 = value == "1";
        m_sparse.isOther = !m_sparse.isVersion1;
    } else if (key == "minor") {
        return value == "0";
    } else if (key == "name") {
        m_sparse.name = value;
    } else if (key == "realsize" || key == "size") {
        m_sparse.realSize = paxNumber(value);
        return m_sparse.realSize.has_value();
    } else {
        m_sparse.isOther = true;
    }
    return true;
}

/// The map stands before the data: decimal numbers, one a line, padded to a block.
bool TarReader::readSparseMap(TarEntry &entry)
{
    const std::uint64_t before = m_left;
    std::uint64_t count = 0;
    if (!m_sparse.realSize || !readMapNumber(count) || count > kMaxExtents)
        return false;
    entry.size = *m_sparse.realSize;
    entry.extents.clear();
    std::uint64_t end = 0;
    std::uint64_t data = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        Extent extent;
        if (!readMapNumber(extent.offset) || !readMapNumber(extent.length))
            return false;
        if (extent.offset < end || extent.length > entry.size || extent.offset > entry.size - extent.length)
            return false;
        end = extent.offset + extent.length;
        data += extent.length;
        if (extent.length > 0)
            entry.extents.push_back(extent);
    }
    const std::uint64_t padding = tarPadding(before - m_left);
    if (padding > m_left || !skip(padding))
        return false;
    m_left -= padding;
    return m_left == data;
}

bool TarReader::readMapNumber(std::uint64_t &value)
{
    std::string digits;
    for (char digit = '\0'; digits.size() < 20; digits += digit) {
        if (!readContent(&digit, 1))
            return false;
        if (digit == '\n')
            break;
    }
    const auto number = paxNumber(digits);
    value = number.value_or(0);
    return number.has_value();
}

} // namespace holdfast::agent
