// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/temporarynode.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace holdfast::agent {
namespace {

constexpr std::string_view kPrefix = ".holdfast-";
constexpr std::string_view kSuffix = ".part";

} // namespace

bool isTemporaryName(std::string_view name)
{
    return name.starts_with(kPrefix) && (name.ends_with(kSuffix) || name.ends_with(".kept"));
}

TemporaryNodes::TemporaryNodes(size_t threads)
{
    for (size_t i = 0; i < threads; ++i)
        m_slots.push_back(std::make_unique<Slot>());
}

void TemporaryNodes::abandon()
{
    for (const auto &slot : m_slots) {
        // Never unlocked: its thread stops at the next step.
        slot->mutex.lock();
        if (!slot->name.empty())
            ::unlinkat(slot->directory->fd.get(), slot->name.c_str(), 0);
    }
}

TemporaryNode::TemporaryNode(TemporaryNodes &nodes, size_t thread, std::shared_ptr<Directory> directory,
                             std::string name)
    : m_slot(*nodes.m_slots[thread]), m_directory(std::move(directory)), m_wantedName(std::move(name))
{}

TemporaryNode::~TemporaryNode()
{
    const std::lock_guard lock(m_slot.mutex);
    if (!m_slot.name.empty())
        ::unlinkat(m_directory->fd.get(), m_slot.name.c_str(), 0);
    m_slot.name.clear();
    m_slot.directory.reset();
}

UniqueFd TemporaryNode::createFile()
{
    UniqueFd fd;
    const int error = make([&fd](int directory, const char *name) {
        fd = UniqueFd(::openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        return fd ? 0 : errno;
    });
    errno = error;
    return fd;
}

int TemporaryNode::make(const std::function<int(int directory, const char *name)> &make)
{
    const std::lock_guard lock(m_slot.mutex);
    for (;;) {
        char name[64];
        if (!m_wantedName.empty())
            std::snprintf(name, sizeof name, "%s", m_wantedName.c_str());
        else
            std::snprintf(name, sizeof name, "%s%d-%tx-%u%s", kPrefix.data(), ::getpid(),
                          reinterpret_cast<std::ptrdiff_t>(&m_slot) & 0xffffff, m_slot.counter++,
                          kSuffix.data());
        const int error = make(m_directory->fd.get(), name);
        if (error == 0) {
            m_slot.directory = m_directory;
            m_slot.name = name;
        }
        if (error != EEXIST || !m_wantedName.empty())
            return error;
    }
}

int TemporaryNode::putInPlace(const std::string &name)
{
    const std::lock_guard lock(m_slot.mutex);
    const int directory = m_directory->fd.get();
    int error = ::renameat(directory, m_slot.name.c_str(), directory, name.c_str()) == 0 ? 0 : errno;
    if (error == EISDIR && ::unlinkat(directory, name.c_str(), AT_REMOVEDIR) == 0)
        error = ::renameat(directory, m_slot.name.c_str(), directory, name.c_str()) == 0 ? 0 : errno;
    if (error != 0)
        return error;
    m_slot.name.clear();
    return 0;
}

} // namespace holdfast::agent
