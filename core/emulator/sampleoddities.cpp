// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/sampleoddities.h"

#include <array>

namespace holdfast {
namespace {

void writeNames(TreeWriter &tree, const std::string &path, const TreeAttributes &attributes)
{
    static const std::array<std::string, 16> names{"new\nline",
                                                   "tab\tand\rreturn",
                                                   "quote'single",
                                                   "quote\"double",
                                                   "back\\slash",
                                                   "$(reboot) `id` ; & | < > *?[x]",
                                                   "-rf",
                                                   "--exclude=x",
                                                   "..ccdid",
                                                   "...",
                                                   " leading and trailing ",
                                                   "caf\xe9 latin1",
                                                   "\xff\xfe\x80",
                                                   "\x1b[31mred\x07",
                                                   "云手机 备份 📱.txt",
                                                   std::string(255, 'n')};
    for (const std::string &name : names)
        tree.file(std::string(path).append("/").append(name), "odd: " + name, attributes);
    // Case matters here, and composed and decomposed forms of é are two names.
    tree.file(path + "/Case", "upper", attributes);
    tree.file(path + "/case", "lower", attributes);
    tree.file(path + "/caf\xc3\xa9", "composed", attributes);
    tree.file(path + "/cafe\xcc\x81", "decomposed", attributes);
}

void writeDeepPath(TreeWriter &tree, const std::string &path, const TreeAttributes &folder,
                   const TreeAttributes &file)
{
    constexpr int depth = 6;
    constexpr std::size_t length = 200;
    std::string deep = path + "/deep";
    tree.folder(deep, folder);
    for (int level = 0; level < depth; ++level) {
        deep += "/" + std::string(length, char('a' + level));
        tree.folder(deep, folder);
    }
    tree.file(deep + "/bottom", "more than 1024 bytes down", file);
}

void writeLinks(TreeWriter &tree, const std::string &path, const TreeAttributes &attributes)
{
    tree.file(path + "/original", "one file, three names", attributes);
    tree.hardLink(path + "/second name", path + "/original");
    tree.hardLink(path + "/empty folder/third name", path + "/original");
    tree.link(path + "/relative link", "original", attributes);
    tree.link(path + "/dangling link", "no/such/file", attributes);
    tree.link(path + "/lock", "127.0.0.1:+12345", attributes);
    tree.link(path + "/link to folder", "/data/local", attributes);
    tree.link(path + "/link\nwith newline", "target\nwith newline", attributes);
    tree.link(path + "/long link", std::string(700, 'x'), attributes);
}

} // namespace

void writeOddities(TreeWriter &tree, const std::string &path, const TreeAttributes &attributes)
{
    TreeAttributes folder = attributes;
    folder.mode = 02770;
    tree.folder(path, folder);
    tree.folder(path + "/empty folder", folder);
    tree.folder(path + "/really empty", folder);
    writeNames(tree, path, attributes);
    writeDeepPath(tree, path, folder, attributes);
    writeLinks(tree, path, attributes);

    constexpr std::int64_t sparseSize = 67'108'864;
    tree.sparseFile(path + "/sparse", sparseSize, sparseSize / 2, "in the middle", attributes);
    tree.sparseFile(path + "/only a hole", 1'048'576, 0, {}, attributes);
    tree.file(path + "/empty", {}, attributes);
    tree.fifo(path + "/fifo", attributes);
    tree.socket(path + "/socket", attributes);

    TreeAttributes odd = attributes;
    odd.mode = 0;
    tree.file(path + "/no rights", "mode 0", odd);
    odd.mode = 06755;
    tree.file(path + "/set-id", "#!/system/bin/sh\n", odd);
    tree.file(path + "/before 1970", "negative time", attributes);
    tree.setTime(path + "/before 1970", {-1'000'000, 123'456'789});
    tree.file(path + "/after 2038", "large time", attributes);
    tree.setTime(path + "/after 2038", {4'000'000'000, 999'999'999});
    tree.file(path + "/attributes", "with extended attributes", attributes);
    tree.extendedAttribute(path + "/attributes", "user.empty", {});
    tree.extendedAttribute(path + "/attributes", "user.text", "=value with = and \n");
    tree.extendedAttribute(path + "/attributes", "user.binary", std::string_view("\0\1\xff\xfe", 4));
}

} // namespace holdfast
