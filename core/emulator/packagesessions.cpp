// SPDX-License-Identifier: GPL-3.0-or-later
// The installing half of PackageManager: sessions with APKs on stdin.
#include "core/emulator/packagedata.h"
#include "core/emulator/packagemanager.h"
#include "core/emulator/phonecontext.h"

#include <QFile>
#include <QRandomGenerator>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kBad = 1;
constexpr int kUnknown = 255;
constexpr unsigned kSystem = 1000;

/// Opens a file of the phone as the phone sees it: links never lead out of its root.
FileDescriptor openOnPhone(const std::string &root, const QString &path)
{
    const FileDescriptor top(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT;
    return FileDescriptor(
        int(::syscall(SYS_openat2, top.get(), QFile::encodeName(path).constData(), &how, sizeof how)));
}

int throwException(const ServiceCall &call, const QString &exception)
{
    call.complain(u"\nException occurred while executing '%1':\n%2"_s.arg(call.words.value(1), exception));
    return kUnknown;
}

/// Options with a value that does not matter on an emulated phone.
bool hasIgnoredValue(const QString &option)
{
    static const QStringList all{u"--user"_s,
                                 u"--abi"_s,
                                 u"--install-location"_s,
                                 u"--install-reason"_s,
                                 u"--package-source"_s,
                                 u"--originating-uri"_s,
                                 u"--referrer"_s,
                                 u"--pkg"_s,
                                 u"--update-ownership"_s};
    return all.contains(option);
}

} // namespace

Result<int> PackageManager::openSession(CommandWords &words, qint64 &size)
{
    Session session;
    size = 0;
    for (QString option = words.nextOption(); !option.isEmpty(); option = words.nextOption()) {
        if (option == "-S"_L1)
            size = words.next().toLongLong();
        else if (option == "-i"_L1)
            session.options.installer = words.next();
        else if (option == "-p"_L1)
            session.options.inherit = words.next();
        else if (option == "-d"_L1)
            session.options.allowDowngrade = true;
        else if (option == "-t"_L1)
            session.options.allowTest = true;
        else if (option == "-R"_L1)
            session.options.replaceExisting = false;
        else if (option == "--bypass-low-target-sdk-block"_L1)
            session.options.bypassLowTargetSdk = true;
        else if (hasIgnoredValue(option))
            (void)words.next();
    }
    if (m_phone.space.limited() && m_phone.space.space().free < size)
        return fail(Errc::PhoneSpace,
                    u"android.os.ParcelableException: java.io.IOException: Requested internal "
                    "only, but not enough space"_s);
    const std::scoped_lock lock(m_mutex);
    int id = 0;
    while (id == 0 || m_sessions.contains(id))
        id = QRandomGenerator::system()->bounded(1, 0x7fffffff);
    session.stage = root() % u"/data/app/vmdl%1.tmp"_s.arg(id);
    if (auto made = makeLabelledFolder(session.stage, kSystem, kSystem, 0775, "u:object_r:apk_tmp_file:s0");
        !made)
        return tl::unexpected(made.error());
    m_sessions.insert(id, session);
    return id;
}

int PackageManager::installCreate(const ServiceCall &call, CommandWords &words)
{
    qint64 size = 0;
    const auto id = openSession(words, size);
    if (!id)
        return throwException(call, id.error().detail);
    call.print(u"Success: created install session [%1]"_s.arg(*id));
    return 0;
}

