// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/installedapps.h"

#include "core/base/nameescape.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kUidsPerUser = 100'000;
constexpr int kFirstWithVersionCode = 26; ///< `--show-versioncode` came with Android 8.
constexpr QByteArrayView kMark = "--holdfast-7f3a--";

QByteArray folderOf(const QByteArray &path)
{
    return path.left(std::max<qsizetype>(path.lastIndexOf('/'), 1));
}

/// A pattern that stands for exactly this path.
QByteArray literalPattern(const QByteArray &path)
{
    QByteArray text = QByteArray::fromStdString(escapeName(path.toStdString()));
    return text.replace('*', "\\*").replace('?', "\\?");
}

int uidOf(QByteArrayView list, int user)
{
    int first = -1;
    for (const QByteArray &word : list.toByteArray().split(',')) {
        bool isNumber = false;
        const int uid = word.toInt(&isNumber);
        if (!isNumber)
            continue;
        if (uid / kUidsPerUser == user)
            return uid;
        first = first < 0 ? uid : first;
    }
    return first;
}

/// AOSP, FrameworkParsingPackageUtils.validateName: segments that begin with a letter. It becomes a part of
/// paths.
bool isPackageName(QByteArrayView name)
{
    constexpr qsizetype longest = 223; // PackageManager's own limit, from that of file names.
    bool begins = true;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool later = (c >= '0' && c <= '9') || c == '_' || c == '.';
        if (!letter && (begins || !later))
            return false;
        begins = c == '.';
    }
    return !begins && name.size() <= longest;
}

std::optional<InstalledApp> parseLine(QByteArrayView line, int user)
{
    constexpr QByteArrayView kStart = "package:";
    if (!line.startsWith(kStart))
        return {};
    const QByteArrayList words = line.sliced(kStart.size()).toByteArray().simplified().split(' ');
    // PATH=PACKAGE, and the path may hold `=` itself.
    const QByteArray &head = words.first();
    const qsizetype equals = head.lastIndexOf('=');
    const QByteArray name = head.mid(equals + 1);
    if (!isPackageName(name))
        return {};
    InstalledApp app;
    app.package = QString::fromLatin1(name);
    if (equals > 0 && head.startsWith('/'))
        app.apks.append({.path = head.first(equals), .split = {}, .size = 0});
    for (const QByteArray &word : words.mid(1)) {
        if (word.startsWith("versionCode:"))
            app.versionCode = word.mid(12).toLongLong();
        else if (word.startsWith("uid:"))
            app.uid = uidOf(word.sliced(4), user);
        else if (word.startsWith("installer=") && word != "installer=null")
            app.installer = QString::fromUtf8(word.sliced(10));
    }
    return app;
}

/// Asks the package manager for all lists in one go.
class PackageQuery
{
public:
    PackageQuery(const PhoneSession &session, int user) : m_session(session), m_user(user) {}

    Result<QList<InstalledApp>> run(AppScope scope, const CancelToken &cancel)
    {
        QByteArray script;
        if (scope != AppScope::User)
            script += list("-s" + details());
        if (scope != AppScope::System)
            script += list("-3" + details());
        script += list("-d");
        const auto result = m_session.run(script, cancel);
        if (!result)
            return tl::unexpected(result.error());
        return take(*result, scope);
    }

private:
    [[nodiscard]] QByteArray details() const
    {
        return m_session.facts().sdk >= kFirstWithVersionCode ? " -f -U -i --show-versioncode" : " -f -U -i";
    }

    [[nodiscard]] QByteArray list(const QByteArray &options) const
    {
        return "pm list packages " + options + " --user " + QByteArray::number(m_user) + " && echo " +
               kMark.toByteArray() + " || exit 1; ";
    }

    Result<QList<InstalledApp>> take(const ShellResult &result, AppScope scope) const
    {
        QList<QByteArrayView> parts;
        QByteArrayView rest = result.output;
        for (qsizetype end = rest.indexOf(kMark); end >= 0; end = rest.indexOf(kMark)) {
            parts.append(rest.first(end));
            rest = rest.sliced(end + kMark.size());
        }
        const qsizetype expected = scope == AppScope::All ? 3 : 2;
        if (result.exitCode != 0 || parts.size() != expected) {
            const QByteArray said = QByteArray(result.errors + '\n' + rest.toByteArray()).trimmed();
            return fail(Errc::PhoneRefused,
                        u"the package manager says: "_s + QString::fromUtf8(said.left(300)),
                        m_session.transport().context());
        }
        QSet<QString> disabled;
        for (const InstalledApp &app : parsePackageList(parts.constLast(), m_user))
            disabled.insert(app.package);
        QList<InstalledApp> apps;
        for (qsizetype i = 0; i + 1 < parts.size(); ++i) {
            for (InstalledApp &app : parsePackageList(parts.at(i), m_user)) {
                app.system = scope == AppScope::System || (scope == AppScope::All && i == 0);
                app.enabled = !disabled.contains(app.package);
                apps.append(std::move(app));
            }
        }
        return apps;
    }

