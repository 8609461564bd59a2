// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <array>
#include <optional>

namespace holdfast {

/// The kinds of places where an app keeps things; their names are used in manifests and in the journal on the
/// phone.
enum class AppPartKind {
    Data,         ///< `data`: credential encrypted, /data/data/P.
    DeviceData,   ///< `device`: device encrypted, /data/user_de/0/P.
    ExternalData, ///< `external`: Android/data/P on shared storage, as the next two.
    Obb,          ///< `obb`
    Media,        ///< `media`
};
inline constexpr std::array kAppPartKinds{AppPartKind::Data, AppPartKind::DeviceData,
                                          AppPartKind::ExternalData, AppPartKind::Obb, AppPartKind::Media};

QString toText(AppPartKind kind);
std::optional<AppPartKind> appPartKindFromText(QStringView text);
/// The folder on a phone that holds such parts, one of each app; for user 0, the only one that is supported.
QString appPartArea(AppPartKind kind);
/// Where @p package keeps this kind.
QString appPartPath(AppPartKind kind, const QString &package);

/// What of an app stays behind when it goes to another phone.
enum class NotCarried {
    Keystore,  ///< `keystore`: keys in the phone's hardware.
    Accounts,  ///< `accounts`: the phone's accounts of this app.
    AndroidId, ///< `androidId`: the id by which the app knows the phone.
};
QString toText(NotCarried what);

/// One app of a backup, as its manifest keeps it.
struct BackedUpApp
{
    QString package;
    qint64 versionCode = 0;
    QString versionName{};
    int uid = 0;
    QString sharedUser{};  ///< Apps of one shared user have one uid and go together.
    QString installer{};   ///< Package that installed it; may be empty.
    QString certificate{}; ///< SHA-256 of the signer's certificate, 64 hex digits; empty when unknown.
    int minSdk = 0;
    int targetSdk = 0;
    QStringList abis{}; ///< Of its native code; empty: it has none.
    bool splitRequired = false;
    QStringList apks{};         ///< Paths on the phone it was backed up from, the base first.
    QList<AppPartKind> parts{}; ///< Which of its data there are.
    QStringList notCarried{};   ///< toText(NotCarried).

    /// The folder of the APKs; empty without any.
    [[nodiscard]] QString codePath() const { return apks.value(0).section(u'/', 0, -2); }

    [[nodiscard]] QJsonObject toJson() const;
    /// ArchiveDamaged for what toJson() does not write, names and paths that no phone has included: a restore
    /// relies on them.
    static Result<BackedUpApp> fromJson(const QJsonObject &json);

    friend bool operator==(const BackedUpApp &, const BackedUpApp &) = default;
};

/// The apps that @p manifest lists; none for backups of paths.
Result<QList<BackedUpApp>> appsOfManifest(const QJsonObject &manifest);

/// Whether Android takes @p text as the name of a package: nothing in it is special to a shell or in a path.
bool isPackageName(QStringView text);

/// The PathPattern text that means @p path on the phone and everything below it, whatever its characters.
QString exactPattern(const QByteArray &path);

/// Patterns for the data of @p app; and for what Android makes anew and is left out.
QStringList appDataPatterns(const BackedUpApp &app);
QStringList appDataExcludes(const QString &package);
/// The former with the APKs.
QStringList appPatterns(const BackedUpApp &app);

} // namespace holdfast
