// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/packagemanager.h"

#include "core/emulator/packagedata.h"
#include "core/emulator/phonecontext.h"

#include <QDir>
#include <QFile>

#include <signal.h>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kBad = 1;
constexpr int kUnknown = 255; ///< What a shell command that threw an exception ends with.

/// There is one user. Names it in any of Android's ways, or complains.
bool takeUser(const ServiceCall &call, const QString &user)
{
    if (user == "0"_L1 || user == "all"_L1 || user == "current"_L1 || user == "cur"_L1)
        return true;
    call.complain(u"\nException occurred while executing '%1':\njava.lang.IllegalArgumentException: Bad user "
                  "number: %2"_s.arg(call.words.value(1), user));
    return false;
}

/// Takes `--user N` and ignores other options, as commands do that have none that matter here.
bool takeOptions(const ServiceCall &call, CommandWords &words)
{
    for (QString option = words.nextOption(); !option.isEmpty(); option = words.nextOption()) {
        if (option == "--user"_L1 && !takeUser(call, words.next()))
            return false;
    }
    return true;
}

/// Which apps `list packages` shows, and what of each.
struct ListOptions
{
    bool code = false;
    bool uid = false;
    bool version = false;
    bool installer = false;
    bool systemOnly = false;
    bool thirdPartyOnly = false;
    bool disabledOnly = false;
    bool enabledOnly = false;
    bool uninstalledToo = false;
    int onlyUid = -1;

    [[nodiscard]] bool shows(const PackageRecord &package) const
    {
        return !((systemOnly && !package.isSystem()) || (thirdPartyOnly && package.isSystem()) ||
                 (disabledOnly && package.enabled) || (enabledOnly && !package.enabled) ||
                 (!uninstalledToo && package.codePath.isEmpty()) || (onlyUid >= 0 && onlyUid != package.uid));
    }
};

bool setListOption(ListOptions &options, const QString &word)
{
    const QHash<QString, bool *> known{
        {u"-f"_s, &options.code},           {u"-U"_s, &options.uid},
        {u"-i"_s, &options.installer},      {u"--show-versioncode"_s, &options.version},
        {u"-s"_s, &options.systemOnly},     {u"-3"_s, &options.thirdPartyOnly},
        {u"-d"_s, &options.disabledOnly},   {u"-e"_s, &options.enabledOnly},
        {u"-u"_s, &options.uninstalledToo}, {u"-a"_s, &options.uninstalledToo},
    };
    if (bool *const flag = known.value(word))
        *flag = true;
    return known.contains(word) || word == "-l"_L1;
}

QString listed(const PackageRecord &package, const ListOptions &options)
{
    QString text = u"package:"_s;
    if (options.code)
        text += package.codePath % u"/base.apk="_s;
    text += package.name;
    if (options.version)
        text += u" versionCode:"_s % QString::number(package.versionCode);
    if (options.installer)
        text += u"  installer="_s % (package.installer.isEmpty() ? u"null"_s : package.installer);
    if (options.uid)
        text += u" uid:"_s % QString::number(package.uid);
    return text;
}

} // namespace

PackageManager::PackageManager(PhoneContext &phone)
    : m_phone(phone), m_installer(QString::fromStdString(phone.root), phone.settings)
{
    const QDir apps(root() + u"/data/app"_s);
    for (const QString &stage : apps.entryList({u"vmdl*.tmp"_s}, QDir::Dirs))
        removeTree(apps.filePath(stage));
}

QString PackageManager::root() const
{
    return QString::fromStdString(m_phone.root);
}

PackageManager::Command PackageManager::commandOf(const QString &name)
{
    static const QHash<QString, Command> commands{
        {u"package list"_s, &PackageManager::list},
        {u"package path"_s, &PackageManager::path},
        {u"package install"_s, &PackageManager::install},
        {u"package install-create"_s, &PackageManager::installCreate},
        {u"package install-write"_s, &PackageManager::installWrite},
        {u"package install-commit"_s, &PackageManager::installCommit},
        {u"package install-abandon"_s, &PackageManager::installAbandon},
        {u"package install-destroy"_s, &PackageManager::installAbandon},
        {u"package uninstall"_s, &PackageManager::uninstall},
        {u"package suspend"_s, &PackageManager::suspend},
        {u"package unsuspend"_s, &PackageManager::unsuspend},
        {u"package enable"_s, &PackageManager::enable},
        {u"package disable"_s, &PackageManager::disable},
        {u"package disable-user"_s, &PackageManager::disableUser},
        {u"package clear"_s, &PackageManager::clear},
        {u"activity force-stop"_s, &PackageManager::forceStop},
        {u"dumpsys package"_s, &PackageManager::dump},
    };
    return commands.value(name, nullptr);
}