    const PhoneSession &m_session;
    int m_user;
};

/// Splits lie beside the base, and only apps below /data have any. The base's own size comes with measure().
Result<void> addSplits(const PhoneAgent &agent, QList<InstalledApp> &apps, const CancelToken &cancel)
{
    AgentRequest request;
    QHash<QByteArray, qsizetype> owners;
    for (qsizetype i = 0; i < apps.size(); ++i) {
        const QByteArray base = apps.at(i).apks.isEmpty() ? QByteArray() : apps.at(i).apks.first().path;
        if (!base.startsWith("/data/"))
            continue;
        owners.insert(folderOf(base), i);
        request.includes.append(literalPattern(folderOf(base)) + "/split_*.apk");
    }
    if (request.includes.isEmpty())
        return {};
    const auto outcome = agent.scan(
        std::move(request),
        [&](const AgentEntry &entry) -> Result<void> {
            const auto owner = owners.constFind(folderOf(entry.path));
            if (entry.parent || entry.type != AgentEntry::Type::File || owner == owners.constEnd())
                return {};
            const QByteArray name = entry.path.sliced(entry.path.lastIndexOf('/') + 1);
            apps[*owner].apks.append({.path = entry.path,
                                      .split = QString::fromUtf8(name.sliced(6).chopped(4)),
                                      .size = entry.size});
            return {};
        },
        {}, cancel);
    return outcome ? Result<void>() : tl::unexpected(outcome.error());
}

/// The folders of an app in the order of AppSizes, behind its APKs.
QList<QByteArray> dataFolders(const QString &package, int user, bool root)
{
    const QByteArray name = '/' + package.toLatin1();
    const QByteArray number = QByteArray::number(user);
    // Without root the shared storage is reached through its own file system only.
    const QByteArray shared = (root ? "/data/media/" : "/storage/emulated/") + number + "/Android/";
    return {"/data/user/" + number + name, "/data/user_de/" + number + name, shared + "data" + name,
            shared + "obb" + name, shared + "media" + name};
}

qint64 sizeOf(const AgentMeasure &measure)
{
    if (measure.missing.isEmpty())
        return measure.bytes;
    return measure.missing == "ENOENT"_L1 ? 0 : -1;
}

Result<void> addSizes(const PhoneSession &session, const PhoneAgent &agent, int user,
                      QList<InstalledApp> &apps, AppMeasuring measuring, const CancelToken &cancel)
{
    const bool root = session.facts().root != RootKind::None;
    QList<QByteArray> paths;
    for (const InstalledApp &app : std::as_const(apps)) {
        paths.append(app.apks.isEmpty() ? QByteArray("/nowhere") : app.apks.first().path);
        if (measuring == AppMeasuring::All)
            paths += dataFolders(app.package, user, root);
    }
    const auto measures = agent.measure(paths, cancel);
    if (!measures)
        return tl::unexpected(measures.error());
    auto at = measures->cbegin();
    for (InstalledApp &app : apps) {
        const qint64 base = sizeOf(*at++);
        if (!app.apks.isEmpty() && base > 0)
            app.apks.first().size = base;
        else
            app.apks.clear();
        app.sizes.apks = 0;
        for (const InstalledApk &apk : std::as_const(app.apks))
            app.sizes.apks += apk.size;
        if (measuring == AppMeasuring::Packages)
            continue;
        for (qint64 *size : {&app.sizes.data, &app.sizes.deviceData, &app.sizes.externalData, &app.sizes.obb,
                             &app.sizes.media})
            *size = sizeOf(*at++);
    }
    return {};
}

} // namespace

QList<InstalledApp> parsePackageList(QByteArrayView output, int user)
{
    QList<InstalledApp> apps;
    for (const QByteArray &line : output.toByteArray().split('\n')) {
        if (auto app = parseLine(line, user))
            apps.append(std::move(*app));
    }
    return apps;
}

Result<QList<InstalledApp>> listInstalledApps(const PhoneSession &session, const PhoneAgent &agent, int user,
                                              AppScope scope, const QStringList &packages,
                                              AppMeasuring measuring, const CancelToken &cancel)
{
    auto apps = PackageQuery(session, user).run(scope, cancel);
    if (!apps)
        return apps;
    if (!packages.isEmpty())
        apps->removeIf([&](const InstalledApp &app) { return !packages.contains(app.package); });
    std::sort(apps->begin(), apps->end(),
              [](const InstalledApp &a, const InstalledApp &b) { return a.package < b.package; });
    if (apps->isEmpty())
        return apps;
    if (const auto done = addSplits(agent, *apps, cancel); !done)
        return tl::unexpected(done.error());
    if (const auto done = addSizes(session, agent, user, *apps, measuring, cancel); !done)
        return tl::unexpected(done.error());
    for (InstalledApp &app : *apps) {
        if (app.apks.size() > 1)
            std::sort(app.apks.begin() + 1, app.apks.end(),
                      [](const InstalledApk &a, const InstalledApk &b) { return a.split < b.split; });
    }
    return apps;
}

} // namespace holdfast
