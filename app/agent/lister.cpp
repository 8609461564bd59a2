// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/lister.h"

#include "app/agent/content.h"
#include "app/agent/directorychain.h"
#include "app/agent/entryline.h"
#include "app/agent/jsonwriter.h"
#include "app/agent/orderedpipeline.h"
#include "app/agent/posixerror.h"
#include "app/agent/sha256.h"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>

namespace holdfast::agent {
namespace {

constexpr size_t kBatchEntries = 32;
constexpr size_t kBatches = 16;
constexpr int kCountingNiceness = 10;

/// What a line is made of. A path that was not reached has its error instead.
struct Item
{
    Found found;
    int missing = 0;
};

struct Batch
{
    std::vector<Item> items;
    std::string lines;
    Totals totals;
};

/// The sum of a file's content, or the errno.
struct Sum
{
    std::string hex;
    int error = 0;
};

Sum sumOf(const Directory &directory, const std::string &name)
{
    const UniqueFd fd = openContent(directory, name);
    if (!fd)
        return {{}, errno};
    Sha256 hash;
    std::string buffer(size_t(128) * 1024, '\0');
    for (;;) {
        const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got == 0)
            return {hash.hex(), 0};
        if (got > 0)
            hash.add({buffer.data(), static_cast<size_t>(got)});
        else if (errno != EINTR)
            return {{}, errno};
    }
}

void count(Totals &totals, const NodeInfo &info)
{
    if (S_ISDIR(info.st.st_mode)) {
        ++totals.folders;
        return;
    }
    ++totals.files;
    if (S_ISREG(info.st.st_mode))
        totals.bytes += static_cast<std::uint64_t>(info.st.st_size);
}

/// Both verbs: entries in, lines out.
class Lister
{
public:
    Lister(bool withHash, bool isScan, OutputStream &output, Events &events)
        : m_withHash(withHash),
          m_isScan(isScan),
          m_output(output),
          m_events(events),
          m_pipeline(
              std::clamp<size_t>(std::thread::hardware_concurrency(), 2, 4), kBatches,
              [this](Batch &batch) { work(batch); }, [this](Batch &batch) { deliver(batch); })
    {}

    void add(Item item)
    {
        m_batch.items.push_back(std::move(item));
        if (m_batch.items.size() == kBatchEntries)
            m_pipeline.submit(std::exchange(m_batch, {}));
    }

    Totals finish()
    {
        m_pipeline.submit(std::move(m_batch));
        m_pipeline.finish();
        return m_totals;
    }

    bool silent = false; ///< Count only.

private:
    void work(Batch &batch)
    {
        for (Item &item : batch.items)
            addLine(batch, item);
        batch.items.clear();
    }

    void addLine(Batch &batch, Item &item)
    {
        Found &found = item.found;
        if (item.missing == 0 && !found.isFolder)
            item.missing = silent ? readStatus(*found.parent, found.name, found.info)
                                  : readInfo(*found.parent, found.name, found.info);
        if (item.missing != 0 && m_isScan)
            m_events.lost(found.path, errnoReason(item.missing));
        else if (item.missing != 0)
            batch.lines += missingLine(found.path, item.missing);
        if (item.missing != 0)
            return;
        Sum sum;
        if (m_withHash && S_ISREG(found.info.st.st_mode))
            sum = sumOf(*found.parent, found.name);
        const std::string error = sum.error != 0 ? errnoName(sum.error) : std::string();
        if (m_isScan && sum.error != 0)
            m_events.lost(found.path, errnoReason(sum.error));
        // What was asked for is told by these sums; a mere parent was not.
        if (!found.isParent)
            count(batch.totals, found.info);
        if (!silent)
            batch.lines += entryLine(found.path, found.info, {sum.hex, error, found.isParent});
    }

    void deliver(const Batch &batch)
    {
        m_output.write(batch.lines);
        m_totals.files += batch.totals.files;
        m_totals.folders += batch.totals.folders;
        m_totals.bytes += batch.totals.bytes;
        m_events.progress(m_totals);
    }

    const bool m_withHash;
    const bool m_isScan;
    OutputStream &m_output;
    Events &m_events;
    Batch m_batch;
    Totals m_totals;
    OrderedPipeline<Batch> m_pipeline;
};

} // namespace

Totals scan(const Request &request, const std::shared_ptr<Directory> &root, OutputStream &output,
            Events &events)
{
    // Mostly these files are copied at the same time, and nobody waits for the sums. Threads inherit it.
    if (request.summary)
        (void)::setpriority(PRIO_PROCESS, 0, kCountingNiceness);
    Lister lister(request.hash, true, output, events);
    lister.silent = request.summary;
    Walker walker(root, request.selection, events);
    walker.run([&](Found &&found) { lister.add({std::move(found), 0}); });
    const Totals totals = lister.finish();
    if (request.summary) {
        JsonObject line;
        line.number("files", totals.files).number("folders", totals.folders);
        line.number("bytes", totals.bytes).number("lost", events.misses());
        output.write(line.take() + '\n');
    }
    output.flush();
    return totals;
}

Totals hashPaths(const Request &request, const std::shared_ptr<Directory> &root, OutputStream &output,
                 Events &events)
{
    Lister lister(true, false, output, events);
    DirectoryChain chain(root);
    for (const std::string &path : request.paths) {
        Item item;
        item.found.path = path;
        const auto place = chain.find(path, item.missing);
        item.found.parent = place.directory;
        item.found.name = place.name;
        lister.add(std::move(item));
    }
    const Totals totals = lister.finish();
    output.flush();
    return totals;
}

} // namespace holdfast::agent