int PackageManager::run(ServiceCall &call)
{
    CommandWords words(call.words.mid(2));
    if (const Command command = commandOf(call.words.mid(0, 2).join(u' ')))
        return (this->*command)(call, words);
    call.complain(u"Unknown command: "_s % call.words.value(1));
    return kUnknown;
}

int PackageManager::list(const ServiceCall &call, CommandWords &words)
{
    const QString what = words.next();
    if (what == "packages"_L1 || what == "package"_L1)
        return listPackages(call, words);
    if (what == "users"_L1) {
        call.print(u"Users:\n\tUserInfo{0:Owner:c13} running"_s);
        return 0;
    }
    call.complain(u"Error: unknown list type '%1'"_s.arg(what));
    return kUnknown;
}

int PackageManager::listPackages(const ServiceCall &call, CommandWords &words)
{
    ListOptions options;
    for (QString option = words.nextOption(); !option.isEmpty(); option = words.nextOption()) {
        if (option == "--user"_L1) {
            if (!takeUser(call, words.next()))
                return kUnknown;
        } else if (option == "--uid"_L1) {
            options.onlyUid = words.next().toInt();
        } else if (!setListOption(options, option)) {
            call.complain(u"Error: Unknown option: "_s % option);
            return kUnknown;
        }
    }
    const QString filter = words.next();
    const auto installed = PackageList::read(root());
    if (!installed) {
        call.complain(u"Error: "_s % installed.error().detail);
        return kBad;
    }
    QStringList lines;
    for (const PackageRecord &package : installed->all()) {
        if (options.shows(package) && package.name.contains(filter))
            lines += listed(package, options);
    }
    if (!lines.isEmpty())
        call.print(lines.join(u'\n'));
    return 0;
}

int PackageManager::path(const ServiceCall &call, CommandWords &words)
{
    if (!takeOptions(call, words))
        return kUnknown;
    const auto installed = PackageList::read(root());
    const PackageRecord *const package = installed ? std::as_const(*installed).find(words.next()) : nullptr;
    if (!package || package->codePath.isEmpty())
        return kBad;
    // QDir sorts base.apk before split_*.apk, which is the order that Android keeps.
    for (const QString &file : QDir(root() + package->codePath).entryList({u"*.apk"_s}, QDir::Files))
        call.print(u"package:"_s % package->codePath % u'/' % file);
    return 0;
}

int PackageManager::uninstall(const ServiceCall &call, CommandWords &words)
{
    bool keepData = false;
    for (QString option = words.nextOption(); !option.isEmpty(); option = words.nextOption()) {
        keepData = keepData || option == "-k"_L1;
        if (option == "--user"_L1 && !takeUser(call, words.next()))
            return kUnknown;
    }
    const QString name = words.next();
    const std::scoped_lock lock(m_mutex);
    if (const auto installed = PackageList::read(root()); installed && std::as_const(*installed).find(name))
        stopProcesses(*std::as_const(*installed).find(name));
    const auto removed = m_installer.uninstall(name, keepData);
    if (removed && *removed) {
        call.print(u"Success"_s);
        return 0;
    }
    call.print(u"Failure [DELETE_FAILED_INTERNAL_ERROR]"_s);
    return kBad;
}

int PackageManager::suspend(const ServiceCall &call, CommandWords &words)
{
    return setSuspended(call, words, true);
}

int PackageManager::unsuspend(const ServiceCall &call, CommandWords &words)
{
    return setSuspended(call, words, false);
}

