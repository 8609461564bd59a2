// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/appreading.h"

#include "core/apk/apkfile.h"
#include "core/phone/adbtext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kCmdSdk = 24; ///< `pm` sends its words to the service only from Android 7 on.

Result<QByteArray> ask(const PhoneSession &session, const QByteArray &command, const CancelToken &cancel)
{
    const auto answer = session.run(command, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    return answer->output;
}

/// Adds what the APKs themselves say.
Result<void> readApks(const PhoneSession &session, const PhoneAgent &agent, BackedUpApp &app,
                      const CancelToken &cancel)
{
    const auto sizes = readPackageSizes(session, app.apks, cancel);
    if (!sizes)
        return tl::unexpected(sizes.error());
    QList<QByteArray> paths;
    for (const QString &path : std::as_const(app.apks))
        paths.append(path.toUtf8());
    const auto files = agent.files(paths, cancel);
    if (!files)
        return tl::unexpected(files.error());
    for (qsizetype number = 0; number < paths.size(); ++number) {
        const auto access = (*files)->file(number, sizes->at(number));
        const auto apk = ApkFile::open(*access, cancel);
        if (!apk && apk.error().code == Errc::ApkInvalid)
            continue; // It is backed up as it is; Android itself judges it when it is installed.
        if (!apk)
            return tl::unexpected(apk.error());
        for (const QString &abi : (*apk)->abis()) {
            if (!app.abis.contains(abi))
                app.abis.append(abi);
        }
        const ApkManifest &manifest = (*apk)->manifest();
        if (!manifest.split.isEmpty())
            continue;
        app.certificate = QString::fromLatin1((*apk)->signing().certificate().toHex());
        app.minSdk = manifest.minSdk;
        app.targetSdk = manifest.targetSdk;
        app.splitRequired = manifest.splitRequired || !manifest.requiredSplitTypes.isEmpty();
    }
    return {};
}

/// Which of the app's folders are there.
Result<void> findParts(const PhoneAgent &agent, BackedUpApp &app, const CancelToken &cancel)
{
    QList<QByteArray> paths;
    for (const AppPartKind kind : kAppPartKinds)
        paths.append(appPartPath(kind, app.package).toUtf8());
    return agent.hash(
        paths, "/",
        [&](const AgentEntry &entry) -> Result<void> {
            const auto number = paths.indexOf(entry.path);
            if (number >= 0 && entry.missing.isEmpty() && entry.type == AgentEntry::Type::Folder)
                app.parts.append(kAppPartKinds.at(static_cast<size_t>(number)));
            return {};
        },
        {}, cancel);
}

/// Each line of the answer names one thing that there is. Without root nothing can be seen.
Result<void> findNotCarried(const PhoneSession &session, BackedUpApp &app, const CancelToken &cancel)
{
    const QByteArray uid = QByteArray::number(app.uid);
    const QByteArray script =
        "P=" + shellQuote(app.package.toUtf8()) +
        "\n"
        // Before Android 12 a file for each key, afterwards one database.
        "ls /data/misc/keystore/user_0/" +
        uid +
        "_* >/dev/null 2>&1 && echo keystore\n"
        "grep -qaw \"$P\" /data/system/users/0/settings_ssaid.xml 2>/dev/null && echo androidId\n"
        "dumpsys account 2>/dev/null </dev/null | grep -q \"ComponentInfo{$P/\" && echo accounts\n"
        "exit 0\n";
    const auto answer = runScript(session, script, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    for (const NotCarried what : {NotCarried::Keystore, NotCarried::Accounts, NotCarried::AndroidId}) {
        if (answer->output.split('\n').contains(toText(what).toLatin1()))
            app.notCarried.append(toText(what));
    }
    return {};
}

} // namespace

Result<ShellResult> runScript(const PhoneSession &session, QByteArrayView script, const CancelToken &cancel)
{
    return session.run("sh", cancel, script);
}

Result<QList<qint64>> readPackageSizes(const PhoneSession &session, const QStringList &paths,
                                       const CancelToken &cancel)
{
    QByteArray command = "stat -L -c %s";
    for (const QString &path : paths)
        command += ' ' + shellQuote(path.toUtf8());
    const auto answer = ask(session, command, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    QList<qint64> sizes;
    for (const QByteArray &line : answer->trimmed().split('\n'))
        sizes.append(line.toLongLong());
    if (sizes.size() != paths.size())
        return fail(Errc::PhoneFile, u"a package of the app cannot be read"_s,
                    session.transport().context(paths.constFirst()));
    return sizes;
}

Result<QStringList> readPhoneAbis(const PhoneSession &session, const CancelToken &cancel)
{
    const auto answer = ask(session, "getprop ro.product.cpu.abilist", cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    return QString::fromUtf8(*answer).trimmed().split(u',', Qt::SkipEmptyParts);
}

Result<PhoneTraits> readPhoneTraits(const PhoneSession &session, const CancelToken &cancel)
{
    // A line each; `settings` says null for what was never set, `wm` is missing without a screen.
    constexpr QByteArrayView script =
        "getprop ro.product.cpu.abilist\n"
        "getprop ro.sf.lcd_density\n"
        "wm density 2>/dev/null </dev/null | tr '\\n' ' '; echo\n"
        "settings get system system_locales 2>/dev/null </dev/null | head -n 1\n"
        "getprop persist.sys.locale\n"
        "getprop ro.product.locale\n"
        "exit 0\n";
    const auto answer = runScript(session, script, cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    return parsePhoneTraits(answer->output);
}

Result<PackageState> readPackageState(const PhoneSession &session, const QString &package,
                                      const CancelToken &cancel)
{
    const auto dump = ask(session, "dumpsys package " + shellQuote(package.toUtf8()), cancel);
    if (!dump)
        return tl::unexpected(dump.error());
    return parsePackageState(*dump, package);
}

Result<InstalledState> readInstalledState(const PhoneSession &session, const PhoneAgent &agent,
                                          const QString &package, const CancelToken &cancel)
{
    const auto state = readPackageState(session, package, cancel);
    if (!state)
        return tl::unexpected(state.error());
    InstalledState installed{.state = *state, .apks = {}};
    if (!state->installed)
        return installed;
    const QByteArray user = session.facts().sdk >= kCmdSdk ? "--user 0 " : "";
    const auto paths = ask(session, "pm path " + user + shellQuote(package.toUtf8()), cancel);
    if (!paths)
        return tl::unexpected(paths.error());
    installed.apks = parsePackagePaths(*paths);
    if (installed.apks.isEmpty())
        return installed;
    BackedUpApp app{.package = package, .apks = installed.apks.mid(0, 1)};
    if (auto read = readApks(session, agent, app, cancel); !read)
        return tl::unexpected(read.error());
    installed.certificate = app.certificate;
    return installed;
}

Result<BackedUpApp> readApp(const PhoneSession &session, const PhoneAgent &agent, const QString &package,
                            const CancelToken &cancel)
{
    const auto installed = readInstalledState(session, agent, package, cancel);
    if (!installed)
        return tl::unexpected(installed.error());
    if (installed->apks.isEmpty())
        return fail(Errc::AppNotInstalled, {},
                    {.phone = session.facts().serial.value, .path = {}, .object = package});
    const PackageState &state = installed->state;
    BackedUpApp app{.package = package,
                    .versionCode = state.versionCode,
                    .versionName = state.versionName,
                    .uid = state.uid,
                    .sharedUser = state.sharedUser,
                    .installer = isPackageName(state.installer) ? state.installer : QString(),
                    .certificate = installed->certificate,
                    .minSdk = state.minSdk,
                    .targetSdk = state.targetSdk,
                    .apks = installed->apks};
    return readApks(session, agent, app, cancel)
        .and_then([&] { return findParts(agent, app, cancel); })
        .and_then([&] { return findNotCarried(session, app, cancel); })
        .map([&] { return app; });
}

} // namespace holdfast
