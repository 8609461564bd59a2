// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/packageinstaller.h"

#include "core/emulator/packagedata.h"
#include "core/emulator/stagedapk.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr unsigned kSystem = 1000;
constexpr QByteArrayView kApkLabel = "u:object_r:apk_data_file:s0";
constexpr int kNestedCodeSdk = 30; ///< Android 11: /data/app/~~X==/NAME-Y==
constexpr int kLowTargetSdk = 34;  ///< Android 14 refuses apps for very old ones.
constexpr int kLowestTargetSdk = 23;
constexpr int kLowestTargetSdkLater = 24; ///< From Android 15 on.

tl::unexpected<QString> refuse(const QString &text)
{
    return tl::unexpected(text);
}

/// 16 random bytes as Android writes them into the names of code folders.
QString randomToken()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(words.data()), sizeof words);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding));
}

/// Where this phone begins to count its apps: different on each, as on phones with different histories.
int firstUid(const EmulatorSettings &settings)
{
    const QByteArray hash =
        QCryptographicHash::hash(settings.serialNumber.toUtf8(), QCryptographicHash::Sha256);
    constexpr int spread = 300;
    const int number = static_cast<uchar>(hash[0]) << 8 | static_cast<uchar>(hash[1]);
    return kFirstAppUid + 60 + number % spread;
}

} // namespace

/// The APKs of one app that are to be installed together.
struct PackageInstaller::Candidate
{
    StagedApk base;
    QList<StagedApk> splits;

    [[nodiscard]] QString name() const { return base.manifest.packageName; }
    [[nodiscard]] QStringList abis() const
    {
        QStringList all = base.abis;
        for (const StagedApk &split : splits)
            all += split.abis;
        return all;
    }
};

/// The best of the phone's ABIs that the app has code for; empty: it has none, or none of these.
QString PackageInstaller::abiFor(const Candidate &candidate) const
{
    const QStringList offered = candidate.abis();
    for (const QString &abi : m_settings.abis()) {
        if (offered.contains(abi))
            return abi;
    }
    return {};
}

InstallResult PackageInstaller::install(const QString &stage, const InstallOptions &options) const
{
    const auto clean = qScopeGuard([&] { removeTree(stage); });
    if (!options.inherit.isEmpty()) {
        if (auto inherited = inheritSplits(stage, options.inherit); !inherited)
            return tl::unexpected(inherited.error());
    }
    const auto candidate = readStage(stage);
    if (!candidate)
        return tl::unexpected(candidate.error());
    if (auto checked = checkPhone(*candidate, options); !checked)
        return tl::unexpected(checked.error());
    auto installed = PackageList::read(m_root);
    if (!installed)
        return refuse(u"INSTALL_FAILED_INTERNAL_ERROR: "_s % installed.error().detail);
    if (auto checked = checkInstalled(*candidate, *installed, options); !checked)
        return tl::unexpected(checked.error());
    const auto codePath = place(*candidate);
    if (!codePath)
        return refuse(u"INSTALL_FAILED_INTERNAL_ERROR: "_s % codePath.error().detail);
    if (auto recorded = record(*candidate, *codePath, options, *installed); !recorded) {
        removeCode(*codePath);
        return refuse(u"INSTALL_FAILED_INTERNAL_ERROR: "_s % recorded.error().detail);
    }
    return candidate->name();
}

PackageInstaller::Check PackageInstaller::inheritSplits(const QString &stage, const QString &package) const
{
    const auto installed = PackageList::read(m_root);
    const PackageRecord *const known = installed ? std::as_const(*installed).find(package) : nullptr;
    if (!known || known->codePath.isEmpty())
        return refuse(u"INSTALL_FAILED_INVALID_APK: Missing existing base package for "_s % package);
    QStringList given;
    for (const QString &file : QDir(stage).entryList(QDir::Files)) {
        if (const auto apk = readStagedApk(stage % u'/' % file))
            given += apk->fileName();
    }
    const QDir code(m_root + known->codePath);
    for (const QString &file : code.entryList({u"*.apk"_s}, QDir::Files)) {
        if (!given.contains(file))
            QFile::copy(code.filePath(file), stage % u"/inherited_"_s % file);
    }
    return {};
}