Result<void> PackageManager::stageFile(const Session &session, const QString &name, int source, qint64 size)
{
    const QString path = session.stage % u'/' % name;
    const FileDescriptor file(::open(QFile::encodeName(path).constData(),
                                     O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.valid())
        return fail(Errc::EmulatorFailed, u"java.io.IOException: cannot write "_s % name);
    std::vector<char> block(256 * 1024);
    for (qint64 left = size; left > 0;) {
        const ssize_t got = ::read(source, block.data(), std::size_t(qMin(left, qint64(block.size()))));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail(
                Errc::EmulatorFailed,
                u"java.io.IOException: Unexpected EOF after %1 of %2 bytes"_s.arg(size - left).arg(size));
        if (m_phone.space.limited() && !m_phone.space.take(got))
            return fail(Errc::PhoneSpace,
                        u"java.io.IOException: write failed: ENOSPC (No space left on device)"_s);
        if (::write(file.get(), block.data(), std::size_t(got)) != got)
            return fail(Errc::EmulatorFailed, u"java.io.IOException: write failed"_s);
        left -= got;
    }
    return {};
}

int PackageManager::installWrite(const ServiceCall &call, CommandWords &words)
{
    qint64 size = -1;
    for (QString option = words.nextOption(); !option.isEmpty(); option = words.nextOption()) {
        if (option == "-S"_L1)
            size = words.next().toLongLong();
    }
    const int id = words.next().toInt();
    const QString name = words.next();
    const QString from = words.next();
    Session session;
    {
        const std::scoped_lock lock(m_mutex);
        session = m_sessions.value(id);
    }
    if (session.stage.isEmpty())
        return throwException(call,
                              u"java.lang.SecurityException: Caller has no access to session %1"_s.arg(id));
    if (name.isEmpty() || name.contains(u'/') || name.startsWith(u'.'))
        return throwException(call, u"java.lang.IllegalArgumentException: Invalid name: "_s % name);
    FileDescriptor file;
    if (!from.isEmpty() && from != "-"_L1) {
        file = openOnPhone(m_phone.root, from);
        struct stat status = {};
        if (!file.valid() || ::fstat(file.get(), &status) != 0) {
            call.complain(u"Error: Unable to open file: "_s % from);
            return kBad;
        }
        size = status.st_size;
    } else if (size <= 0) {
        call.complain(u"Error: must specify an APK size"_s);
        return kBad;
    }
    const auto staged = stageFile(session, name, file.valid() ? file.get() : call.input.get(), size);
    if (!staged) {
        call.complain(u"Error: failed to write; "_s % staged.error().detail);
        return kBad;
    }
    call.print(u"Success: streamed %1 bytes"_s.arg(size));
    return 0;
}

int PackageManager::commit(const ServiceCall &call, int session)
{
    const std::scoped_lock lock(m_mutex);
    const Session taken = m_sessions.take(session);
    if (taken.stage.isEmpty())
        return throwException(
            call, u"java.lang.SecurityException: Caller has no access to session %1"_s.arg(session));
    const InstallResult installed = m_installer.install(taken.stage, taken.options);
    if (!installed) {
        call.print(u"Failure [%1]"_s.arg(installed.error()));
        return kBad;
    }
    // What ran of the former version does so no longer.
    if (const auto list = PackageList::read(root()); list && std::as_const(*list).find(*installed))
        stopProcesses(*std::as_const(*list).find(*installed));
    call.print(u"Success"_s);
    return 0;
}

int PackageManager::installCommit(const ServiceCall &call, CommandWords &words)
{
    return commit(call, words.next().toInt());
}

int PackageManager::installAbandon(const ServiceCall &call, CommandWords &words)
{
    const int id = words.next().toInt();
    const std::scoped_lock lock(m_mutex);
    const Session taken = m_sessions.take(id);
    if (taken.stage.isEmpty())
        return throwException(call,
                              u"java.lang.SecurityException: Caller has no access to session %1"_s.arg(id));
    removeTree(taken.stage);
    call.print(u"Success"_s);
    return 0;
}

int PackageManager::install(const ServiceCall &call, CommandWords &words)
{
    qint64 size = 0;
    const auto id = openSession(words, size);
    if (!id)
        return throwException(call, id.error().detail);
    QStringList files = words.rest();
    if (files.isEmpty())
        files += u"-"_s;
    for (qsizetype number = 0; number < files.size(); ++number) {
        CommandWords write(QStringList{u"-S"_s, QString::number(size), QString::number(*id),
                                       u"%1.apk"_s.arg(number), files[number]});
        ServiceCall quiet{.words = call.words,
                          .input = FileDescriptor(::fcntl(call.input.get(), F_DUPFD_CLOEXEC, 3)),
                          .output = {},
                          .errors = FileDescriptor(::fcntl(call.errors.get(), F_DUPFD_CLOEXEC, 3))};
        if (const int code = installWrite(quiet, write); code != 0) {
            const std::scoped_lock lock(m_mutex);
            removeTree(m_sessions.take(*id).stage);
            return code;
        }
    }
    return commit(call, *id);
}

} // namespace holdfast
