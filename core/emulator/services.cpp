// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/services.h"

#include <array>
#include <chrono>
#include <thread>

namespace holdfast {
namespace {

/// The host reads the answer to its end before the link goes, as it does while adbd restarts.
void answerAndDrop(const std::shared_ptr<AdbStream> &stream, std::string_view text,
                   const std::function<void()> &drop)
{
    stream->write(text);
    stream->close();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    drop();
}

void serveRoot(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream, PhoneContext &phone)
{
    const bool allowed =
        phone.settings.root == RootPolicy::Adbd || phone.settings.root == RootPolicy::Userdebug;
    if (!allowed || phone.faults.current().noRoot) {
        stream->write("adbd cannot run as root in production builds\n");
    } else if (phone.adbdIsRoot.exchange(true)) {
        stream->write("adbd is already running as root\n");
    } else {
        answerAndDrop(stream, "restarting adbd as root\n", phone.dropConnections);
    }
}

void serveUnroot(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream,
                 PhoneContext &phone)
{
    if (phone.adbdIsRoot.exchange(false))
        answerAndDrop(stream, "restarting adbd as non root\n", phone.dropConnections);
    else
        stream->write("adbd not running as root\n");
}

void serveReboot(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream,
                 PhoneContext &phone)
{
    answerAndDrop(stream, {}, phone.reboot);
}

void serveRemount(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream,
                  PhoneContext &phone)
{
    stream->write(phone.runsAsRoot() ? "remount succeeded\n"
                                     : "Not running as root. Try \"adb root\" first.\n");
}

void serveTcpip(const std::string & /*service*/, const std::shared_ptr<AdbStream> &stream,
                PhoneContext & /*phone*/)
{
    stream->write("this phone's port cannot be changed\n");
}

struct KnownService
{
    std::string_view prefix;
    ServiceFunction function;
};

constexpr std::array kServices{
    KnownService{"shell:", serveShell},   KnownService{"shell,", serveShell},
    KnownService{"exec:", serveShell},    KnownService{"sync:", serveSync},
    KnownService{"root:", serveRoot},     KnownService{"unroot:", serveUnroot},
    KnownService{"reboot:", serveReboot}, KnownService{"remount:", serveRemount},
    KnownService{"tcpip:", serveTcpip},
};

} // namespace

ServiceFunction findService(std::string_view service)
{
    for (const KnownService &known : kServices) {
        if (service.starts_with(known.prefix))
            return known.function;
    }
    return nullptr;
}

} // namespace holdfast
