// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/phonecontent.h"

#include "core/emulator/packageinstaller.h"
#include "core/emulator/rootbuilder.h"
#include "core/emulator/sampledata.h"
#include "core/emulator/stagedapk.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QMap>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

Result<EmulatorSettings> readSettings(const EmulatorFiles &files)
{
    QFile file(files.settings());
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::EmulatorNotFound, file.errorString(), {.object = files.folder()});
    return EmulatorSettings::fromJson(QJsonDocument::fromJson(file.readAll()).object());
}

Result<void> copyTree(const QString &source, const QString &target)
{
    QProcess copy;
    copy.setProcessChannelMode(QProcess::MergedChannels);
    copy.start(u"cp"_s, {u"-a"_s, u"--sparse=auto"_s, u"--"_s, source + u"/."_s, target});
    copy.waitForFinished(-1);
    if (copy.exitStatus() == QProcess::NormalExit && copy.exitCode() == 0)
        return {};
    return fail(Errc::EmulatorFailed, QString::fromUtf8(copy.readAll()).trimmed(), {.path = source});
}

/// Without an android_id of its own a phone cannot be told from others.
Result<void> writeAndroidId(const QString &root, const QString &androidId)
{
    QFile file(root + u"/data/system/users/0/settings_secure.xml"_s);
    const QByteArray text =
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<settings version=\"213\">\n"
        "  <setting id=\"1\" name=\"android_id\" value=\"" +
        androidId.toUtf8() + "\" package=\"android\" />\n</settings>\n";
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return fail(Errc::EmulatorFailed, file.errorString(), {.path = file.fileName()});
    return {};
}

/// Installs @p apks as a shop would have done before the phone came here.
Result<void> installApks(const QString &root, const EmulatorSettings &settings, const QStringList &apks)
{
    QMap<QString, QStringList> packages;
    for (const QString &path : apks) {
        const auto apk = readStagedApk(path);
        if (!apk)
            return tl::unexpected(apk.error());
        packages[apk->manifest.packageName] += path;
    }
    const PackageInstaller installer(root, settings);
    for (const QStringList &files : std::as_const(packages)) {
        const QString stage = root + u"/data/app/vmdl1.tmp"_s;
        if (!QDir().mkdir(stage))
            return fail(Errc::EmulatorFailed, u"cannot make the folder"_s, {.path = stage});
        for (qsizetype number = 0; number < files.size(); ++number) {
            QFile file(files[number]);
            if (!file.copy(stage % u"/%1.apk"_s.arg(number)))
                return fail(Errc::EmulatorFailed, file.errorString(), {.path = files[number]});
        }
        const auto installed = installer.install(stage, {.allowTest = true, .bypassLowTargetSdk = true});
        if (!installed)
            return fail(Errc::EmulatorFailed, installed.error(), {.path = files.constFirst()});
    }
    return {};
}

} // namespace

Result<void> buildPhone(const QString &folder, const PhoneContent &content)
{
    const EmulatorFiles files(folder);
    const auto settings = readSettings(files);
    if (!settings)
        return tl::unexpected(settings.error());
    const QString root = files.root();
    return buildPhoneRoot(root, *settings)
        .and_then([&] { return writeAndroidId(root, settings->androidId); })
        .and_then([&]() -> Result<void> {
            if (!content.copyOf.isEmpty())
                return copyTree(content.copyOf, root + u"/data"_s);
            return content.sample == SampleSize::None ? Result<void>()
                                                      : writeSample(root + u"/data"_s, content.sample);
        })
        .and_then([&] { return installApks(root, *settings, content.apks); });
}

} // namespace holdfast
