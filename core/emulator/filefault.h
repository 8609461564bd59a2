// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorsettings.h"
#include "core/emulator/filedescriptor.h"

#include <string>
#include <thread>
#include <vector>

namespace holdfast {

/// Makes files vanish, shrink or grow the moment somebody reads them for the first time. Watches from its
/// construction to its destruction, in a thread of its own.
class FileFault
{
public:
    FileFault(std::string root, const EmulatorFaults &faults);
    ~FileFault();
    FileFault(const FileFault &) = delete;
    FileFault &operator=(const FileFault &) = delete;

private:
    enum class Action { Vanish, Shrink, Grow };
    struct Watch
    {
        int id = -1;
        Action action = Action::Vanish;
        std::string path;
    };

    void add(Action action, const QString &path);
    void run();
    static void act(const Watch &watch);

    const std::string m_root;
    const FileDescriptor m_inotify;
    const FileDescriptor m_stop;
    std::vector<Watch> m_watches;
    std::thread m_thread;
};

} // namespace holdfast
