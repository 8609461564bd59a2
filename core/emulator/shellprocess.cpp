// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/shellprocess.h"

#include "core/emulator/phonecontext.h"
#include "core/emulator/writefilter.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace holdfast {
namespace {

Error systemError(const char *what)
{
    return {Errc::EmulatorFailed,
            QLatin1String(what) + QLatin1String(": ") + QString::fromLocal8Bit(strerror(errno)),
            {}};
}

struct Pipe
{
    FileDescriptor read;
    FileDescriptor write;
};

Result<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return tl::unexpected(systemError("pipe"));
    constexpr int capacity = 1024 * 1024; // One adb packet; a refusal only costs speed.
    ::fcntl(ends[0], F_SETPIPE_SZ, capacity);
    return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// Opens a terminal of the phone's own /dev/pts where it has one.
Result<Pipe> makeTerminal(const ShellOptions &options)
{
    FileDescriptor master(::open((options.root + "/dev/ptmx").c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!master.valid())
        return tl::unexpected(systemError("open /dev/ptmx"));
    const int unlock = 0;
    if (::ioctl(master.get(), TIOCSPTLCK, &unlock) != 0)
        return tl::unexpected(systemError("unlock a terminal"));
    FileDescriptor slave(::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!slave.valid())
        return tl::unexpected(systemError("open a terminal"));
    if (options.rawPty) {
        termios mode{};
        ::tcgetattr(slave.get(), &mode);
        ::cfmakeraw(&mode);
        ::tcsetattr(slave.get(), TCSANOW, &mode);
    }
    return Pipe{std::move(slave), std::move(master)};
}

constexpr char kSearchPath[] = "/product/bin:/apex/com.android.runtime/bin:/system_ext/bin:/system/bin:"
                               "/system/xbin:/odm/bin:/vendor/bin:/vendor/xbin";

/// Everything that the child needs, made before fork: between fork and exec nothing may allocate.
struct ChildPlan
{
    explicit ChildPlan(const ShellOptions &options)
        : root(options.root), command(options.command), asRoot(options.asRoot), pty(options.pty)
    {
        const char *user = asRoot ? "root" : "shell";
        variables = {std::string("PATH=") + kSearchPath,
                     "ANDROID_ROOT=/system",
                     "ANDROID_DATA=/data",
                     "ANDROID_STORAGE=/storage",
                     "EXTERNAL_STORAGE=/sdcard",
                     "HOME=/",
                     "SHELL=/system/bin/sh",
                     "TMPDIR=/data/local/tmp",
                     "HOSTNAME=localhost",
                     std::string("USER=") + user,
                     std::string("LOGNAME=") + user,
                     "TERM=" + options.term};
        for (std::string &variable : variables)
            environment.push_back(variable.data());
        environment.push_back(nullptr);
        arguments.push_back(shell.data());
        if (command.empty()) {
            arguments.push_back(dash.data());
        } else {
            arguments.push_back(flag.data());
            arguments.push_back(command.data());
        }
        arguments.push_back(nullptr);
    }

    std::string root;
    std::string command;
    bool asRoot;
    bool pty;
    std::string shell = "/system/bin/sh";
    std::string dash = "-";
    std::string flag = "-c";
    std::vector<std::string> variables;
    std::vector<char *> environment;
    std::vector<char *> arguments;
};

void resetSignals()
{
    for (int signal = 1; signal < 32; ++signal)
        ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Runs in the forked child; only async-signal-safe calls.
[[noreturn]] void becomeShell(ChildPlan &plan, std::array<int, 3> files, int filterSocket)
{
    constexpr int failed = 127;
    ::setsid();
    resetSignals();
    for (int target = 0; target < 3; ++target) {
        if (::dup2(files[std::size_t(target)], target) < 0)
            ::_exit(failed);
    }
    if (plan.pty)
        ::ioctl(0, TIOCSCTTY, 0);
    if (::chroot(plan.root.c_str()) != 0 || ::chdir("/") != 0)
        ::_exit(failed);
    if (filterSocket >= 0 && !WriteFilter::install(filterSocket))
        ::_exit(failed);
    if (!assumeIdentity(plan.asRoot))
        ::_exit(failed);
    ::umask(0);
    ::syscall(SYS_close_range, 3U, ~0U, 0U);
    ::execve(plan.shell.c_str(), plan.arguments.data(), plan.environment.data());
    ::_exit(failed);
}

} // namespace

Result<ShellProcess> ShellProcess::start(const ShellOptions &options)
{
    ChildPlan plan(options);
    ShellProcess process;
    process.terminal = options.pty;
    std::array<FileDescriptor, 3> child;
    if (options.pty) {
        auto terminal = makeTerminal(options);
        if (!terminal)
            return tl::unexpected(terminal.error());
        for (FileDescriptor &file : child)
            file = FileDescriptor(::fcntl(terminal->read.get(), F_DUPFD_CLOEXEC, 3));
        process.input = FileDescriptor(::fcntl(terminal->write.get(), F_DUPFD_CLOEXEC, 3));
        process.output = std::move(terminal->write);
    } else {
        auto input = makePipe();
        auto output = makePipe();
        auto error = makePipe();
        if (!input || !output || !error)
            return tl::unexpected(systemError("pipe"));
        child = {std::move(input->read), std::move(output->write), std::move(error->write)};
        process.input = std::move(input->write);
        process.output = std::move(output->read);
        process.error = std::move(error->read);
    }
    ::fcntl(process.input.get(), F_SETFL, O_NONBLOCK);

    std::array<int, 2> sockets{-1, -1};
    if (options.filtered && ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return tl::unexpected(systemError("socketpair"));
    const FileDescriptor ours(sockets[0]);
    FileDescriptor theirs(sockets[1]);

    process.pid = ::fork();
    if (process.pid < 0)
        return tl::unexpected(systemError("fork"));
    if (process.pid == 0)
        becomeShell(plan, {child[0].get(), child[1].get(), child[2].get()}, theirs.get());
    process.pidfd = FileDescriptor(int(::syscall(SYS_pidfd_open, process.pid, 0)));
    theirs.reset();
    if (options.filtered)
        process.filter = WriteFilter::receiveListener(ours.get());
    return process;
}

int ShellProcess::waitFor(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return 255;
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace holdfast
