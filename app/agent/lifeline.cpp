// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/lifeline.h"

#include "core/phone/agentprotocol.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

namespace holdfast::agent {
namespace {

sigset_t endingSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGHUP, SIGINT, SIGTERM})
        sigaddset(&set, number);
    return set;
}

/// Blocks until one of the reasons is there. @return the exit code for it.
int waitForReason(int signals, int output)
{
    // Asked for nothing, poll() still reports errors: a pipe without a reader, a socket without a peer.
    std::array<pollfd, 2> waits{pollfd{signals, POLLIN, 0}, pollfd{output, 0, 0}};
    for (;;) {
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            return kExitFatal;
        signalfd_siginfo info = {};
        if ((waits[0].revents & POLLIN) != 0 && ::read(signals, &info, sizeof info) == sizeof info)
            return 128 + static_cast<int>(info.ssi_signo);
        if ((waits[1].revents & (POLLERR | POLLHUP)) != 0)
            return kExitFatal;
        // A closed stdout (POLLNVAL) never had a reader.
        if (waits[1].revents != 0)
            waits[1].fd = -1;
    }
}

} // namespace

void prepareToEnd()
{
    (void)std::signal(SIGPIPE, SIG_IGN);
    const sigset_t set = endingSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void watchForEnd(int output, std::function<void()> cleanUp)
{
    const sigset_t set = endingSignals();
    const int signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    if (signals < 0)
        return;
    std::thread([signals, output, cleanUp = std::move(cleanUp)] {
        const int code = waitForReason(signals, output);
        cleanUp();
        ::_exit(code);
    }).detach();
}

} // namespace holdfast::agent
