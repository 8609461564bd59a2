// SPDX-License-Identifier: GPL-3.0-or-later
// Calls a system service of an emulated phone: `holdfast-emulator-call SERVICE WORD…`. Runs inside the phone,
// built without any library that a phone would lack; the protocol is core/emulator/servicesocket.h.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

namespace {

constexpr char kPath[] = "/dev/.services";
constexpr int kNoService = 20; ///< What `cmd` ends with on Android.

bool sendWords(int socket, const std::string &words)
{
    auto length = std::uint32_t(words.size());
    const std::array<int, 3> files{0, 1, 2};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof files)> control{};
    iovec part{&length, sizeof length};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr *const head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof files);
    std::memcpy(CMSG_DATA(head), files.data(), sizeof files);
    if (::sendmsg(socket, &message, MSG_NOSIGNAL) != ssize_t(sizeof length))
        return false;
    for (std::size_t done = 0; done < words.size();) {
        const ssize_t sent = ::send(socket, words.data() + done, words.size() - done, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        done += sent > 0 ? std::size_t(sent) : 0;
    }
    return true;
}

} // namespace

int main(int count, char **arguments)
{
    std::string words;
    for (int i = 1; i < count; ++i)
        words.append(arguments[i]).push_back('\0');
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, kPath, sizeof kPath);
    if (words.empty() ||
        ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        !sendWords(socket, words)) {
        std::fprintf(stderr, "cmd: Can't find service: %s\n", count > 1 ? arguments[1] : "");
        return kNoService;
    }
    unsigned char code = kNoService;
    ssize_t got = 0;
    do
        got = ::read(socket, &code, 1);
    while (got < 0 && errno == EINTR);
    return got == 1 ? code : kNoService;
}
