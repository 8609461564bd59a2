// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <QByteArray>

#include <atomic>
#include <csignal>
#include <cstdio>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace holdfast::cli {
namespace {

std::atomic<CancelSource *> interruptTarget{nullptr};
std::atomic_bool interruptedBefore{false};

extern "C" void onInterrupt(int /*signal*/)
{
    if (interruptedBefore.exchange(true))
        _exit(static_cast<int>(ExitCode::Cancelled));
    if (CancelSource *target = interruptTarget.load())
        target->cancel();
}

} // namespace

void catchInterrupts(CancelSource *source)
{
    interruptTarget = source;
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before = {};
        sigaction(signal, nullptr, &before);
        // `nohup` and shells' background jobs ignore signals on purpose.
        if (before.sa_handler != SIG_IGN)
            sigaction(signal, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

bool errorsAreLiveTerminal()
{
    return isatty(STDERR_FILENO) == 1 && qgetenv("TERM") != "dumb";
}

int terminalColumns()
{
    winsize size = {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

QByteArray readSecret(const char *prompt)
{
    struct termios before = {};
    const bool hidden = tcgetattr(STDIN_FILENO, &before) == 0;
    if (hidden) {
        struct termios silent = before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        std::fputs(prompt, stderr);
    }
    QByteArray line;
    char next = 0;
    while (read(STDIN_FILENO, &next, 1) == 1 && next != '\n')
        line.append(next);
    if (hidden) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::fputs("\n", stderr);
    }
    return line.trimmed();
}

void useUtf8Streams() {}

} // namespace holdfast::cli
