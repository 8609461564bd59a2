// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/filefault.h"

#include "core/base/nameescape.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace holdfast {

FileFault::FileFault(std::string root, const EmulatorFaults &faults)
    : m_root(std::move(root)),
      m_inotify(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      m_stop(::eventfd(0, EFD_CLOEXEC))
{
    add(Action::Vanish, faults.vanishPath);
    add(Action::Shrink, faults.shrinkPath);
    add(Action::Grow, faults.growPath);
    m_thread = std::thread([this] { run(); });
}

FileFault::~FileFault()
{
    ::eventfd_write(m_stop.get(), 1);
    m_thread.join();
}

void FileFault::add(Action action, const QString &path)
{
    const auto bytes = unescapeName(path.toUtf8().toStdString());
    if (path.isEmpty() || !bytes)
        return;
    Watch watch{-1, action, m_root + *bytes};
    // What is open stays readable: a file vanishes when its folder is listed, before anybody can open it.
    const std::string watched =
        action == Action::Vanish ? watch.path.substr(0, watch.path.rfind('/')) : watch.path;
    watch.id = ::inotify_add_watch(m_inotify.get(), watched.c_str(), IN_ACCESS | IN_ONESHOT);
    if (watch.id >= 0)
        m_watches.push_back(std::move(watch));
    else
        std::fprintf(stderr, "nothing to spoil at %s\n", path.toUtf8().constData());
}

void FileFault::run()
{
    for (;;) {
        std::array<pollfd, 2> files{pollfd{m_inotify.get(), POLLIN, 0}, pollfd{m_stop.get(), POLLIN, 0}};
        if (::poll(files.data(), files.size(), -1) < 0)
            continue;
        if (files[1].revents != 0)
            return;
        alignas(inotify_event) std::array<char, 4096> buffer{};
        const ssize_t size = ::read(m_inotify.get(), buffer.data(), buffer.size());
        for (ssize_t at = 0; at + ssize_t(sizeof(inotify_event)) <= size;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            at += ssize_t(sizeof event + event.len);
            for (const Watch &watch : m_watches) {
                if (watch.id == event.wd && (event.mask & IN_ACCESS) != 0)
                    act(watch);
            }
        }
    }
}

void FileFault::act(const Watch &watch)
{
    struct stat status
    {};
    if (::lstat(watch.path.c_str(), &status) != 0)
        return;
    std::error_code error;
    switch (watch.action) {
    case Action::Vanish:
        std::filesystem::remove_all(watch.path, error);
        break;
    case Action::Shrink:
        std::filesystem::resize_file(watch.path, std::uintmax_t(status.st_size) / 2, error);
        break;
    case Action::Grow: {
        constexpr std::size_t growth = 65536;
        const FileDescriptor file(::open(watch.path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
        const std::string more(growth, 'g');
        if (::write(file.get(), more.data(), more.size()) < 0)
            std::perror("grow");
        break;
    }
    }
}

} // namespace holdfast
