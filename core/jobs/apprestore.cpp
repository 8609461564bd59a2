// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/apprestore.h"

#include "core/jobs/appdata.h"
#include "core/jobs/apphold.h"
#include "core/jobs/appinstall.h"
#include "core/jobs/appreading.h"

#include <QMap>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;
using Severity = PreflightFinding::Severity;

Result<void> AppRestore::plan(const QStringList &packages)
{
    if (packages.isEmpty())
        return {};
    auto apps = findArchivedApps(m_archive, packages, m_context.cancel);
    if (!apps)
        return tl::unexpected(apps.error());
    m_apps = *std::move(apps);
    return {};
}

qint64 AppRestore::files() const
{
    qint64 sum = 0;
    for (const ArchivedApp &app : m_apps)
        sum += app.files + app.apks.size();
    return sum;
}

qint64 AppRestore::bytes() const
{
    qint64 sum = 0;
    for (const ArchivedApp &app : m_apps) {
        sum += app.bytes;
        for (const IndexEntry &apk : app.apks)
            sum += apk.size;
    }
    return sum;
}

qint64 AppRestore::blocks() const
{
    qint64 sum = 0;
    for (const ArchivedApp &app : m_apps)
        sum += app.blocks;
    return sum;
}

Result<QList<PreflightFinding>> AppRestore::check(const WorkingPhone &phone, const AgentProbe &probe)
{
    m_phone = &phone;
    m_probe = &probe;
    if (m_apps.isEmpty())
        return QList<PreflightFinding>();
    const PhoneFacts &facts = phone.session->facts();
    const auto abis = readPhoneAbis(*phone.session, m_context.cancel);
    if (!abis)
        return tl::unexpected(abis.error());
    QList<PreflightFinding> findings;
    if (m_scope != RestoreScope::ApkOnly && probe.uid != 0)
        findings.append(
            {Severity::Refusal,
             {Errc::PhoneNeedsRoot, {}, {.phone = facts.serial.value, .path = {}, .object = {}}}});
    m_installedApks.clear();
    for (const ArchivedApp &app : std::as_const(m_apps)) {
        const auto installed =
            readInstalledState(*phone.session, *phone.agent, app.app.package, m_context.cancel);
        if (!installed)
            return tl::unexpected(installed.error());
        m_installedApks.append(installed->apks);
        findings += judgeApp({.phone = facts.serial.value,
                              .app = app.app,
                              .apkCount = app.apks.size(),
                              .scope = m_scope,
                              .installed = installed->state,
                              .installedCertificate = installed->certificate,
                              .phoneSdk = facts.sdk,
                              .phoneAbis = *abis,
                              .samePhone = m_archive.backup.phone == phone.record.id});
    }
    return findings;
}

Result<void> AppRestore::run()
{
    QMap<int, QList<qsizetype>> groups; // By the user id that they had: those that share one go together.
    for (qsizetype number = 0; number < m_apps.size(); ++number)
        groups[m_apps[number].app.uid].append(number);
    for (const QList<qsizetype> &group : std::as_const(groups)) {
        if (auto going = m_context.cancel.check(); !going)
            return going;
        if (m_scope != RestoreScope::DataOnly) {
            for (const qsizetype number : group) {
                if (auto installed = install(number); !installed)
                    return installed;
            }
        }
        if (m_scope != RestoreScope::ApkOnly) {
            if (auto replaced = replaceData(group); !replaced)
                return replaced;
        }
        m_done += group.size();
    }
    return {};
}

Result<void> AppRestore::install(qsizetype number)
{
    const ArchivedApp &app = m_apps[number];
    const auto alike = isInstalledAlike(*m_phone, app, m_installedApks[number], m_context.cancel);
    if (!alike)
        return tl::unexpected(alike.error());
    if (*alike) {
        m_context.log.info(u"app"_s, u"%1: these packages are installed already"_s.arg(app.app.package));
        return {};
    }
    const PackageSet packages = packagesOf(*m_archive.reader, app, m_context.cancel);
    if (auto installed = installApp(*m_phone, packages, m_context.progress, m_context.cancel); !installed)
        return installed;
    m_context.log.info(u"app"_s, u"%1: version %2 was installed, %3 packages"_s.arg(app.app.package)
                                     .arg(app.app.versionCode)
                                     .arg(app.apks.size()));
    return {};
}

Result<void> AppRestore::replaceData(const QList<qsizetype> &group)
{
    QStringList packages;
    QList<QStringList> journals;
    for (const qsizetype number : group) {
        const ArchivedApp &app = m_apps[number];
        AppData data(m_context, *m_phone, *m_archive.reader, app, *m_probe);
        if (auto ready = data.layReady(); !ready)
            return ready;
        packages.append(app.app.package);
        journals.append(data.journal());
    }
    // The last moment at which nothing has been changed.
    if (auto same = m_phone->session->checkIdentity(m_context.cancel); !same)
        return same;
    AppHold hold(*m_phone->session, m_context.log);
    if (auto stopped = hold.stop(packages, m_context.cancel); !stopped)
        return stopped;
    for (qsizetype i = 0; i < packages.size(); ++i) {
        const QStringList lines = hold.journalOf(packages[i]) + journals[i];
        if (auto written = writeAppJournal(*m_phone->session, packages[i], lines, m_context.cancel); !written)
            return written;
    }
    if (auto released = hold.release(m_context.cancel); !released)
        return released;
    for (const QString &package : std::as_const(packages))
        m_context.log.info(u"app"_s, u"%1: its data was replaced"_s.arg(package));
    return {};
}

} // namespace holdfast
