// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/agent/directorychain.h"
#include "app/agent/nodewriter.h"
#include "app/agent/workerpool.h"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace holdfast::agent {

/// Restores an archive below a root. Nothing is written outside of it, whatever the archive holds: each
/// folder on the way is opened for itself and must not be a symbolic link. Small files and special nodes are
/// made by several threads, one folder's always by the same one, so that of two entries with one name the
/// later wins. Folders get their metadata at the end, the deepest first. With an Aside there is a way back.
class Unpacker
{
public:
    Unpacker(const Request &request, std::shared_ptr<Directory> root, Events &events, TemporaryNodes &nodes,
             Aside *aside = nullptr);

    /// How many threads TemporaryNodes must serve.
    static size_t threadCount();

    /// Restores everything @p source holds up to the end of the archive. @return whether the archive was
    /// whole; if not, error() says what was wrong, and what had come was restored.
    bool run(InputStream &source);
    [[nodiscard]] const std::string &error() const { return m_error; }
    [[nodiscard]] Totals totals() const;

private:
    struct Job
    {
        Target target;
        TarEntry entry;
        std::string content;
    };
    struct Folder
    {
        std::string path;
        Metadata metadata;
    };

    void handle(TarReader &reader, TarEntry &entry);
    void handleFolder(const std::string &path, const TarEntry &entry, bool isParent);
    void handleHardLink(Target target, const TarEntry &entry);
    void handleNode(TarReader &reader, Target target, TarEntry &entry);
    bool makeFolder(const Place &place, const std::string &path, const TarEntry &entry, bool isParent);
    bool replaceByFolder(const Place &place, const std::string &path, const TarEntry &entry,
                         const struct stat &st);
    bool mayMake(const std::shared_ptr<Directory> &parent, const std::string &path);
    bool mayChange(const Place &place, const std::string &path);
    Place placeOf(const std::string &path, int &error);
    void settle();
    void finishFolders();
    void reportUnreachable(const std::string &path, int error);
    void runJob(size_t thread, Job &job);

    const Request &m_request;
    Events &m_events;
    Aside *const m_aside;
    DirectoryChain m_chain;
    NodeWriter m_writer;
    MetadataWriter m_folderMetadata;
    std::vector<Folder> m_folders;
    std::unordered_set<size_t> m_underWay; ///< Hashes of the paths that threads may still be working on.
    std::uint64_t m_folderCount = 0;
    std::string m_error;
    WorkerPool<Job> m_pool; ///< Last: its threads use all of the above.
};

} // namespace holdfast::agent