tl::expected<PackageInstaller::Candidate, QString> PackageInstaller::readStage(const QString &stage)
{
    QList<StagedApk> apks;
    for (const QString &file : QDir(stage).entryList(QDir::Files, QDir::Name)) {
        const QString path = stage % u'/' % file;
        auto apk = readStagedApk(path);
        if (!apk)
            return refuse(
                u"INSTALL_PARSE_FAILED_NOT_APK: Failed to parse %1: %2"_s.arg(file, apk.error().detail));
        if (apk->certificate.isEmpty())
            return refuse(
                u"INSTALL_PARSE_FAILED_NO_CERTIFICATES: Failed to collect certificates from %1"_s.arg(file));
        apks.append(*std::move(apk));
    }
    if (apks.isEmpty())
        return refuse(u"INSTALL_FAILED_INVALID_APK: No packages staged"_s);
    Candidate candidate;
    QStringList names;
    const ApkManifest &first = apks.constFirst().manifest;
    for (const StagedApk &apk : std::as_const(apks)) {
        const ApkManifest &manifest = apk.manifest;
        const QString file = apk.fileName();
        if (manifest.packageName != first.packageName)
            return refuse(u"INSTALL_FAILED_INVALID_APK: %1 package %2 inconsistent with %3"_s.arg(
                file, manifest.packageName, first.packageName));
        if (manifest.versionCode != first.versionCode)
            return refuse(u"INSTALL_FAILED_INVALID_APK: %1 version code %2 inconsistent with %3"_s.arg(file)
                              .arg(manifest.versionCode)
                              .arg(first.versionCode));
        if (apk.certificate != apks.constFirst().certificate)
            return refuse(u"INSTALL_FAILED_INVALID_APK: %1 signatures are inconsistent"_s.arg(file));
        if (names.contains(manifest.split))
            return refuse(u"INSTALL_FAILED_INVALID_APK: Split %1 was defined multiple times"_s.arg(
                manifest.split.isEmpty() ? u"null"_s : manifest.split));
        names += manifest.split;
        if (apk.isBase())
            candidate.base = apk;
        else
            candidate.splits.append(apk);
    }
    if (candidate.base.path.isEmpty())
        return refuse(u"INSTALL_FAILED_INVALID_APK: Full install must include a base package"_s);
    return candidate;
}

PackageInstaller::Check PackageInstaller::checkPhone(const Candidate &candidate,
                                                     const InstallOptions &options) const
{
    const ApkManifest &manifest = candidate.base.manifest;
    const int sdk = m_settings.sdk();
    if (manifest.minSdk > sdk)
        return refuse(u"INSTALL_FAILED_OLDER_SDK: Failed parse during installPackageLI: base.apk (at Binary "
                      "XML file line #0): Requires newer sdk version #%1 (current version is #%2)"_s
                          .arg(manifest.minSdk)
                          .arg(sdk));
    const int lowest = sdk > kLowTargetSdk ? kLowestTargetSdkLater : kLowestTargetSdk;
    if (sdk >= kLowTargetSdk && manifest.targetSdk < lowest && !options.bypassLowTargetSdk)
        return refuse(u"INSTALL_FAILED_DEPRECATED_SDK_VERSION: App package must target at least SDK version "
                      "%1, but found %2"_s.arg(lowest)
                          .arg(manifest.targetSdk));
    if (manifest.testOnly && !options.allowTest)
        return refuse(
            u"INSTALL_FAILED_TEST_ONLY: Failed to install test-only apk. Did you forget to add -t?"_s);
    const bool needsSplits = manifest.splitRequired || !manifest.requiredSplitTypes.isEmpty();
    QStringList types;
    for (const StagedApk &split : candidate.splits)
        types += split.manifest.splitTypes;
    bool isMissing = needsSplits && candidate.splits.isEmpty();
    for (const QString &type : manifest.requiredSplitTypes)
        isMissing = isMissing || !types.contains(type);
    if (isMissing)
        return refuse(u"INSTALL_FAILED_MISSING_SPLIT: Missing split for "_s % candidate.name());
    if (!candidate.abis().isEmpty() && abiFor(candidate).isEmpty())
        return refuse(u"INSTALL_FAILED_NO_MATCHING_ABIS: Failed to extract native libraries, res=-113"_s);
    return {};
}

PackageInstaller::Check PackageInstaller::checkInstalled(const Candidate &candidate,
                                                         const PackageList &installed,
                                                         const InstallOptions &options) const
{
    const QString name = candidate.name();
    const QString shared = candidate.base.manifest.sharedUserId;
    for (const PackageRecord &other : installed.all()) {
        if (!shared.isEmpty() && other.sharedUser == shared &&
            other.certificate != candidate.base.certificate)
            return refuse(u"INSTALL_FAILED_SHARED_USER_INCOMPATIBLE: Package %1 has no signatures that match "
                          "those in shared user %2; ignoring!"_s.arg(name, shared));
    }
    const PackageRecord *const known = installed.find(name);
    if (!known)
        return {};
    if (!options.replaceExisting && !known->codePath.isEmpty())
        return refuse(
            u"INSTALL_FAILED_ALREADY_EXISTS: Attempt to re-install %1 without first uninstalling."_s.arg(
                name));
    if (!known->certificate.isEmpty() && known->certificate != candidate.base.certificate)
        return refuse(
            m_settings.sdk() >= kNestedCodeSdk
                ? u"INSTALL_FAILED_UPDATE_INCOMPATIBLE: Existing package %1 signatures do not match "
                  "newer version; ignoring!"_s.arg(name)
                : u"INSTALL_FAILED_UPDATE_INCOMPATIBLE: Package %1 signatures do not match previously "
                  "installed version; ignoring!"_s.arg(name));
    if (known->sharedUser != shared)
        return refuse(u"INSTALL_FAILED_UID_CHANGED: Package %1 tried to change user"_s.arg(name));
    // As on a real phone -d counts only for images made to be debugged and for apps that are.
    const bool mayGoBack =
        options.allowDowngrade && (m_settings.root != RootPolicy::None || known->debuggable);
    const qint64 version = candidate.base.manifest.versionCode;
    if (version < known->versionCode && !mayGoBack)
        return refuse(
            u"INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected: Update version code %1 is older "
            "than current %2"_s.arg(version)
                .arg(known->versionCode));
    return {};
}

