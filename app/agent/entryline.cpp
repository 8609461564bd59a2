// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/entryline.h"

#include "app/agent/jsonwriter.h"
#include "app/agent/posixerror.h"

#include <sys/sysmacros.h>

#include <array>
#include <cstdio>

namespace holdfast::agent {
namespace {

std::string base64(std::string_view bytes)
{
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (size_t j = i; j < i + 3; ++j)
            group = group << 8 | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
        for (unsigned digit = 0; digit < 4; ++digit)
            out += i + digit > bytes.size() ? '=' : kDigits[group >> (18 - 6 * digit) & 63];
    }
    return out;
}

std::string_view typeName(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return "dir";
    case S_IFLNK:
        return "symlink";
    case S_IFIFO:
        return "fifo";
    case S_IFCHR:
        return "char";
    case S_IFBLK:
        return "block";
    case S_IFSOCK:
        return "socket";
    default:
        return "file";
    }
}

std::string timeText(const timespec &time)
{
    std::array<char, 40> text{};
    const bool borrows = time.tv_sec < 0 && time.tv_nsec > 0;
    const long long seconds = time.tv_sec + (borrows ? 1 : 0);
    std::snprintf(text.data(), text.size(), "%s%lld.%09ld", borrows && seconds == 0 ? "-" : "", seconds,
                  borrows ? 1000000000L - time.tv_nsec : time.tv_nsec);
    return text.data();
}

void addXattrs(JsonObject &line, const std::vector<Xattr> &xattrs)
{
    JsonObject others;
    bool any = false;
    for (const Xattr &xattr : xattrs) {
        if (xattr.name == kLabelXattr) {
            const std::string_view value = xattr.value;
            line.text("label", value.substr(0, value.find('\0')));
        } else {
            others.raw(jsonString(xattr.name).substr(1, jsonString(xattr.name).size() - 2),
                       '"' + base64(xattr.value) + '"');
            any = true;
        }
    }
    if (any)
        line.raw("xattrs", others.take());
}

} // namespace

std::string entryLine(std::string_view path, const NodeInfo &info, const EntryExtra &extra)
{
    const struct stat &st = info.st;
    JsonObject line;
    line.text("path", path).text("type", typeName(st.st_mode));
    line.number("mode", std::uint64_t(st.st_mode & 07777));
    line.number("uid", std::uint64_t(st.st_uid)).number("gid", std::uint64_t(st.st_gid));
    if (S_ISREG(st.st_mode))
        line.number("size", static_cast<std::uint64_t>(st.st_size));
    line.text("mtime", timeText(st.st_mtim));
    line.number("dev", std::uint64_t(st.st_dev)).number("ino", std::uint64_t(st.st_ino));
    line.number("nlink", std::uint64_t(st.st_nlink));
    line.number("blocks", static_cast<std::uint64_t>(st.st_blocks));
    if (S_ISLNK(st.st_mode))
        line.text("link", info.link);
    if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
        line.text("rdev", std::to_string(major(st.st_rdev)) + ':' + std::to_string(minor(st.st_rdev)));
    addXattrs(line, info.xattrs);
    if (!extra.sha256.empty())
        line.text("sha256", extra.sha256);
    if (!extra.error.empty())
        line.text("error", extra.error);
    if (extra.isParent)
        line.text("verdict", "parent");
    return line.take() + '\n';
}

std::string missingLine(std::string_view path, int error)
{
    JsonObject line;
    return line.text("path", path).text("missing", errnoName(error)).take() + '\n';
}

} // namespace holdfast::agent
