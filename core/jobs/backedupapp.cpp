// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backedupapp.h"

#include "core/base/nameescape.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

/// Absolute, without steps that lead elsewhere.
bool isApkPath(const QString &path)
{
    static const QRegularExpression valid(u"^(/[^/\\x00]+)+\\.apk$"_s);
    return valid.match(path).hasMatch() && !path.contains("/../"_L1) && !path.contains("/./"_L1);
}

Error damaged(const QString &package)
{
    return {Errc::ArchiveDamaged, u"its manifest describes the app '%1' wrongly"_s.arg(package), {}};
}

} // namespace

QString toText(AppPartKind kind)
{
    switch (kind) {
    case AppPartKind::Data:
        return u"data"_s;
    case AppPartKind::DeviceData:
        return u"device"_s;
    case AppPartKind::ExternalData:
        return u"external"_s;
    case AppPartKind::Obb:
        return u"obb"_s;
    case AppPartKind::Media:
        return u"media"_s;
    }
    Q_UNREACHABLE();
}

std::optional<AppPartKind> appPartKindFromText(QStringView text)
{
    for (const AppPartKind kind : kAppPartKinds) {
        if (text == toText(kind))
            return kind;
    }
    return std::nullopt;
}

QString appPartArea(AppPartKind kind)
{
    switch (kind) {
    case AppPartKind::Data: // Older Androids know /data/user/0 as a link to it, newer ones the other way
                            // round.
        return u"/data/data"_s;
    case AppPartKind::DeviceData:
        return u"/data/user_de/0"_s;
    case AppPartKind::ExternalData:
        return u"/data/media/0/Android/data"_s;
    case AppPartKind::Obb:
        return u"/data/media/0/Android/obb"_s;
    case AppPartKind::Media:
        return u"/data/media/0/Android/media"_s;
    }
    Q_UNREACHABLE();
}

QString appPartPath(AppPartKind kind, const QString &package)
{
    return appPartArea(kind) % u'/' % package;
}

QString toText(NotCarried what)
{
    switch (what) {
    case NotCarried::Keystore:
        return u"keystore"_s;
    case NotCarried::Accounts:
        return u"accounts"_s;
    case NotCarried::AndroidId:
        return u"androidId"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject BackedUpApp::toJson() const
{
    QJsonArray kinds;
    for (const AppPartKind kind : parts)
        kinds.append(QJsonObject{{u"kind"_s, toText(kind)}, {u"path"_s, appPartPath(kind, package)}});
    return {{u"package"_s, package},
            {u"versionCode"_s, versionCode},
            {u"versionName"_s, versionName},
            {u"uid"_s, uid},
            {u"sharedUser"_s, sharedUser},
            {u"installer"_s, installer},
            {u"certificate"_s, certificate},
            {u"minSdk"_s, minSdk},
            {u"targetSdk"_s, targetSdk},
            {u"abis"_s, QJsonArray::fromStringList(abis)},
            {u"splitRequired"_s, splitRequired},
            {u"apks"_s, QJsonArray::fromStringList(apks)},
            {u"parts"_s, kinds},
            {u"notCarried"_s, QJsonArray::fromStringList(notCarried)}};
}

Result<BackedUpApp> BackedUpApp::fromJson(const QJsonObject &json)
{
    BackedUpApp app{.package = json.value("package"_L1).toString(),
                    .versionCode = json.value("versionCode"_L1).toInteger(),
                    .versionName = json.value("versionName"_L1).toString(),
                    .uid = json.value("uid"_L1).toInt(-1),
                    .sharedUser = json.value("sharedUser"_L1).toString(),
                    .installer = json.value("installer"_L1).toString(),
                    .certificate = json.value("certificate"_L1).toString(),
                    .minSdk = json.value("minSdk"_L1).toInt(),
                    .targetSdk = json.value("targetSdk"_L1).toInt(),
                    .abis = strings(json.value("abis"_L1)),
                    .splitRequired = json.value("splitRequired"_L1).toBool(),
                    .apks = strings(json.value("apks"_L1)),
                    .parts = {},
                    .notCarried = strings(json.value("notCarried"_L1))};
    const bool named =
        isPackageName(app.package) && (app.installer.isEmpty() || isPackageName(app.installer));
    if (!named || app.uid < 0 || !std::all_of(app.apks.cbegin(), app.apks.cend(), isApkPath))
        return tl::unexpected(damaged(app.package));
    for (const QJsonValue &part : json.value("parts"_L1).toArray()) {
        const auto kind = appPartKindFromText(part.toObject().value("kind"_L1).toString());
        if (!kind || app.parts.contains(*kind))
            return tl::unexpected(damaged(app.package));
        app.parts.append(*kind);
    }
    return app;
}

Result<QList<BackedUpApp>> appsOfManifest(const QJsonObject &manifest)
{
    QList<BackedUpApp> apps;
    for (const QJsonValue &value : manifest.value("apps"_L1).toArray()) {
        auto app = BackedUpApp::fromJson(value.toObject());
        if (!app)
            return tl::unexpected(app.error());
        apps.append(*std::move(app));
    }
    return apps;
}

bool isPackageName(QStringView text)
{
    // AOSP, FrameworkParsingPackageUtils.validateName; `android` itself has one segment only.
    static const QRegularExpression valid(u"^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*\\z"_s);
    constexpr qsizetype longest = 223; // PackageManager's own limit, from that of file names.
    return text.size() <= longest && valid.match(text).hasMatch();
}

QString exactPattern(const QByteArray &path)
{
    QString pattern = QString::fromStdString(escapeName(path.toStdString()));
    pattern.replace(u'*', u"\\*"_s);
    pattern.replace(u'?', u"\\?"_s);
    return pattern;
}

QStringList appDataPatterns(const BackedUpApp &app)
{
    QStringList patterns;
    for (const AppPartKind kind : app.parts)
        patterns.append(exactPattern(appPartPath(kind, app.package).toUtf8()));
    return patterns;
}

QStringList appDataExcludes(const QString &package)
{
    QStringList excludes;
    for (const AppPartKind kind : {AppPartKind::Data, AppPartKind::DeviceData}) {
        // What the app itself says is not to be backed up; and a link into the folder of the APKs.
        for (const QString &name : {u"cache"_s, u"code_cache"_s, u"no_backup"_s, u"lib"_s})
            excludes.append(exactPattern((appPartPath(kind, package) % u'/' % name).toUtf8()));
    }
    excludes.append(exactPattern((appPartPath(AppPartKind::ExternalData, package) % u"/cache"_s).toUtf8()));
    return excludes;
}

QStringList appPatterns(const BackedUpApp &app)
{
    QStringList patterns = appDataPatterns(app);
    for (const QString &apk : app.apks)
        patterns.append(exactPattern(apk.toUtf8()));
    return patterns;
}

} // namespace holdfast
