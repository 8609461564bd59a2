// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/writefilter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstring>
#include <optional>

namespace holdfast {
namespace {

/// The calls that are asked about: those that put data into files, and those that tell the room left.
constexpr std::array kCalls{SYS_write,     SYS_pwrite64, SYS_writev,          SYS_pwritev,
                            SYS_pwritev2,  SYS_sendfile, SYS_copy_file_range, SYS_splice,
                            SYS_fallocate, SYS_statfs,   SYS_fstatfs};

template <std::size_t... index>
constexpr auto makeProgram(std::index_sequence<index...> /*calls*/)
{
    constexpr std::size_t count = sizeof...(index);
    return std::array<sock_filter, count + 3>{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, unsigned(kCalls[index]),
                             static_cast<unsigned char>(count - index), 0)...,
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)};
}

std::string memoryPath(const std::string &root, unsigned pid, const std::string &rest)
{
    // The phone's own /proc knows the processes by the numbers that the notifications carry.
    const std::string inside = root + "/proc/" + std::to_string(pid) + rest;
    return ::access(inside.c_str(), F_OK) == 0 ? inside : "/proc/" + std::to_string(pid) + rest;
}

/// Reads or writes the memory of the process that waits for an answer.
bool copyMemory(const std::string &root, unsigned pid, std::uint64_t address, void *data, std::size_t size,
                bool write)
{
    const std::string path = memoryPath(root, pid, "/mem");
    const FileDescriptor memory(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!memory.valid())
        return false;
    const ssize_t done = write ? ::pwrite(memory.get(), data, size, off_t(address))
                               : ::pread(memory.get(), data, size, off_t(address));
    return done == ssize_t(size);
}

class Question
{
public:
    Question(const seccomp_notif &notification, SpaceLimit &space, const std::string &root)
        : m_data(notification.data), m_pid(notification.pid), m_space(space), m_root(root)
    {}

    /// 0: let the kernel go on; else the errno to answer with, or a negative value: done, answer success.
    int answer()
    {
        if (m_data.nr == SYS_statfs || m_data.nr == SYS_fstatfs)
            return answerSpace();
        if (!m_space.limited() || !isGuardedFile())
            return 0;
        return m_space.take(amount()) ? 0 : ENOSPC;
    }

private:
    [[nodiscard]] int targetFile() const
    {
        switch (m_data.nr) {
        case SYS_copy_file_range:
        case SYS_splice:
            return int(m_data.args[2]);
        default: // sendfile names its target first too.
            return int(m_data.args[0]);
        }
    }

    [[nodiscard]] bool isGuardedFile() const
    {
        return isGuarded(memoryPath(m_root, m_pid, "/fd/" + std::to_string(targetFile())), true);
    }

    [[nodiscard]] bool isGuarded(const std::string &link, bool regularOnly) const
    {
        struct stat status
        {};
        if (regularOnly && (::stat(link.c_str(), &status) != 0 || !S_ISREG(status.st_mode)))
            return false;
        std::array<char, PATH_MAX> target{};
        const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
        return size > 0 && isBelow(std::string(target.data(), std::size_t(size)));
    }

    [[nodiscard]] bool isBelow(const std::string &path) const
    {
        const std::string &folder = m_space.folder();
        return path == folder || path.starts_with(folder + "/");
    }

    [[nodiscard]] qint64 amount() const
    {
        switch (m_data.nr) {
        case SYS_writev:
        case SYS_pwritev:
        case SYS_pwritev2:
            return vectorAmount();
        case SYS_sendfile:
        case SYS_fallocate:
            return qint64(m_data.args[3]);
        case SYS_copy_file_range:
        case SYS_splice:
            return qint64(m_data.args[4]);
        default:
            return qint64(m_data.args[2]);
        }
    }

