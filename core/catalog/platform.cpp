// SPDX-License-Identifier: GPL-3.0-or-later
// What the operating systems tell about processes; the catalog's only file that differs between them.
#include "core/catalog/platform.h"

#include <QFile>
#include <QSysInfo>

#if defined(Q_OS_WIN)
#include <windows.h>
#elif !defined(Q_OS_LINUX)
#include <cerrno>
#include <csignal>
#endif

namespace holdfast {
namespace {

#if defined(Q_OS_LINUX)

/// Start time in ticks since boot: field 22 of /proc/PID/stat (proc(5)), counted behind the program's name,
/// which is in brackets and may hold anything. A zombie counts as gone.
QString startTime(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QFile::ReadOnly))
        return {};
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return {};
    return QString::fromLatin1(fields[19]);
}

#elif defined(Q_OS_WIN)

QString startTime(qint64 pid)
{
    const HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, DWORD(pid));
    if (!process)
        return {};
    FILETIME created{}, exited{}, kernel{}, user{};
    DWORD code = 0;
    const bool running = GetExitCodeProcess(process, &code) && code == STILL_ACTIVE &&
                         GetProcessTimes(process, &created, &exited, &kernel, &user);
    CloseHandle(process);
    return running ? QString::number((quint64(created.dwHighDateTime) << 32) | created.dwLowDateTime)
                   : QString();
}

#else

/// Only whether the number is in use: a later process with the same number is taken for the first one.
QString startTime(qint64 pid)
{
    const bool running = ::kill(pid_t(pid), 0) == 0 || errno == EPERM;
    return running ? QStringLiteral("running") : QString();
}

#endif

} // namespace

QString processStartMark(qint64 pid)
{
    const QString time = startTime(pid);
    return time.isEmpty() ? QString() : QString(QString::fromLatin1(QSysInfo::bootUniqueId()) + u':' + time);
}

} // namespace holdfast
