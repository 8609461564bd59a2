// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/apppreflight.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Severity = PreflightFinding::Severity;

constexpr int kLowTargetSdk = 34; ///< Android 14 began to refuse apps for Androids below…
constexpr int kLowestTarget = 23; ///< …this one.

class Judge
{
public:
    explicit Judge(const AppPreflightFacts &facts) : m_facts(facts) {}

    QList<PreflightFinding> findings()
    {
        if (m_facts.scope != RestoreScope::DataOnly)
            judgePackages();
        judgeInstalled();
        if (m_facts.scope != RestoreScope::ApkOnly && !m_facts.samePhone && !m_facts.app.notCarried.isEmpty())
            add(Severity::Warning, Errc::AppNotCarried, m_facts.app.notCarried.join(u", "_s));
        return m_findings;
    }

private:
    void add(Severity severity, Errc code, const QString &detail)
    {
        m_findings.append(
            {severity,
             Error{code, detail, {.phone = m_facts.phone, .path = {}, .object = m_facts.app.package}}});
    }

    void judgePackages()
    {
        const BackedUpApp &app = m_facts.app;
        if (m_facts.apkCount == 0) {
            add(Severity::Refusal, Errc::AppNotInBackup, u"its packages are not in the backup"_s);
            return;
        }
        if (app.minSdk > m_facts.phoneSdk && m_facts.phoneSdk > 0)
            add(Severity::Refusal, Errc::AppSdk,
                u"it needs API level %1, the phone has %2"_s.arg(app.minSdk).arg(m_facts.phoneSdk));
        if (m_facts.phoneSdk >= kLowTargetSdk && app.targetSdk > 0 && app.targetSdk < kLowestTarget)
            add(Severity::Warning, Errc::AppOldTarget, u"it is made for API level %1"_s.arg(app.targetSdk));
        const bool runs = std::any_of(app.abis.cbegin(), app.abis.cend(),
                                      [this](const QString &abi) { return m_facts.phoneAbis.contains(abi); });
        if (!app.abis.isEmpty() && !m_facts.phoneAbis.isEmpty() && !runs)
            add(Severity::Refusal, Errc::AppAbi,
                u"it is made for %1, the phone runs %2"_s.arg(app.abis.join(u", "_s),
                                                              m_facts.phoneAbis.join(u", "_s)));
        const bool lacksSplits =
            m_facts.apkCount < app.apks.size() || (app.splitRequired && m_facts.apkCount < 2);
        if (lacksSplits)
            add(Severity::Refusal, Errc::AppSplits,
                u"%1 of %2 packages"_s.arg(m_facts.apkCount).arg(qMax<qsizetype>(app.apks.size(), 2)));
    }

    void judgeInstalled()
    {
        const PackageState &installed = m_facts.installed;
        if (!installed.installed) {
            if (m_facts.scope == RestoreScope::DataOnly)
                add(Severity::Refusal, Errc::AppNotInstalled, {});
            return;
        }
        const QString versions =
            u"version %1, the phone has %2"_s.arg(m_facts.app.versionCode).arg(installed.versionCode);
        if (m_facts.scope != RestoreScope::DataOnly && installed.versionCode > m_facts.app.versionCode)
            add(Severity::Refusal, Errc::AppDowngrade, versions);
        if (m_facts.scope == RestoreScope::DataOnly && installed.versionCode < m_facts.app.versionCode)
            add(Severity::Warning, Errc::AppDowngrade, u"data of a newer app: "_s + versions);
        const bool bothKnown = !m_facts.app.certificate.isEmpty() && !m_facts.installedCertificate.isEmpty();
        if (bothKnown && m_facts.app.certificate != m_facts.installedCertificate)
            add(Severity::Refusal, Errc::AppSignature,
                u"certificate %1… to be installed, %2… on the phone"_s.arg(
                    m_facts.app.certificate.left(16), m_facts.installedCertificate.left(16)));
    }

    const AppPreflightFacts &m_facts;
    QList<PreflightFinding> m_findings;
};

} // namespace

QList<PreflightFinding> judgeApp(const AppPreflightFacts &facts)
{
    return Judge(facts).findings();
}

} // namespace holdfast
