// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/packageinstaller.h"
#include "core/emulator/servicecall.h"

#include <QHash>

#include <mutex>

namespace holdfast {

struct PhoneContext;

/// The package manager of one running emulated phone: answers `pm`, `cmd package`, `am force-stop` and
/// `dumpsys package` in the formats of Android 9 to 14. Apps are in PackageList; install sessions end with
/// the phone's process. Safe to use from any thread.
class PackageManager
{
public:
    /// @p phone outlives the manager. What a phone that was switched off left of sessions is removed.
    explicit PackageManager(PhoneContext &phone);

    /// Serves one call and returns its exit code.
    int run(ServiceCall &call);

private:
    struct Session
    {
        InstallOptions options;
        QString stage; ///< Folder on this machine.
    };
    using Command = int (PackageManager::*)(const ServiceCall &, CommandWords &);

    static Command commandOf(const QString &name);
    int list(const ServiceCall &call, CommandWords &words);
    int listPackages(const ServiceCall &call, CommandWords &words);
    int path(const ServiceCall &call, CommandWords &words);
    int install(const ServiceCall &call, CommandWords &words);
    int installCreate(const ServiceCall &call, CommandWords &words);
    int installWrite(const ServiceCall &call, CommandWords &words);
    int installCommit(const ServiceCall &call, CommandWords &words);
    int installAbandon(const ServiceCall &call, CommandWords &words);
    int uninstall(const ServiceCall &call, CommandWords &words);
    int suspend(const ServiceCall &call, CommandWords &words);
    int unsuspend(const ServiceCall &call, CommandWords &words);
    int setSuspended(const ServiceCall &call, CommandWords &words, bool suspended);
    int enable(const ServiceCall &call, CommandWords &words);
    int disable(const ServiceCall &call, CommandWords &words);
    int disableUser(const ServiceCall &call, CommandWords &words);
    int setEnabled(const ServiceCall &call, CommandWords &words, const QString &state);
    int clear(const ServiceCall &call, CommandWords &words);
    int forceStop(const ServiceCall &call, CommandWords &words);
    int dump(const ServiceCall &call, CommandWords &words);

    Result<int> openSession(CommandWords &words, qint64 &size);
    Result<void> stageFile(const Session &session, const QString &name, int source, qint64 size);
    int commit(const ServiceCall &call, int session);
    void stopProcesses(const PackageRecord &package) const;
    [[nodiscard]] QString root() const;

    PhoneContext &m_phone;
    const PackageInstaller m_installer;
    std::mutex m_mutex; ///< Of the sessions, and of everything that changes the list of apps.
    QHash<int, Session> m_sessions;
};

/// `dumpsys package`: what is told of @p package on Android @p sdk.
QString describePackage(const PackageRecord &package, int sdk, const QString &root);

} // namespace holdfast
