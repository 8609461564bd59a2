// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/packer.h"

#include "app/agent/content.h"
#include "app/agent/posixerror.h"
#include "app/agent/tarwriter.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

// 8 batches of 32 files of 96 KiB: 24 MiB at most, and attributes.
constexpr size_t kBatchEntries = 32;
constexpr size_t kBatches = 8;
constexpr off_t kSmallFile = off_t(96) * 1024;

size_t workerCount()
{
    return std::clamp<size_t>(std::thread::hardware_concurrency(), 2, 4);
}

/// Reads up to @p capacity bytes from the beginning. @return how many, or -1 with errno.
ssize_t readWhole(int fd, char *to, size_t capacity)
{
    size_t size = 0;
    while (size < capacity) {
        const ssize_t got = ::read(fd, to + size, capacity - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        size += static_cast<size_t>(got);
        // Regular files answer short at their end only.
        if (got == 0 || size < capacity)
            break;
    }
    return static_cast<ssize_t>(size);
}

bool isSparse(const struct stat &st)
{
    return st.st_blocks * 512 < st.st_size;
}

} // namespace

Packer::Packer(OutputStream &output, Events &events) : m_output(output), m_events(events) {}

Totals Packer::run(const std::shared_ptr<Directory> &root, const PathSelection &selection)
{
    OrderedPipeline<Batch> pipeline(
        workerCount(), kBatches, [this](Batch &batch) { prepare(batch); },
        [this](Batch &batch) { deliver(batch); });
    Batch batch;
    Walker walker(root, selection, m_events);
    walker.run([&](Found &&found) {
        batch.found.push_back(std::move(found));
        if (batch.found.size() == kBatchEntries)
            pipeline.submit(std::exchange(batch, {}));
    });
    pipeline.submit(std::move(batch));
    pipeline.finish();
    m_output.zeros(2 * kTarBlock);
    m_output.flush();
    return m_totals;
}

void Packer::prepare(Batch &batch)
{
    batch.segments.emplace_back();
    for (const Found &found : batch.found) {
        if (batch.segments.back().file)
            batch.segments.emplace_back();
        Segment &segment = batch.segments.back();
        if (found.isFolder)
            addFolder(segment, found);
        else if (found.type == DT_REG)
            addFile(segment, found);
        else
            addNode(segment, found);
    }
    // The folders need not stay open for the sake of what waits in the line.
    batch.found.clear();
}

void Packer::addFolder(Segment &segment, const Found &found)
{
    appendTarHeader(segment.bytes, found.info, {found.path, {}, nullptr});
    ++segment.totals.folders;
}

void Packer::addNode(Segment &segment, const Found &found)
{
    NodeInfo info;
    const int error = readInfo(*found.parent, found.name, info);
    const mode_t mode = info.st.st_mode;
    if (error != 0) {
        m_events.lost(found.path, errnoReason(error));
    } else if (!S_ISLNK(mode) && !S_ISFIFO(mode) && !S_ISCHR(mode) && !S_ISBLK(mode)) {
        m_events.lost(found.path, "it became something else while it was read");
    } else {
        appendTarHeader(segment.bytes, info, {found.path, {}, nullptr});
        ++segment.totals.files;
    }
}

void Packer::addFile(Segment &segment, const Found &found)
{
    OpenFile file{openContent(*found.parent, found.name), {}, found.path};
    if (!file.fd || ::fstat(file.fd.get(), &file.info.st) != 0) {
        m_events.lost(found.path, errnoReason(errno));
        return;
    }
    if (!S_ISREG(file.info.st.st_mode)) {
        m_events.lost(found.path, "it became something else while it was read");
        return;
    }
    file.info.xattrs = readXattrs(file.fd.get());
    if (file.info.st.st_size > kSmallFile || file.info.st.st_nlink > 1)
        segment.file = std::make_unique<OpenFile>(std::move(file));
    else
        addSmallFile(segment, file);
}

