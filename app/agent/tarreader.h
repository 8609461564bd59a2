// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/inputstream.h"
#include "app/agent/nodeinfo.h"
#include "app/agent/tarformat.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast::agent {

/// One member of an archive, as its headers say; nothing in it is to be trusted.
struct TarEntry
{
    enum class Type { File, HardLink, Symlink, Char, Block, Folder, Fifo };

    Type type = Type::File;
    std::string path; ///< As in the archive.
    std::string link;
    mode_t mode = 0;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    timespec mtime = {};
    std::uint64_t size = 0; ///< Of the file, holes included.
    unsigned major = 0;
    unsigned minor = 0;
    std::vector<Xattr> xattrs;
    /// Where the content belongs in the file, in rising order; one run without holes in the plain case.
    std::vector<Extent> extents;
    std::string unsupported; ///< Not empty: why this entry cannot be restored.
};

/// Reads pax, ustar and GNU tar strictly: every number is checked, every size bounded, every header's
/// checksum compared. Sparse files in GNU's pax format 1.0. The source is not owned. One thread.
class TarReader
{
public:
    explicit TarReader(InputStream &source) : m_source(source) {}

    enum class Next { Entry, End, Error };
    /// The next member; skips what was not read of the one before. After Error only error() makes sense.
    Next next(TarEntry &entry);
    /// The next @p size bytes of the content, which must not be more than the extents leave. @return whether
    /// they were there.
    bool readContent(char *to, size_t size);
    [[nodiscard]] std::uint64_t contentLeft() const { return m_left; }
    /// What is wrong with the archive (English, a clause).
    [[nodiscard]] const std::string &error() const { return m_error; }

private:
    using Records = std::vector<std::pair<std::string, std::string>>;

    Next fail(std::string error);
    bool wrong(std::string error);
    bool skip(std::uint64_t size);
    bool readBlock(TarHeader &header, bool &isZero);
    bool readText(std::uint64_t size, std::string &text);
    bool readRecords(std::uint64_t size, Records &records);
    bool readMeta(const TarHeader &header, std::uint64_t size, bool &isMeta);
    bool readEntry(const TarHeader &header, std::uint64_t size, TarEntry &entry);
    bool readPlainFields(const TarHeader &header, TarEntry &entry);
    bool applyRecords(const Records &records, TarEntry &entry);
    bool applyRecord(const std::string &key, const std::string &value, TarEntry &entry);
    bool applySparse(const std::string &key, const std::string &value);
    bool readSparseMap(TarEntry &entry);
    bool readMapNumber(std::uint64_t &value);

    InputStream &m_source;
    std::string m_error;
    std::uint64_t m_left = 0;    ///< Content not read yet.
    std::uint64_t m_padding = 0; ///< What follows it.
    Records m_global;
    Records m_local;
    std::string m_longName; ///< From a GNU `L` or `K` member.
    std::string m_longLink;
    struct Sparse
    {
        bool isVersion1 = false;
        bool isOther = false;
        std::string name;
        std::optional<std::uint64_t> realSize;
    } m_sparse;
};

} // namespace holdfast::agent
