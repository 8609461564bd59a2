// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/packagemanager.h"

#include <QDateTime>
#include <QFile>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kAppIdSdk = 34; ///< Android 14 says appId where others say userId.

QString timeText(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

quint64 inodeOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

} // namespace

QString describePackage(const PackageRecord &package, int sdk, const QString &root)
{
    // The number that Android shows there is the object's address: any will do.
    const QString handle = QString::number(0x10000 + package.uid, 16);
    const auto flag = [](bool value) { return value ? u"true"_s : u"false"_s; };
    QStringList lines;
    lines += u"  Package [%1] (%2):"_s.arg(package.name, handle);
    lines += (sdk >= kAppIdSdk ? u"    appId=%1"_s : u"    userId=%1"_s).arg(package.uid);
    if (!package.sharedUser.isEmpty())
        lines +=
            u"    sharedUser=SharedUserSetting{%1 %2/%3}"_s.arg(handle, package.sharedUser).arg(package.uid);
    lines += u"    pkg=Package{%1 %2}"_s.arg(handle, package.name);
    lines += u"    codePath="_s % package.codePath;
    lines += u"    resourcePath="_s % package.codePath;
    lines += u"    legacyNativeLibraryDir="_s % package.codePath % u"/lib"_s;
    lines += u"    primaryCpuAbi="_s % (package.abi.isEmpty() ? u"null"_s : package.abi);
    lines += u"    secondaryCpuAbi=null"_s;
    lines += u"    versionCode=%1 minSdk=%2 targetSdk=%3"_s.arg(package.versionCode)
                 .arg(package.minSdk)
                 .arg(package.targetSdk);
    lines += u"    versionName="_s % (package.versionName.isEmpty() ? u"null"_s : package.versionName);
    lines += u"    splits=[%1]"_s.arg((QStringList{u"base"_s} + package.splits).join(u", "_s));
    lines += u"    apkSigningVersion=2"_s;
    const QString flags = u"[ %1%2HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]"_s.arg(
        package.isSystem() ? u"SYSTEM "_s : QString(), package.debuggable ? u"DEBUGGABLE "_s : QString());
    lines += u"    flags="_s % flags;
    lines += u"    dataDir=/data/user/0/"_s % package.name;
    lines += u"    timeStamp="_s % timeText(package.lastUpdate);
    lines += u"    firstInstallTime="_s % timeText(package.firstInstall);
    lines += u"    lastUpdateTime="_s % timeText(package.lastUpdate);
    if (!package.installer.isEmpty())
        lines += u"    installerPackageName="_s % package.installer;
    lines += u"    signatures=PackageSignatures{%1 version:2, signatures:[%2], past signatures:[]}"_s.arg(
        handle, package.certificate.left(8));
    lines += u"    installPermissionsFixed=true"_s;
    lines += u"    pkgFlags="_s % flags;
    lines += u"    User 0: ceDataInode=%1 installed=%2 hidden=false suspended=%3 distractionFlags=0 "
             "stopped=%4 notLaunched=%4 enabled=%5 instant=false virtual=false"_s
                 .arg(inodeOf(root % u"/data/data/"_s % package.name))
                 .arg(flag(!package.codePath.isEmpty()), flag(package.suspended), flag(package.stopped))
                 .arg(package.enabled ? 0 : 3);
    if (package.suspended)
        lines += u"      suspendingPackage=com.android.shell dialogInfo=null"_s;
    lines += u"      gids=[3003]"_s;
    return lines.join(u'\n');
}

} // namespace holdfast
