// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/packagelist.h"

#include <QFile>
#include <QSaveFile>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr uid_t kSystem = 1000;
constexpr gid_t kPackageInfo = 1032;

QString xmlPath(const QString &root)
{
    return root + u"/data/system/packages.xml"_s;
}

PackageRecord parsePackage(const QXmlStreamAttributes &attributes)
{
    const auto text = [&](QLatin1String name) { return attributes.value(name).toString(); };
    const auto flag = [&](QLatin1String name, bool otherwise) {
        return attributes.hasAttribute(name) ? attributes.value(name) == "true"_L1 : otherwise;
    };
    PackageRecord package;
    package.name = text("name"_L1);
    package.codePath = text("codePath"_L1);
    package.versionCode = attributes.value("version"_L1).toLongLong();
    package.versionName = text("versionName"_L1);
    package.uid = attributes.value("userId"_L1).toInt();
    package.sharedUser = text("sharedUser"_L1);
    package.installer = text("installer"_L1);
    package.certificate = text("certificate"_L1);
    if (attributes.hasAttribute("minSdk"_L1))
        package.minSdk = attributes.value("minSdk"_L1).toInt();
    if (attributes.hasAttribute("targetSdk"_L1))
        package.targetSdk = attributes.value("targetSdk"_L1).toInt();
    package.abi = text("abi"_L1);
    package.splits = text("splits"_L1).split(u',', Qt::SkipEmptyParts);
    package.debuggable = flag("debuggable"_L1, false);
    package.enabled = flag("enabled"_L1, true);
    package.stopped = flag("stopped"_L1, false);
    package.suspended = flag("suspended"_L1, false);
    package.firstInstall = attributes.value("firstInstall"_L1).toLongLong();
    package.lastUpdate = attributes.value("lastUpdate"_L1).toLongLong();
    return package;
}

void writePackage(QXmlStreamWriter &xml, const PackageRecord &package)
{
    const auto flag = [](bool value) { return value ? u"true"_s : u"false"_s; };
    const auto optional = [&](QLatin1String name, const QString &value) {
        if (!value.isEmpty())
            xml.writeAttribute(name, value);
    };
    xml.writeEmptyElement("package"_L1);
    xml.writeAttribute("name"_L1, package.name);
    xml.writeAttribute("codePath"_L1, package.codePath);
    xml.writeAttribute("version"_L1, QString::number(package.versionCode));
    xml.writeAttribute("userId"_L1, QString::number(package.uid));
    optional("versionName"_L1, package.versionName);
    optional("sharedUser"_L1, package.sharedUser);
    optional("installer"_L1, package.installer);
    optional("certificate"_L1, package.certificate);
    xml.writeAttribute("minSdk"_L1, QString::number(package.minSdk));
    xml.writeAttribute("targetSdk"_L1, QString::number(package.targetSdk));
    optional("abi"_L1, package.abi);
    optional("splits"_L1, package.splits.join(u','));
    xml.writeAttribute("debuggable"_L1, flag(package.debuggable));
    xml.writeAttribute("enabled"_L1, flag(package.enabled));
    xml.writeAttribute("stopped"_L1, flag(package.stopped));
    xml.writeAttribute("suspended"_L1, flag(package.suspended));
    xml.writeAttribute("firstInstall"_L1, QString::number(package.firstInstall));
    xml.writeAttribute("lastUpdate"_L1, QString::number(package.lastUpdate));
}

/// As AOSP's Settings.writePackageListLPr: name, user id, debuggable, data folder, security, groups…
QByteArray listLine(const PackageRecord &package)
{
    return u"%1 %2 %3 /data/user/0/%1 default:targetSdkVersion=%4 3003 0 %5 1 %6\n"_s.arg(package.name)
        .arg(package.uid)
        .arg(package.debuggable ? 1 : 0)
        .arg(package.targetSdk)
        .arg(package.versionCode)
        .arg(package.installer.isEmpty() ? u"@null"_s : package.installer)
        .toUtf8();
}

Result<void> replaceFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return fail(Errc::EmulatorFailed, file.errorString(), {.path = path});
    if (::fchown(file.handle(), kSystem, kPackageInfo) != 0 || ::fchmod(file.handle(), 0640) != 0 ||
        !file.commit())
        return fail(Errc::EmulatorFailed, u"cannot be replaced"_s, {.path = path});
    return {};
}

} // namespace

Result<PackageList> PackageList::read(const QString &root)
{
    PackageList list;
    QFile file(xmlPath(root));
    if (!file.exists())
        return list;
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::EmulatorFailed, file.errorString(), {.path = file.fileName()});
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "packages"_L1)
            list.m_nextUid = xml.attributes().value("nextUserId"_L1).toInt();
        else if (xml.name() == "package"_L1)
            list.m_packages.append(parsePackage(xml.attributes()));
    }
    if (xml.hasError())
        return fail(Errc::EmulatorFailed, xml.errorString(), {.path = file.fileName()});
    return list;
}

Result<void> PackageList::write(const QString &root) const
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement("packages"_L1);
    xml.writeAttribute("nextUserId"_L1, QString::number(m_nextUid));
    QByteArray lines;
    for (const PackageRecord &package : m_packages) {
        writePackage(xml, package);
        lines += listLine(package);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    if (auto written = replaceFile(root + u"/data/system/packages.list"_s, lines); !written)
        return written;
    return replaceFile(xmlPath(root), text);
}

const PackageRecord *PackageList::find(const QString &name) const
{
    const auto found = std::find_if(m_packages.cbegin(), m_packages.cend(),
                                    [&](const PackageRecord &package) { return package.name == name; });
    return found == m_packages.cend() ? nullptr : &*found;
}

PackageRecord *PackageList::find(const QString &name)
{
    const auto found = std::find_if(m_packages.begin(), m_packages.end(),
                                    [&](const PackageRecord &package) { return package.name == name; });
    return found == m_packages.end() ? nullptr : &*found;
}

void PackageList::put(const PackageRecord &package)
{
    if (PackageRecord *const known = find(package.name))
        *known = package;
    else
        m_packages.append(package);
}

void PackageList::remove(const QString &name)
{
    m_packages.removeIf([&](const PackageRecord &package) { return package.name == name; });
}

int PackageList::uidFor(const QString &sharedUser, int first)
{
    int next = qMax(first, m_nextUid);
    for (const PackageRecord &package : std::as_const(m_packages)) {
        if (!sharedUser.isEmpty() && package.sharedUser == sharedUser)
            return package.uid;
        next = qMax(next, package.uid + 1);
    }
    m_nextUid = next + 1;
    return next;
}

} // namespace holdfast