Result<QString> PackageInstaller::place(const Candidate &candidate) const
{
    QString parent = u"/data/app"_s;
    if (m_settings.sdk() >= kNestedCodeSdk) {
        parent += u"/~~"_s % randomToken();
        if (auto made = makeLabelledFolder(m_root + parent, kSystem, kSystem, 0775, kApkLabel.toByteArray());
            !made)
            return tl::unexpected(made.error());
    }
    const QString code = parent % u'/' % candidate.name() % u'-' % randomToken();
    const QString folder = m_root + code;
    if (auto made = makeLabelledFolder(folder, kSystem, kSystem, 0755, kApkLabel.toByteArray()); !made)
        return tl::unexpected(made.error());
    for (const StagedApk &apk : QList{candidate.base} + candidate.splits) {
        const QByteArray from = QFile::encodeName(apk.path);
        const QByteArray to = QFile::encodeName(folder % u'/' % apk.fileName());
        if (::rename(from.constData(), to.constData()) != 0 ||
            ::chown(to.constData(), kSystem, kSystem) != 0 || ::chmod(to.constData(), 0644) != 0)
            return fail(Errc::EmulatorFailed, QString::fromLocal8Bit(std::strerror(errno)), {.path = code});
    }
    const QString native = folder % u"/lib"_s;
    if (auto made = makeLabelledFolder(native, kSystem, kSystem, 0755, kApkLabel.toByteArray()); !made)
        return tl::unexpected(made.error());
    if (!candidate.abis().isEmpty()) {
        if (auto made = makeLabelledFolder(native % u'/' % abiFor(candidate), kSystem, kSystem, 0755,
                                           kApkLabel.toByteArray());
            !made)
            return tl::unexpected(made.error());
    }
    return code;
}

Result<void> PackageInstaller::record(const Candidate &candidate, const QString &codePath,
                                      const InstallOptions &options, PackageList &installed) const
{
    const ApkManifest &manifest = candidate.base.manifest;
    const PackageRecord *const known = std::as_const(installed).find(candidate.name());
    PackageRecord package = known ? *known : PackageRecord{.name = candidate.name(), .codePath = {}};
    const QString before = package.codePath;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    package.codePath = codePath;
    package.versionCode = manifest.versionCode;
    package.versionName = candidate.base.versionName;
    package.sharedUser = manifest.sharedUserId;
    package.certificate = candidate.base.certificate;
    package.minSdk = manifest.minSdk;
    package.targetSdk = manifest.targetSdk;
    package.debuggable = manifest.debuggable;
    package.abi = abiFor(candidate);
    package.splits.clear();
    for (const StagedApk &split : candidate.splits)
        package.splits += split.manifest.split;
    if (!options.installer.isEmpty())
        package.installer = options.installer;
    if (!known) {
        package.uid = installed.uidFor(package.sharedUser, firstUid(m_settings));
        package.firstInstall = now;
    }
    package.lastUpdate = now;
    if (auto made = makeAppData(m_root, package); !made)
        return made;
    installed.put(package);
    if (auto written = installed.write(m_root); !written)
        return written;
    if (!before.isEmpty())
        removeCode(before);
    return {};
}

void PackageInstaller::removeCode(const QString &codePath) const
{
    if (!codePath.startsWith("/data/app/"_L1))
        return;
    removeTree(m_root + codePath);
    const QString parent = codePath.section(u'/', 0, -2);
    if (parent.startsWith("/data/app/~~"_L1))
        ::rmdir(QFile::encodeName(m_root + parent).constData());
}

Result<bool> PackageInstaller::uninstall(const QString &package, bool keepData) const
{
    auto installed = PackageList::read(m_root);
    if (!installed)
        return tl::unexpected(installed.error());
    PackageRecord *const known = installed->find(package);
    if (!known || known->codePath.isEmpty())
        return false;
    const QString code = known->codePath;
    if (keepData)
        known->codePath.clear(); // The name, its user id and its signature stay taken.
    else
        installed->remove(package);
    if (auto written = installed->write(m_root); !written)
        return tl::unexpected(written.error());
    removeCode(code);
    if (!keepData)
        removeAppData(m_root, package);
    return true;
}

} // namespace holdfast
