// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/blockreader.h"
#include "app/agent/events.h"
#include "app/agent/orderedpipeline.h"
#include "app/agent/outputstream.h"
#include "app/agent/walker.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::agent {

/// Writes a selection as one tar stream, in the order of the walk. Small files are read whole by several
/// threads ahead of the stream, large ones by a reader thread of their own; memory stays under 32 MiB.
class Packer
{
public:
    Packer(OutputStream &output, Events &events);

    /// Writes everything, up to the end of the archive. @return what is in it.
    Totals run(const std::shared_ptr<Directory> &root, const PathSelection &selection);

private:
    /// A file whose content, or whose being another name of a file before it, is a matter of the stream.
    struct OpenFile
    {
        UniqueFd fd;
        NodeInfo info;
        std::string path;
    };
    /// Finished bytes, and then perhaps a file to be streamed.
    struct Segment
    {
        std::string bytes;
        Totals totals;
        std::unique_ptr<OpenFile> file;
    };
    struct Batch
    {
        std::vector<Found> found;
        std::vector<Segment> segments;
    };

    void prepare(Batch &batch);
    void addFolder(Segment &segment, const Found &found);
    void addNode(Segment &segment, const Found &found);
    void addFile(Segment &segment, const Found &found);
    void addSmallFile(Segment &segment, const OpenFile &file);

    void deliver(Batch &batch);
    void deliverFile(const OpenFile &file);
    void streamFile(const OpenFile &file);
    /// Writes the content that follows a header. @return how much of it the file gave.
    std::uint64_t streamContent(std::string_view first, std::uint64_t size);

    OutputStream &m_output;
    Events &m_events;
    BlockReader m_reader;
    Totals m_totals;
    std::map<std::pair<dev_t, ino_t>, std::string> m_linkedFiles; ///< The first path of each.
};

} // namespace holdfast::agent
