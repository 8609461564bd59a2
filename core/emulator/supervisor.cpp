// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/supervisor.h"

#include "core/emulator/emulatorfiles.h"
#include "core/emulator/emulatorprocess.h"
#include "core/emulator/namespaces.h"
#include "core/emulator/phonemounts.h"
#include "core/emulator/phoneserver.h"
#include "core/emulator/rootbuilder.h"

#include <QFile>
#include <QJsonDocument>

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

namespace holdfast {
namespace {

Result<EmulatorSettings> readSettings(const EmulatorFiles &files)
{
    QFile file(files.settings());
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::EmulatorNotFound, file.errorString(), {.object = files.folder()});
    return EmulatorSettings::fromJson(QJsonDocument::fromJson(file.readAll()).object());
}

/// In the adbd stand-in: never returns.
[[noreturn]] void serve(const EmulatorFiles &files, const EmulatorSettings &settings)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::_exit(runPhoneServer(files.folder(), settings));
}

/// The phone's first process: prepares /dev and /proc, starts the stand-in, reaps orphans. When it ends the
/// kernel ends every process of the phone.
[[noreturn]] void beInit(const EmulatorFiles &files, const EmulatorSettings &settings, Isolation isolation)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setsid();
    const std::string root = QFile::encodeName(files.root()).toStdString();
    const std::string bootId = QFile::encodeName(files.bootId()).toStdString();
    if (const auto mounted = mountPhone(root, bootId, isolation == Isolation::Full); !mounted) {
        std::fprintf(stderr, "%s\n", qPrintable(mounted.error().detail));
        ::_exit(1);
    }
    const pid_t server = ::fork();
    if (server == 0)
        serve(files, settings);
    for (;;) {
        int status = 0;
        const pid_t ended = ::waitpid(-1, &status, 0);
        if (ended == server)
            ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
    }
}

class Supervisor
{
public:
    Supervisor(EmulatorFiles files, EmulatorSettings settings)
        : m_files(std::move(files)), m_settings(std::move(settings))
    {
        ::sigemptyset(&m_signals);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD})
            ::sigaddset(&m_signals, signal);
        ::sigprocmask(SIG_BLOCK, &m_signals, nullptr);
    }

    Result<void> run()
    {
        for (;;) {
            const pid_t phone = start();
            if (phone < 0)
                return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)),
                            {.object = m_settings.name});
            const int code = waitFor(phone);
            QFile::remove(m_files.ready());
            if (m_stopped)
                return {};
            if (code != kRebootExitCode)
                return fail(Errc::EmulatorFailed, QStringLiteral("the phone's processes ended by themselves"),
                            {.object = m_settings.name});
            std::fprintf(stderr, "reboot\n");
            // Long enough for hosts to notice that the phone was away.
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
    }

private:
    [[nodiscard]] pid_t start() const
    {
        std::fflush(nullptr);
        Isolation isolation = Isolation::Full;
        const pid_t phone = forkIsolated(isolation);
        if (phone == 0)
            beInit(m_files, m_settings, isolation);
        return phone;
    }

    /// Returns the exit code once the phone has ended, by itself or because we were told to.
    int waitFor(pid_t phone)
    {
        for (;;) {
            siginfo_t info{};
            if (::sigwaitinfo(&m_signals, &info) < 0)
                continue;
            if (info.si_signo != SIGCHLD) {
                m_stopped = true;
                ::kill(phone, SIGKILL);
            }
            int status = 0;
            if (::waitpid(phone, &status, m_stopped ? 0 : WNOHANG) == phone)
                return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        }
    }

    const EmulatorFiles m_files;
    const EmulatorSettings m_settings;
    sigset_t m_signals{};
    bool m_stopped = false;
};

} // namespace

Result<void> superviseEmulator(const QString &folder)
{
    EmulatorFiles files(folder);
    auto settings = readSettings(files);
    if (!settings)
        return tl::unexpected(settings.error());
    const auto lock = EmulatorProcess::lock(files.pid());
    if (!lock)
        return tl::unexpected(lock.error());
    for (const QString &left : {files.ready(), files.faults(), files.faultsSeen()})
        QFile::remove(left);
    if (auto written = writePhoneProperties(files.root(), *settings); !written)
        return written;
    std::fprintf(stderr, "%s: 127.0.0.1:%d\n", qPrintable(settings->name), settings->port);
    return Supervisor(std::move(files), *std::move(settings)).run();
}

} // namespace holdfast