void Packer::addSmallFile(Segment &segment, const OpenFile &file)
{
    const size_t begin = segment.bytes.size();
    appendTarHeader(segment.bytes, file.info, {file.path, {}, nullptr});
    const size_t content = segment.bytes.size();
    const auto size = static_cast<size_t>(file.info.st.st_size);
    // The zeros that resize() brings are the padding, of a file that shrank too.
    segment.bytes.resize(content + size + tarPadding(size));
    const ssize_t got = size == 0 ? 0 : readWhole(file.fd.get(), segment.bytes.data() + content, size);
    struct stat after = {};
    if (got < 0 || ::fstat(file.fd.get(), &after) != 0) {
        m_events.lost(file.path, errnoReason(errno));
        segment.bytes.resize(begin);
        return;
    }
    const auto change = describeChange(file.info.st, after, static_cast<std::uint64_t>(got));
    if (!change.empty())
        m_events.changed(file.path, change);
    ++segment.totals.files;
    segment.totals.bytes += size;
}

void Packer::deliver(Batch &batch)
{
    for (const Segment &segment : batch.segments) {
        m_output.write(segment.bytes);
        m_totals.files += segment.totals.files;
        m_totals.folders += segment.totals.folders;
        m_totals.bytes += segment.totals.bytes;
        if (segment.file)
            deliverFile(*segment.file);
    }
    m_events.progress(m_totals);
}

void Packer::deliverFile(const OpenFile &file)
{
    const auto &st = file.info.st;
    const auto first = m_linkedFiles.find({st.st_dev, st.st_ino});
    if (st.st_nlink > 1 && first != m_linkedFiles.end()) {
        std::string header;
        appendTarHeader(header, file.info, {file.path, first->second, nullptr});
        m_output.write(header);
        ++m_totals.files;
        return;
    }
    streamFile(file);
}

void Packer::streamFile(const OpenFile &file)
{
    const auto &st = file.info.st;
    const auto realSize = static_cast<std::uint64_t>(st.st_size);
    const std::vector<Extent> extents =
        isSparse(st) ? dataExtents(file.fd.get(), st) : std::vector<Extent>{{0, realSize}};
    const bool hasHoles = extents.size() != 1 || extents.front().length != realSize;
    std::uint64_t dataSize = 0;
    for (const Extent &extent : extents)
        dataSize += extent.length;

    // The first block decides whether the file can be read at all; then it is not too late to leave it out.
    m_reader.start(file.fd.get(), extents);
    const std::string_view first = m_reader.next();
    if (first.empty() && m_reader.error() != 0) {
        m_events.lost(file.path, errnoReason(m_reader.error()));
        return;
    }
    std::string head;
    appendTarHeader(head, file.info, {file.path, {}, hasHoles ? &extents : nullptr});
    if (hasHoles)
        head += sparseMap(extents, realSize);
    m_output.write(head);
    const std::uint64_t got = streamContent(first, dataSize);

    struct stat after = {};
    if (m_reader.error() != 0) {
        m_events.changed(file.path, errnoReason(m_reader.error(), "the rest is zeros"));
    } else if (::fstat(file.fd.get(), &after) == 0) {
        // Of a file with holes only the data was read: its size is what tells.
        const auto have =
            hasHoles && got == dataSize ? std::min(realSize, static_cast<std::uint64_t>(after.st_size)) : got;
        const auto change = describeChange(st, after, have);
        if (!change.empty())
            m_events.changed(file.path, change);
    }
    if (st.st_nlink > 1)
        m_linkedFiles.emplace(std::make_pair(st.st_dev, st.st_ino), file.path);
    ++m_totals.files;
    m_totals.bytes += realSize;
}

std::uint64_t Packer::streamContent(std::string_view first, std::uint64_t size)
{
    std::uint64_t got = 0;
    for (std::string_view block = first; !block.empty(); block = m_reader.next()) {
        m_output.write(block);
        got += block.size();
        const Totals now{m_totals.files, m_totals.folders, m_totals.bytes + got};
        m_events.progress(now);
    }
    m_output.zeros(size - got);
    m_output.zeros(tarPadding(size));
    return got;
}

} // namespace holdfast::agent
