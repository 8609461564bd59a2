// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/namespaces.h"

#include "core/emulator/filedescriptor.h"

#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace holdfast {
namespace {

/// Ids 1 to 65535 of the phone come from the range that the system gave the user.
constexpr long kMappedIds = 65535;

std::optional<long> firstSubId(const char *file, const std::string &user, uid_t uid)
{
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream parts(line);
        std::string name;
        std::string first;
        std::string count;
        if (!std::getline(parts, name, ':') || !std::getline(parts, first, ':') ||
            !std::getline(parts, count))
            continue;
        if ((name == user || name == std::to_string(uid)) && std::atol(count.c_str()) >= kMappedIds)
            return std::atol(first.c_str());
    }
    return {};
}

/// Runs newuidmap or newgidmap from outside the namespace; only it may use the user's range.
bool runMapper(const char *program, pid_t target, unsigned ownId, long firstSub)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        const std::string process = std::to_string(target);
        const std::string own = std::to_string(ownId);
        const std::string first = std::to_string(firstSub);
        const std::string count = std::to_string(kMappedIds);
        ::execlp(program, program, process.c_str(), "0", own.c_str(), "1", "1", first.c_str(), count.c_str(),
                 nullptr);
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

QString systemText(const char *what)
{
    return QLatin1String(what) + QLatin1String(": ") + QString::fromLocal8Bit(std::strerror(errno));
}

std::string firstLine(const char *file)
{
    std::string line;
    std::getline(std::ifstream(file), line);
    return line;
}

/// Why unshare(CLONE_NEWUSER) was refused, in words that can be acted on.
QString whyNoUserNamespace()
{
    const QString error = systemText("user namespaces are not allowed here");
    if (firstLine("/proc/sys/user/max_user_namespaces") == "0")
        return error + QLatin1String("; set the sysctl user.max_user_namespaces to 10000");
    if (firstLine("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        return error + QLatin1String("; set the sysctl kernel.unprivileged_userns_clone to 1");
    if (firstLine("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        return error + QLatin1String("; set the sysctl kernel.apparmor_restrict_unprivileged_userns to 0");
    return error + QLatin1String("; run as root, or outside of this container");
}

} // namespace

Result<void> becomeRoot()
{
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    if (uid == 0)
        return {};
    const passwd *entry = ::getpwuid(uid);
    const std::string user = entry == nullptr ? std::string() : entry->pw_name;
    const auto firstUid = firstSubId("/etc/subuid", user, uid);
    const auto firstGid = firstSubId("/etc/subgid", user, uid);
    if (!firstUid || !firstGid)
        return fail(
            Errc::EmulatorFailed,
            QStringLiteral("no range of 65536 ids for this user in /etc/subuid and /etc/subgid; install the "
                           "package uidmap and run: usermod --add-subuids 100000-165535 --add-subgids "
                           "100000-165535 USER"));
    // The mapper must stay outside: it is forked now and told when the namespace is there.
    std::array<int, 2> ready{};
    if (::pipe2(ready.data(), O_CLOEXEC) != 0)
        return fail(Errc::EmulatorFailed, systemText("pipe"));
    const pid_t self = ::getpid();
    const pid_t helper = ::fork();
    if (helper < 0)
        return fail(Errc::EmulatorFailed, systemText("fork"));
    if (helper == 0) {
        ::close(ready[1]);
        char byte = 0;
        if (::read(ready[0], &byte, 1) != 1)
            ::_exit(1);
        const bool mapped =
            runMapper("newuidmap", self, uid, *firstUid) && runMapper("newgidmap", self, gid, *firstGid);
        ::_exit(mapped ? 0 : 1);
    }
    ::close(ready[0]);
    const bool entered = ::unshare(CLONE_NEWUSER) == 0;
    const QString reason = entered ? QString() : whyNoUserNamespace();
    // A failed write leaves the helper without its byte: it gives up, and its status tells.
    [[maybe_unused]] const ssize_t told = entered ? ::write(ready[1], "x", 1) : 0;
    ::close(ready[1]);
    int status = 0;
    ::waitpid(helper, &status, 0);
    if (!entered)
        return fail(Errc::EmulatorFailed, reason);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(Errc::EmulatorFailed,
                    QStringLiteral("newuidmap or newgidmap failed; install the package uidmap"));
    if (::setresgid(0, 0, 0) != 0 || ::setresuid(0, 0, 0) != 0)
        return fail(Errc::EmulatorFailed, systemText("become root in the user namespace"));
    return {};
}

pid_t forkIsolated(Isolation &isolation)
{
    // Not unshare and fork: a process can do that once only, and a phone reboots.
    const long pid =
        ::syscall(SYS_clone, CLONE_NEWNS | CLONE_NEWPID | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (pid >= 0 || errno != EPERM) {
        isolation = Isolation::Full;
        return pid_t(pid);
    }
    isolation = Isolation::ChrootOnly;
    return ::fork();
}

} // namespace holdfast
