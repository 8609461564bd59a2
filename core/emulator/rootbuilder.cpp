// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/rootbuilder.h"

#include "core/emulator/emulatorprogram.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

struct Folder
{
    const char *path;
    mode_t mode;
    uid_t owner;
    gid_t group;
};

/// As Android's init makes them (system/core/rootdir/init.rc).
constexpr std::array kFolders{
    Folder{"", 0755, 0, 0},
    Folder{"/system", 0755, 0, 0},
    Folder{"/system/bin", 0755, 0, 2000},
    Folder{"/system/etc", 0755, 0, 0},
    Folder{"/vendor", 0755, 0, 2000},
    Folder{"/dev", 0755, 0, 0},
    Folder{"/dev/__properties__", 0711, 0, 0},
    Folder{"/proc", 0555, 0, 0},
    Folder{"/proc/sys", 0555, 0, 0},
    Folder{"/proc/sys/kernel", 0555, 0, 0},
    Folder{"/proc/sys/kernel/random", 0555, 0, 0},
    Folder{"/storage", 0755, 0, 1028},
    Folder{"/mnt", 0755, 0, 1000},
    Folder{"/data", 0771, 1000, 1000},
    Folder{"/data/adb", 0700, 0, 0},
    Folder{"/data/anr", 0775, 1000, 1000},
    Folder{"/data/app", 0771, 1000, 1000},
    Folder{"/data/data", 0771, 1000, 1000},
    Folder{"/data/dalvik-cache", 0771, 0, 0},
    Folder{"/data/local", 0751, 0, 0},
    Folder{"/data/local/tmp", 0771, 2000, 2000},
    Folder{"/data/media", 0770, 1023, 1023},
    Folder{"/data/media/0", 0770, 1023, 1023},
    Folder{"/data/misc", 01771, 1000, 9998},
    Folder{"/data/misc/adb", 02750, 1000, 2000},
    Folder{"/data/property", 0700, 0, 0},
    Folder{"/data/system", 0775, 1000, 1000},
    Folder{"/data/system/users", 0775, 1000, 1000},
    Folder{"/data/system/users/0", 0700, 1000, 1000},
    Folder{"/data/user", 0711, 1000, 1000},
    Folder{"/data/user_de", 0711, 1000, 1000},
    Folder{"/data/user_de/0", 0771, 1000, 1000},
};

struct Link
{
    const char *path;
    const char *target;
};
constexpr std::array kLinks{Link{"/bin", "/system/bin"}, Link{"/etc", "/system/etc"},
                            Link{"/storage/emulated", "/data/media"}, Link{"/sdcard", "/storage/emulated/0"},
                            Link{"/data/user/0", "/data/data"}};

/// What Debian's toybox was built without; the GNU tools answer alike for what is used.
constexpr std::array kHostTools{"dd", "expr", "gzip", "tr", "diff", "getfattr"};

tl::unexpected<Error> failure(const QString &path)
{
    return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {.path = path});
}

