// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/servicesocket.h"

#include <QFile>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <thread>

namespace holdfast {
namespace {

constexpr std::size_t kMaximumWords = std::size_t(128) * 1024;
constexpr std::size_t kFiles = 3;

bool readAll(int socket, char *data, std::size_t size)
{
    for (std::size_t done = 0; done < size;) {
        const ssize_t got = ::read(socket, data + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += std::size_t(got);
    }
    return true;
}

/// Takes the length and, with its first byte, the three files.
bool receiveHead(int socket, std::uint32_t &length, std::array<FileDescriptor, kFiles> &files)
{
    alignas(cmsghdr) std::array<char, CMSG_SPACE(kFiles * sizeof(int))> control{};
    iovec part{&length, sizeof length};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    const cmsghdr *const head = CMSG_FIRSTHDR(&message);
    if (got <= 0 || !head || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(kFiles * sizeof(int)))
        return false;
    std::array<int, kFiles> numbers{};
    std::memcpy(numbers.data(), CMSG_DATA(head), sizeof numbers);
    for (std::size_t i = 0; i < kFiles; ++i)
        files[i] = FileDescriptor(numbers[i]);
    const auto rest = sizeof length - std::size_t(got);
    return rest == 0 || readAll(socket, reinterpret_cast<char *>(&length) + got, rest);
}

void serve(const FileDescriptor &socket, PackageManager &packages)
{
    std::uint32_t length = 0;
    std::array<FileDescriptor, kFiles> files;
    if (!receiveHead(socket.get(), length, files) || length > kMaximumWords)
        return;
    QByteArray text(qsizetype(length), Qt::Uninitialized);
    if (!readAll(socket.get(), text.data(), length) || !text.endsWith('\0'))
        return;
    text.chop(1);
    ServiceCall call;
    for (const QByteArray &word : text.split('\0'))
        call.words += QFile::decodeName(word);
    call.input = std::move(files[0]);
    call.output = std::move(files[1]);
    call.errors = std::move(files[2]);
    const auto code = char(packages.run(call));
    // Closed before the answer: who reads the output sees its end when the command is over.
    call = {};
    ssize_t told = 0;
    do
        told = ::send(socket.get(), &code, 1, MSG_NOSIGNAL);
    while (told < 0 && errno == EINTR);
}

} // namespace

FileDescriptor ServiceSocket::listen(const std::string &root)
{
    FileDescriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    // The path of a phone may be longer than a socket's address can be.
    const FileDescriptor folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string path = "/proc/self/fd/" + std::to_string(folder.get()) + kPath;
    ::unlink(path.c_str());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(listener.get(), 16) != 0)
        return {};
    ::chmod(path.c_str(), 0666);
    return listener;
}

void ServiceSocket::accept(const FileDescriptor &listener, PackageManager &packages)
{
    FileDescriptor socket(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.valid())
        return;
    std::thread([socket = std::move(socket), &packages] { serve(socket, packages); }).detach();
}

} // namespace holdfast
