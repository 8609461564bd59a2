// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/platform.h"

#include <QDir>
#include <QFile>

#include <windows.h>

#include <io.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::platform {
namespace {

tl::unexpected<Error> failure(const QString &what, DWORD code)
{
    const QString detail = what % u": error "_s % QString::number(code);
    switch (code) {
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return fail(Errc::StoreFull, detail);
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
        return fail(Errc::StoreDenied, detail);
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
        return fail(Errc::ObjectExists, detail);
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return fail(Errc::ObjectNotFound, detail);
    default:
        return fail(Errc::StoreFailed, detail);
    }
}

const wchar_t *wide(const QString &path)
{
    return reinterpret_cast<const wchar_t *>(path.utf16());
}

class WindowsFile final : public OutputFile
{
public:
    explicit WindowsFile(const QString &path) : m_file(path) {}

    bool open() { return m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered); }

    Result<void> write(QByteArrayView bytes) override
    {
        if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
            return failure(u"cannot write"_s, GetLastError());
        return {};
    }

    Result<void> finish() override
    {
        if (!FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(m_file.handle()))))
            return failure(u"cannot make the bytes durable"_s, GetLastError());
        m_file.close();
        return {};
    }

private:
    QFile m_file;
};

} // namespace

Result<std::unique_ptr<OutputFile>> OutputFile::create(const QString &path)
{
    auto file = std::make_unique<WindowsFile>(path);
    if (!file->open())
        return failure(u"cannot make a file"_s, GetLastError());
    return file;
}

Result<void> publish(const QString &from, const QString &to, bool overwrite)
{
    const DWORD flags = MOVEFILE_WRITE_THROUGH | (overwrite ? MOVEFILE_REPLACE_EXISTING : 0);
    if (!MoveFileExW(wide(QDir::toNativeSeparators(from)), wide(QDir::toNativeSeparators(to)), flags))
        return failure(u"cannot give the object its name"_s, GetLastError());
    return {};
}

Result<void> syncFolder(const QString &)
{
    return {};
}

Result<void> makeFolder(const QString &path)
{
    if (!CreateDirectoryW(wide(QDir::toNativeSeparators(path)), nullptr) &&
        GetLastError() != ERROR_ALREADY_EXISTS)
        return failure(u"cannot make a folder"_s, GetLastError());
    return {};
}

bool isPrivate(const QString & /*path*/)
{
    return true; // What lies in a user's profile is theirs.
}

bool processRuns(qint64 pid)
{
    const HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, DWORD(pid));
    if (!process)
        return GetLastError() != ERROR_INVALID_PARAMETER;
    const bool runs = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
    CloseHandle(process);
    return runs;
}

} // namespace holdfast::platform