    [[nodiscard]] qint64 vectorAmount() const
    {
        std::array<iovec, 64> parts{};
        const std::size_t count = std::min<std::size_t>(m_data.args[2], parts.size());
        if (!copyMemory(m_root, m_pid, m_data.args[1], parts.data(), count * sizeof(iovec), false))
            return 0;
        qint64 total = 0;
        for (std::size_t i = 0; i < count; ++i)
            total += qint64(parts[i].iov_len);
        return total;
    }

    /// The path of the file system asked about, on this machine.
    [[nodiscard]] std::string askedPath() const
    {
        std::array<char, PATH_MAX> text{};
        if (m_data.nr == SYS_fstatfs) {
            const std::string link = memoryPath(m_root, m_pid, "/fd/" + std::to_string(int(m_data.args[0])));
            const ssize_t size = ::readlink(link.c_str(), text.data(), text.size());
            return size > 0 ? std::string(text.data(), std::size_t(size)) : std::string();
        }
        // Byte by byte would be safest at the end of a mapping; paths on a stack or heap never lie there.
        for (std::size_t i = 0; i + 1 < text.size(); i += 64) {
            if (!copyMemory(m_root, m_pid, m_data.args[0] + i, text.data() + i, 64, false))
                break;
            if (std::memchr(text.data() + i, 0, 64) != nullptr)
                break;
        }
        return m_root + std::string(text.data());
    }

    int answerSpace()
    {
        if (!m_space.limited())
            return 0;
        const std::string path = askedPath();
        std::array<char, PATH_MAX> real{};
        if (path.empty() || ::realpath(path.c_str(), real.data()) == nullptr || !isBelow(real.data()))
            return 0;
        struct statfs answer
        {};
        if (::statfs(real.data(), &answer) != 0)
            return 0;
        const SpaceLimit::Space space = m_space.space();
        const auto block = std::uint64_t(answer.f_bsize);
        answer.f_blocks = std::uint64_t(space.capacity) / block;
        answer.f_bfree = std::uint64_t(space.free) / block;
        answer.f_bavail = answer.f_bfree;
        return copyMemory(m_root, m_pid, m_data.args[1], &answer, sizeof answer, true) ? -1 : 0;
    }

    const seccomp_data &m_data;
    const unsigned m_pid;
    SpaceLimit &m_space;
    const std::string &m_root;
};

} // namespace

bool WriteFilter::install(int socket)
{
    static const auto program = makeProgram(std::make_index_sequence<kCalls.size()>());
    sock_fprog description{};
    description.len = program.size();
    description.filter = const_cast<sock_filter *>(program.data());
    const long listener =
        ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &description);
    if (listener < 0)
        return false;
    const int file = int(listener);
    char byte = 0;
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof file);
    std::memcpy(CMSG_DATA(head), &file, sizeof file);
    return ::sendmsg(socket, &message, 0) == 1;
}

FileDescriptor WriteFilter::receiveListener(int socket)
{
    char byte = 0;
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
        return {};
    const cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head == nullptr || head->cmsg_type != SCM_RIGHTS)
        return {};
    int file = -1;
    std::memcpy(&file, CMSG_DATA(head), sizeof file);
    return FileDescriptor(file);
}

void WriteFilter::serve(const FileDescriptor &listener, SpaceLimit &space, const std::string &root)
{
    for (;;) {
        pollfd waiting{listener.get(), POLLIN, 0};
        if (::poll(&waiting, 1, -1) < 0 && errno != EINTR)
            return;
        if ((waiting.revents & POLLIN) == 0) {
            if ((waiting.revents & (POLLHUP | POLLERR)) != 0)
                return;
            continue;
        }
        seccomp_notif question{};
        if (::ioctl(listener.get(), SECCOMP_IOCTL_NOTIF_RECV, &question) != 0)
            continue; // The asking process is gone.
        const int verdict = Question(question, space, root).answer();
        seccomp_notif_resp answer{};
        answer.id = question.id;
        answer.error = verdict > 0 ? -verdict : 0;
        answer.flags = verdict == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
        ::ioctl(listener.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
}

} // namespace holdfast
