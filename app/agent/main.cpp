// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/aside.h"
#include "app/agent/lifeline.h"
#include "app/agent/lister.h"
#include "app/agent/measure.h"
#include "app/agent/packer.h"
#include "app/agent/posixerror.h"
#include "app/agent/probe.h"
#include "app/agent/rangereader.h"
#include "app/agent/unpacker.h"
#include "core/phone/agentprotocol.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>

using namespace holdfast::agent;

namespace {

constexpr std::array<std::string_view, 8> kVerbs{"probe",  "scan", "pack",    "unpack",
                                                 "settle", "hash", "measure", "read"};

/// Folders of what is under way stay open; the usual 1024 is too few for a million files.
void allowManyDescriptors()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 32768);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

int finish(Events &events, const Totals &totals)
{
    events.done(totals);
    return events.misses() == 0 ? kExitOk : kExitPartly;
}

int unpack(const Request &request, const std::shared_ptr<Directory> &root, InputStream &input, Events &events)
{
    // Shared with the thread that ends the process: it may outlive this function for a moment.
    const auto nodes = std::make_shared<TemporaryNodes>(Unpacker::threadCount());
    watchForEnd(STDOUT_FILENO, [nodes] { nodes->abandon(); });
    std::unique_ptr<Aside> aside;
    if (!request.journal.empty()) {
        int error = 0;
        auto journal = AsideJournal::create(request.journal, request.root, error);
        if (!journal) {
            events.fatal(errnoReason(error, request.journal));
            return kExitFatal;
        }
        aside = std::make_unique<Aside>(std::move(journal));
    }
    Unpacker unpacker(request, root, events, *nodes, aside.get());
    if (unpacker.run(input))
        return finish(events, unpacker.totals());
    events.fatal("the archive is damaged: " + unpacker.error());
    return kExitFatal;
}

int settle(const Request &request, Events &events)
{
    watchForEnd(STDOUT_FILENO, [] {});
    std::string reason;
    const auto totals = settleAside(request.journal, request.keep, events, reason);
    if (totals)
        return finish(events, *totals);
    events.fatal(reason);
    return kExitFatal;
}

int readRanges(const Request &request, FdInputStream &input, OutputStream &output, Events &events)
{
    std::string reason;
    const auto totals = answerRanges(request, input, output, reason);
    if (totals)
        return finish(events, *totals);
    events.fatal(reason);
    return kExitBadRequest;
}

int run(const std::string &verb, const Request &request, FdInputStream &input, Events &events)
{
    if (verb == "settle")
        return settle(request, events);
    int error = 0;
    const auto root = Directory::openRoot(request.root, error);
    if (!root) {
        events.fatal(errnoReason(error, request.root));
        return kExitFatal;
    }
    if (verb == "unpack")
        return unpack(request, root, input, events);
    watchForEnd(STDOUT_FILENO, [] {});
    OutputStream output(STDOUT_FILENO);
    if (verb == "pack")
        return finish(events, Packer(output, events).run(root, request.selection));
    if (verb == "scan")
        return finish(events, scan(request, root, output, events));
    if (verb == "hash")
        return finish(events, hashPaths(request, root, output, events));
    if (verb == "measure")
        return finish(events, measurePaths(request, output, events));
    if (verb == "read")
        return readRanges(request, input, output, events);
    output.write(probeDocument(request));
    output.flush();
    return kExitOk;
}

} // namespace

int main(int argc, char **argv)
{
    prepareToEnd();
    allowManyDescriptors();
    Events events(STDERR_FILENO);
    const std::string verb = argc == 2 ? argv[1] : "";
    if (verb == "--version") {
        std::puts("holdfast-agent " HOLDFAST_AGENT_VERSION);
        return kExitOk;
    }
    if (std::find(kVerbs.begin(), kVerbs.end(), verb) == kVerbs.end()) {
        events.fatal("usage: holdfast-agent probe|scan|pack|unpack|settle|hash|measure|read, with the "
                     "request on stdin");
        return kExitBadRequest;
    }
    FdInputStream input(STDIN_FILENO);
    std::string reason;
    const auto request = Request::read(verb, input, reason);
    if (!request) {
        events.fatal(reason);
        return kExitBadRequest;
    }
    return run(verb, *request, input, events);
}