int PackageManager::setSuspended(const ServiceCall &call, CommandWords &words, bool suspended)
{
    if (!takeOptions(call, words))
        return kUnknown;
    if (words.rest().isEmpty()) {
        call.print(u"Error: package name not specified"_s);
        return kBad;
    }
    const std::scoped_lock lock(m_mutex);
    auto installed = PackageList::read(root());
    for (const QString &name : words.rest()) {
        PackageRecord *const package = installed ? installed->find(name) : nullptr;
        if (!package || package->codePath.isEmpty()) {
            call.print(u"java.lang.IllegalArgumentException: Unknown target package: "_s % name);
            return kBad;
        }
        package->suspended = suspended;
        if (const auto written = installed->write(root()); !written) {
            call.print(written.error().detail);
            return kBad;
        }
        call.print(u"Package %1 new suspended state: %2"_s.arg(name, suspended ? u"true"_s : u"false"_s));
    }
    return 0;
}

int PackageManager::enable(const ServiceCall &call, CommandWords &words)
{
    return setEnabled(call, words, u"enabled"_s);
}

int PackageManager::disable(const ServiceCall &call, CommandWords &words)
{
    return setEnabled(call, words, u"disabled"_s);
}

int PackageManager::disableUser(const ServiceCall &call, CommandWords &words)
{
    return setEnabled(call, words, u"disabled-user"_s);
}

int PackageManager::setEnabled(const ServiceCall &call, CommandWords &words, const QString &state)
{
    if (!takeOptions(call, words))
        return kUnknown;
    const QString name = words.next();
    const std::scoped_lock lock(m_mutex);
    auto installed = PackageList::read(root());
    PackageRecord *const package = installed ? installed->find(name) : nullptr;
    if (!package) {
        call.complain(u"\nException occurred while executing '%1':\njava.lang.IllegalArgumentException: "
                      "Unknown package: %2"_s.arg(call.words.value(1), name));
        return kUnknown;
    }
    package->enabled = state == "enabled"_L1;
    if (const auto written = installed->write(root()); !written) {
        call.complain(written.error().detail);
        return kUnknown;
    }
    call.print(u"Package %1 new state: %2"_s.arg(name, state));
    return 0;
}

int PackageManager::clear(const ServiceCall &call, CommandWords &words)
{
    if (!takeOptions(call, words))
        return kUnknown;
    const std::scoped_lock lock(m_mutex);
    const auto installed = PackageList::read(root());
    const PackageRecord *const package = installed ? std::as_const(*installed).find(words.next()) : nullptr;
    if (!package) {
        call.print(u"Failed"_s);
        return kBad;
    }
    stopProcesses(*package);
    removeAppData(root(), package->name);
    const auto made = makeAppData(root(), *package);
    call.print(made ? u"Success"_s : u"Failed"_s);
    return made ? 0 : kBad;
}

int PackageManager::forceStop(const ServiceCall &call, CommandWords &words)
{
    if (!takeOptions(call, words))
        return kUnknown;
    const std::scoped_lock lock(m_mutex);
    auto installed = PackageList::read(root());
    // Android says nothing either where there is no such app.
    if (PackageRecord *const package = installed ? installed->find(words.next()) : nullptr) {
        stopProcesses(*package);
        if (!std::exchange(package->stopped, true))
            (void)installed->write(root());
    }
    return 0;
}

void PackageManager::stopProcesses(const PackageRecord &package) const
{
    // The phone's own /proc, in which numbers are those of its process namespace, as they are to us.
    const QDir processes(root() + u"/proc"_s);
    for (const QString &name : processes.entryList(QDir::Dirs)) {
        bool isNumber = false;
        const pid_t pid = name.toInt(&isNumber);
        struct stat status = {};
        if (isNumber && pid > 1 &&
            ::stat(QFile::encodeName(processes.filePath(name)).constData(), &status) == 0 &&
            status.st_uid == static_cast<uid_t>(package.uid))
            ::kill(pid, SIGKILL);
    }
}

int PackageManager::dump(const ServiceCall &call, CommandWords &words)
{
    const auto installed = PackageList::read(root());
    if (!installed) {
        call.complain(installed.error().detail);
        return kBad;
    }
    const QString wanted = words.next();
    QStringList parts;
    for (const PackageRecord &package : installed->all()) {
        if (wanted.isEmpty() || package.name == wanted)
            parts += describePackage(package, m_phone.settings.sdk(), root());
    }
    if (parts.isEmpty() && !wanted.isEmpty())
        call.print(u"Unable to find package: "_s % wanted);
    else
        call.print(u"Packages:\n"_s % parts.join(u'\n'));
    return 0;
}

} // namespace holdfast
