// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/measure.h"

#include "app/agent/jsonwriter.h"
#include "app/agent/posixerror.h"

#include <fts.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <memory>

namespace holdfast::agent {
namespace {

struct CloseWalk
{
    void operator()(FTS *walk) const { ::fts_close(walk); }
};

struct Sum
{
    Totals totals;
    std::uint64_t allocated = 0; ///< Bytes of whole blocks.
    std::uint64_t unread = 0;    ///< Folders and files that could not be looked at.
    int missing = 0;             ///< The path itself cannot be reached.
};

void add(Sum &sum, const FTSENT &entry)
{
    switch (entry.fts_info) {
    case FTS_DP: // The second visit of a folder.
        return;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        // Not there at all, or emptied while it was walked: only the first is worth a word.
        if (entry.fts_level == FTS_ROOTLEVEL && entry.fts_info != FTS_DNR)
            sum.missing = entry.fts_errno;
        else if (entry.fts_errno != ENOENT)
            ++sum.unread;
        return;
    default:
        break;
    }
    const struct stat &status = *entry.fts_statp;
    sum.allocated += static_cast<std::uint64_t>(status.st_blocks) * 512;
    if (S_ISDIR(status.st_mode)) {
        ++sum.totals.folders;
        return;
    }
    ++sum.totals.files;
    if (S_ISREG(status.st_mode))
        sum.totals.bytes += static_cast<std::uint64_t>(status.st_size);
}

Sum measure(const std::string &path, Events &events, const Totals &before)
{
    Sum sum;
    std::string mutablePath = path;
    std::array<char *, 2> roots{mutablePath.data(), nullptr};
    const std::unique_ptr<FTS, CloseWalk> walk(::fts_open(roots.data(), FTS_PHYSICAL | FTS_XDEV, nullptr));
    if (!walk) {
        sum.missing = errno;
        return sum;
    }
    errno = 0;
    while (const FTSENT *entry = ::fts_read(walk.get())) {
        add(sum, *entry);
        events.progress({before.files + sum.totals.files, before.folders + sum.totals.folders,
                         before.bytes + sum.totals.bytes});
        errno = 0;
    }
    if (errno != 0)
        ++sum.unread;
    return sum;
}

std::string line(const std::string &path, const Sum &sum)
{
    JsonObject object;
    object.text("path", path);
    if (sum.missing != 0) {
        object.text("missing", errnoName(sum.missing));
    } else {
        object.number("files", sum.totals.files).number("folders", sum.totals.folders);
        object.number("bytes", sum.totals.bytes).number("allocated", sum.allocated);
        object.number("unread", sum.unread);
    }
    return object.take() + '\n';
}

} // namespace

Totals measurePaths(const Request &request, OutputStream &output, Events &events)
{
    Totals totals;
    for (const std::string &path : request.paths) {
        const Sum sum = measure(path, events, totals);
        output.write(line(path, sum));
        totals.files += sum.totals.files;
        totals.folders += sum.totals.folders;
        totals.bytes += sum.totals.bytes;
    }
    output.flush();
    return totals;
}

} // namespace holdfast::agent
