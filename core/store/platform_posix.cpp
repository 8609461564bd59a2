// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/platform.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::platform {
namespace {

tl::unexpected<Error> failure(const char *what, int code)
{
    const QString detail = QString::fromLatin1(what) % u": "_s % QString::fromLocal8Bit(strerror(code));
    switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(Errc::StoreFull, detail);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(Errc::StoreDenied, detail);
    case EEXIST:
        return fail(Errc::ObjectExists, detail);
    case ENOENT:
        return fail(Errc::ObjectNotFound, detail);
    case ENODEV:
    case ENXIO:
    case ESTALE:
    case ENOTCONN:
        return fail(Errc::StoreUnreachable, detail);
    default:
        return fail(Errc::StoreFailed, detail);
    }
}

class PosixFile final : public OutputFile
{
public:
    explicit PosixFile(int descriptor) : m_descriptor(descriptor) {}
    ~PosixFile() override
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    Result<void> write(QByteArrayView bytes) override
    {
        while (!bytes.isEmpty()) {
            const ssize_t done = ::write(m_descriptor, bytes.data(), size_t(bytes.size()));
            if (done < 0 && errno != EINTR)
                return failure("cannot write", errno);
            if (done > 0)
                bytes = bytes.sliced(done);
        }
        return {};
    }

    Result<void> finish() override
    {
        if (fsync(m_descriptor) != 0)
            return failure("cannot make the bytes durable", errno);
        const int descriptor = std::exchange(m_descriptor, -1);
        // Network file systems tell of a full disk only now.
        if (::close(descriptor) != 0)
            return failure("cannot close", errno);
        return {};
    }

private:
    int m_descriptor;
};

/// A new name for the file that fails when there is one; for systems without a rename that does.
int linkAndUnlink(const char *from, const char *to)
{
    if (link(from, to) != 0)
        return -1;
    unlink(from);
    return 0;
}

int renameWithoutOverwriting(const char *from, const char *to)
{
#ifdef RENAME_NOREPLACE
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    // Some network and FUSE file systems do not know the flag.
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
#endif
    return linkAndUnlink(from, to);
}

} // namespace

Result<std::unique_ptr<OutputFile>> OutputFile::create(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure("cannot make a file", errno);
    return std::make_unique<PosixFile>(descriptor);
}

Result<void> publish(const QString &from, const QString &to, bool overwrite)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    const int done = overwrite ? rename(source.constData(), target.constData())
                               : renameWithoutOverwriting(source.constData(), target.constData());
    if (done != 0)
        return failure("cannot give the object its name", errno);
    return {};
}

Result<void> syncFolder(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return failure("cannot open the folder", errno);
    const int done = fsync(descriptor);
    const int code = errno;
    ::close(descriptor);
    // Some file systems have no durable folders to offer.
    if (done != 0 && code != EINVAL && code != ENOTSUP)
        return failure("cannot make the folder durable", code);
    return {};
}

Result<void> makeFolder(const QString &path)
{
    if (mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return failure("cannot make a folder", errno);
    return {};
}

bool isPrivate(const QString &path)
{
    struct stat status = {};
    return stat(QFile::encodeName(path).constData(), &status) == 0 && (status.st_mode & 077) == 0;
}

bool processRuns(qint64 pid)
{
    return kill(pid_t(pid), 0) == 0 || errno != ESRCH;
}

} // namespace holdfast::platform
