// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/phonecontent.h"

#include "core/emulator/rootbuilder.h"
#include "core/emulator/sampledata.h"

#include <QFile>
#include <QJsonDocument>
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
        });
}

} // namespace holdfast