QString findTool(const QString &name)
{
    return QStandardPaths::findExecutable(name, {u"/usr/bin"_s, u"/bin"_s, u"/usr/sbin"_s});
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

/// The libraries that a program of this machine loads. Asked once: whoever makes hundreds of phones waits for
/// nothing else so long.
QStringList librariesOf(const QString &program)
{
    static std::mutex mutex;
    static QHash<QString, QStringList> known;
    const std::scoped_lock lock(mutex);
    if (const auto found = known.constFind(program); found != known.cend())
        return *found;
    static const QRegularExpression library(u"(/[^ ]+) \\(0x"_s);
    QStringList paths;
    auto found = library.globalMatch(QString::fromLocal8Bit(outputOf(u"ldd"_s, {program})));
    while (found.hasNext())
        paths.append(found.next().captured(1));
    known.insert(program, paths);
    return paths;
}

class RootBuilder
{
public:
    RootBuilder(QString root, const EmulatorSettings &settings)
        : m_root(std::move(root)), m_settings(settings)
    {}

    Result<void> build()
    {
        return makeFolders()
            .and_then([this] { return installPrograms(); })
            .and_then([this] { return installStandIns(); })
            .and_then([this] { return writeTexts(); });
    }

private:
    Result<void> makeFolders()
    {
        for (const Folder &folder : kFolders) {
            const QByteArray path = QFile::encodeName(m_root) + folder.path;
            if ((::mkdir(path.constData(), 0700) != 0 && errno != EEXIST) ||
                ::chown(path.constData(), folder.owner, folder.group) != 0 ||
                ::chmod(path.constData(), folder.mode) != 0)
                return failure(QFile::decodeName(path));
        }
        for (const Link &link : kLinks) {
            const QByteArray path = QFile::encodeName(m_root) + link.path;
            if (::symlink(link.target, path.constData()) != 0 && errno != EEXIST)
                return failure(m_root + QLatin1String(link.path));
        }
        return {};
    }

    Result<void> copyProgram(const QString &from, const QString &to, mode_t mode = 0755)
    {
        QFile::remove(to);
        if (!QFile::copy(from, to) || ::chmod(QFile::encodeName(to).constData(), mode) != 0)
            return failure(to);
        return {};
    }

    /// A program of this machine with every library that it loads, at the same paths.
    Result<void> install(const QString &from, const QString &name)
    {
        if (auto copied = copyProgram(from, m_root + u"/system/bin/"_s + name); !copied)
            return copied;
        for (const QString &path : librariesOf(from)) {
            const QString target = m_root + path;
            if (QFile::exists(target))
                continue;
            QDir().mkpath(QFileInfo(target).path());
            if (auto copied = copyProgram(QFileInfo(path).canonicalFilePath(), target); !copied)
                return copied;
        }
        return {};
    }

    Result<void> installPrograms()
    {
        const QString shell = findTool(u"mksh"_s);
        const QString toybox = findTool(u"toybox"_s);
        if (shell.isEmpty() || toybox.isEmpty())
            return fail(Errc::EmulatorFailed, u"install the packages mksh and toybox"_s,
                        {.object = m_settings.name});
        if (auto installed = install(shell, u"sh"_s); !installed)
            return installed;
        if (auto installed = install(toybox, u"toybox"_s); !installed)
            return installed;
        for (const QByteArray &command : outputOf(toybox, {}).simplified().split(' ')) {
            const QByteArray path = QFile::encodeName(m_root) + "/system/bin/" + command;
            if (command != "sh" && command != "su")
                ::symlink("toybox", path.constData());
        }
        for (const char *tool : kHostTools) {
            const QString path = findTool(QLatin1String(tool));
            if (path.isEmpty())
                continue;
            if (auto installed = install(path, QLatin1String(tool)); !installed)
                return installed;
        }
        return {};
    }

    Result<void> installStandIns()
    {
        const QDir scripts(u":/holdfast/emulator/userland"_s);
        for (const QString &name : scripts.entryList(QDir::Files)) {
            if (auto copied = copyProgram(scripts.filePath(name), m_root + u"/system/bin/"_s + name); !copied)
                return copied;
        }
        const QString call = findEmulatorProgram(u"holdfast-emulator-call"_s);
        if (call.isEmpty())
            return fail(Errc::EmulatorFailed, u"the program holdfast-emulator-call was not found"_s,
                        {.object = m_settings.name});
        if (auto copied = copyProgram(call, m_root + u"/system/bin/holdfast-emulator-call"_s); !copied)
            return copied;
        const QString su = findEmulatorProgram(u"holdfast-emulator-su"_s);
        if (su.isEmpty() || m_settings.root == RootPolicy::None || m_settings.root == RootPolicy::Adbd)
            return {};
        return copyProgram(su, m_root + u"/system/bin/su"_s, 06755);
    }

    Result<void> writeText(const QString &path, const QByteArray &text)
    {
        QFile file(m_root + path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
            return fail(Errc::EmulatorFailed, file.errorString(), {.path = file.fileName()});
        return {};
    }

    Result<void> writeTexts()
    {
        QByteArray users = "root:x:0:0::/:/system/bin/sh\nsystem:x:1000:1000::/:/system/bin/sh\n"
                           "media_rw:x:1023:1023::/:/system/bin/sh\nshell:x:2000:2000::/:/system/bin/sh\n";
        QByteArray groups =
            "root:x:0:\nsystem:x:1000:\ninput:x:1004:\nlog:x:1007:\nadb:x:1011:\nsdcard_rw:x:1015:\n"
            "media_rw:x:1023:\nsdcard_r:x:1028:\next_data_rw:x:1078:\next_obb_rw:x:1079:\n"
            "shell:x:2000:\ninet:x:3003:\nmisc:x:9998:\n";
        constexpr int apps = 500;
        for (int app = 0; app < apps; ++app) {
            const QByteArray name = "u0_a" + QByteArray::number(app);
            const QByteArray id = QByteArray::number(10000 + app);
            users += name + ":x:" + id + ':' + id + "::/:/system/bin/sh\n";
            groups +=
                name + ":x:" + id + ":\n" + name + "_cache:x:" + QByteArray::number(20000 + app) + ":\n";
        }
        return writeText(u"/system/etc/passwd"_s, users)
            .and_then([&] { return writeText(u"/system/etc/group"_s, groups); })
            .and_then([&] { return writePhoneProperties(m_root, m_settings); });
    }

    const QString m_root;
    const EmulatorSettings &m_settings;
};

QByteArray properties(const EmulatorSettings &settings)
{
    const QByteArray release = settings.androidVersion.toUtf8();
    const QByteArray model = settings.model.toUtf8();
    const QByteArray maker = settings.manufacturer.toUtf8();
    const QByteArray device = settings.name.toUtf8();
    const QByteArray build = "HF" + QByteArray::number(settings.sdk()) + ".240101.001";
    const QByteArray incremental = "1000" + QByteArray::number(settings.sdk());
    const QByteArray type = settings.root == RootPolicy::None ? "user" : "userdebug";
    const QByteArray debuggable = settings.root == RootPolicy::None ? "0" : "1";
    const std::array<std::pair<const char *, QByteArray>, 31> all{{
        {"ro.build.id", build},
        {"ro.build.display.id", build},
        {"ro.build.version.incremental", incremental},
        {"ro.build.version.sdk", QByteArray::number(settings.sdk())},
        {"ro.build.version.release", release},
        {"ro.build.version.security_patch", "2024-01-05"},
        {"ro.build.type", type},
        {"ro.build.tags", "test-keys"},
        {"ro.build.fingerprint", maker + '/' + device + '/' + device + ':' + release + '/' + build + '/' +
                                     incremental + ':' + type + "/test-keys"},
        {"ro.product.manufacturer", maker},
        {"ro.product.brand", maker},
        {"ro.product.model", model},
        {"ro.product.name", device},
        {"ro.product.device", device},
        {"ro.product.cpu.abi", settings.abi.toUtf8()},
        {"ro.product.cpu.abilist", settings.abis().join(u',').toUtf8()},
        {"ro.sf.lcd_density", "320"},
        {"ro.serialno", settings.serialNumber.toUtf8()},
        {"ro.holdfast.name", settings.name.toUtf8()},
        {"ro.boot.serialno", settings.serialNumber.toUtf8()},
        {"ro.debuggable", debuggable},
        {"ro.secure", settings.root == RootPolicy::Adbd ? QByteArray("0") : QByteArray("1")},
        {"ro.adb.secure", "0"},
        {"ro.crypto.state", "unencrypted"},
        {"ro.hardware", "holdfast"},
        {"ro.boot.selinux", "permissive"},
        {"persist.sys.timezone", "UTC"},
        {"persist.sys.locale", "en-US"},
        {"dev.bootcomplete", "1"},
        {"sys.boot_completed", "1"},
        {"init.svc.adbd", "running"},
    }};
    QByteArray text;
    for (const auto &[name, value] : all)
        text += QByteArray(name) + '=' + value + '\n';
    return text;
}

} // namespace

Result<void> buildPhoneRoot(const QString &root, const EmulatorSettings &settings)
{
    return RootBuilder(root, settings).build();
}

Result<void> writePhoneProperties(const QString &root, const EmulatorSettings &settings)
{
    QFile file(root + u"/system/build.prop"_s);
    const QByteArray text = properties(settings);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
        return fail(Errc::EmulatorFailed, file.errorString(), {.path = file.fileName()});
    return {};
}

} // namespace holdfast
