// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/emulatorprocess.h"

#include "core/emulator/filedescriptor.h"

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace holdfast {
namespace {

class FileLock final : public EmulatorProcess::Lock
{
public:
    explicit FileLock(FileDescriptor file) : m_file(std::move(file)) {}

private:
    FileDescriptor m_file;
};

struct flock wholeFile()
{
    struct flock range
    {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    return range;
}

} // namespace

Result<std::shared_ptr<EmulatorProcess::Lock>> EmulatorProcess::lock(const QString &pidFile)
{
    FileDescriptor file(::open(QFile::encodeName(pidFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    // A lock of this kind belongs to the process alone: children do not inherit it.
    struct flock range = wholeFile();
    if (!file.valid() || ::fcntl(file.get(), F_SETLK, &range) != 0) {
        const bool running = errno == EAGAIN || errno == EACCES;
        return fail(Errc::EmulatorFailed,
                    running && file.valid() ? QStringLiteral("it is running already")
                                            : QString::fromLocal8Bit(std::strerror(errno)),
                    {.path = pidFile});
    }
    const QByteArray text = QByteArray::number(qint64(::getpid())) + '\n';
    if (::ftruncate(file.get(), 0) != 0 ||
        ::write(file.get(), text.constData(), size_t(text.size())) != text.size())
        return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {.path = pidFile});
    return std::make_shared<FileLock>(std::move(file));
}

std::optional<qint64> EmulatorProcess::find(const QString &pidFile)
{
    const FileDescriptor file(::open(QFile::encodeName(pidFile).constData(), O_RDWR | O_CLOEXEC));
    struct flock range = wholeFile();
    if (!file.valid() || ::fcntl(file.get(), F_GETLK, &range) != 0 || range.l_type == F_UNLCK)
        return {};
    return qint64(range.l_pid);
}

void EmulatorProcess::terminate(qint64 pid)
{
    ::kill(pid_t(pid), SIGTERM);
}

void EmulatorProcess::kill(qint64 pid)
{
    ::kill(pid_t(pid), SIGKILL);
}

} // namespace holdfast
