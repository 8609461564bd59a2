// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/phoneserver.h"

#include "core/emulator/adbconnection.h"
#include "core/emulator/emulatorfiles.h"
#include "core/emulator/filefault.h"
#include "core/emulator/phonecontext.h"
#include "core/emulator/phonemounts.h"
#include "core/emulator/servicesocket.h"

#include <QFile>
#include <QJsonDocument>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace holdfast {
namespace {

/// How often a phone looks for faults that nobody tells it of.
constexpr int kLookMs = 250;

class PhoneServer
{
public:
    PhoneServer(const QString &folder, const EmulatorSettings &settings)
        : m_files(folder),
          m_phone(settings, QFile::encodeName(m_files.root()).toStdString()),
          m_packages(m_phone)
    {
        m_phone.adbdIsRoot = settings.root == RootPolicy::Adbd;
        m_phone.dropConnections = [this] { dropConnections(); };
        m_phone.reboot = [] { ::_exit(kRebootExitCode); };
        if (settings.freeBytes > 0)
            m_phone.space.setFree(settings.freeBytes);
        writeProperties(m_phone.root);
        applyFaults(settings.faults);
    }

    int run()
    {
        m_services = ServiceSocket::listen(m_phone.root);
        if (!listen() || !m_services.valid())
            return 1;
        watch();
        if (QFile ready(m_files.ready()); !ready.open(QIODevice::WriteOnly))
            return 1;
        readFaults();
        for (;;) {
            std::array<pollfd, 4> files{pollfd{m_listener.get(), POLLIN, 0}, pollfd{m_watch.get(), POLLIN, 0},
                                        pollfd{m_rebootPipe.get(), POLLIN, 0},
                                        pollfd{m_services.get(), POLLIN, 0}};
            const int ready = ::poll(files.data(), files.size(), m_watch.valid() ? -1 : kLookMs);
            if (ready < 0)
                continue;
            if (ready == 0)
                readFaults();
            if (files[0].revents != 0)
                accept();
            if (files[1].revents != 0) {
                std::array<char, 4096> events{};
                if (::read(m_watch.get(), events.data(), events.size()) > 0)
                    readFaults();
            }
            if (files[2].revents != 0)
                return kRebootExitCode;
            if (files[3].revents != 0)
                ServiceSocket::accept(m_services, m_packages);
        }
    }

private:
    bool listen()
    {
        m_listener = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const int on = 1;
        ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_phone.settings.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::bind(m_listener.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 &&
            ::listen(m_listener.get(), 16) == 0)
            return true;
        std::fprintf(stderr, "cannot listen on 127.0.0.1:%d: %s\n", m_phone.settings.port,
                     std::strerror(errno));
        return false;
    }

    void watch()
    {
        m_watch = FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
        const QByteArray folder = QFile::encodeName(m_files.folder());
        // The shell's `reboot` writes to this pipe; opened for both ways so that it never hangs up.
        const std::string pipe = m_phone.root + kRebootPipe;
        ::unlink(pipe.c_str());
        if (::mkfifo(pipe.c_str(), 0622) == 0) {
            ::chmod(pipe.c_str(), 0622);
            m_rebootPipe = FileDescriptor(::open(pipe.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK));
        }
        // Linux gives a user some hundred of these; the phones of a large fleet look by themselves instead.
        if (::inotify_add_watch(m_watch.get(), folder.constData(), IN_MOVED_TO | IN_CLOSE_WRITE) < 0)
            m_watch = FileDescriptor();
    }

    void accept()
    {
        FileDescriptor socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket.valid())
            return;
        auto connection = std::make_shared<AdbConnection>(std::move(socket), m_phone);
        {
            const std::scoped_lock lock(m_mutex);
            m_connections.remove_if([](const auto &known) { return known.expired(); });
            m_connections.push_back(connection);
        }
        std::thread([connection] { connection->run(); }).detach();
    }

    void dropConnections()
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &known : m_connections) {
            if (const auto connection = known.lock())
                connection->drop();
        }
    }

    /// Takes over what EmulatorHome::setFaults wrote, and tells it so.
    void readFaults()
    {
        QFile file(m_files.faults());
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        const QString generation = json.value(QLatin1String("generation")).toString();
        const auto faults = EmulatorFaults::fromJson(json.value(QLatin1String("faults")).toObject());
        if (!faults || generation == m_generation)
            return;
        applyFaults(*faults);
        m_generation = generation;
        QFile answer(m_files.faultsSeen());
        if (answer.open(QIODevice::WriteOnly))
            answer.write(generation.toUtf8());
    }

    void applyFaults(const EmulatorFaults &faults)
    {
        const EmulatorFaults before = m_phone.faults.current();
        if (faults.diskFullAfterBytes != before.diskFullAfterBytes) {
            const qint64 configured = m_phone.settings.freeBytes > 0 ? m_phone.settings.freeBytes : -1;
            m_phone.space.setFree(faults.diskFullAfterBytes >= 0 ? faults.diskFullAfterBytes : configured);
        }
        if (faults.noExec != before.noExec)
            setNoExec(m_phone.root, faults.noExec);
        m_fileFault.reset();
        if (!faults.vanishPath.isEmpty() || !faults.shrinkPath.isEmpty() || !faults.growPath.isEmpty())
            m_fileFault = std::make_unique<FileFault>(m_phone.root, faults);
        m_phone.faults.set(faults);
        writePhoneState(m_phone.root, m_phone.settings.root, faults);
    }

    const EmulatorFiles m_files;
    PhoneContext m_phone;
    PackageManager m_packages;
    FileDescriptor m_listener;
    FileDescriptor m_watch;
    FileDescriptor m_rebootPipe;
    FileDescriptor m_services;
    QString m_generation;
    std::unique_ptr<FileFault> m_fileFault;
    std::mutex m_mutex;
    std::list<std::weak_ptr<AdbConnection>> m_connections;
};

} // namespace

int runPhoneServer(const QString &folder, const EmulatorSettings &settings)
{
    ::signal(SIGPIPE, SIG_IGN);
    // Threads of connections may still use it when the process ends: it is never destroyed.
    static PhoneServer *const server = new PhoneServer(folder, settings);
    return server->run();
}

} // namespace holdfast
