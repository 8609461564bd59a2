// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/installjob.h"

#include "core/jobs/apphold.h"
#include "core/jobs/appinstall.h"
#include "core/jobs/apppreflight.h"
#include "core/jobs/appreading.h"
#include "core/jobs/expansionfiles.h"
#include "core/jobs/localapps.h"

#include <QJsonArray>

#include <optional>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Severity = PreflightFinding::Severity;

/// Whether an error says something about one app, so that the others can still be installed.
bool concernsOneApp(Errc code)
{
    switch (code) {
    case Errc::AppDowngrade:
    case Errc::AppSignature:
    case Errc::AppAbi:
    case Errc::AppSdk:
    case Errc::AppSplits:
    case Errc::AppInstallFailed:
    case Errc::ApkInvalid:
    case Errc::PhoneSpace:
        return true;
    default:
        return false;
    }
}

class Install
{
public:
    explicit Install(JobContext &context) : m_context(context) {}

    Result<QList<PreflightFinding>> check();
    Result<JobOutcome> run();

private:
    /// An app that nothing stands in the way of.
    struct Ready
    {
        LocalApps::App app;
        QList<LocalApps::Apk> apks;
        BackedUpApp described;
    };

    Result<void> open();
    Result<QList<PreflightFinding>> judge(const LocalApps::App &app);
    Result<void> judgeSpace(QList<PreflightFinding> &findings);
    Result<void> install(const Ready &ready);
    void note(const Error &error);
    [[nodiscard]] JobOutcome outcome() const;

    JobContext &m_context;
    std::optional<LocalApps> m_local;
    WorkingPhone m_phone;
    PhoneTraits m_traits;
    QList<Ready> m_ready;
    QList<Error> m_problems;
    QJsonArray m_installed;
};

Result<void> Install::open()
{
    QStringList files;
    for (const QJsonValue &file : m_context.record.request.value("files"_L1).toArray())
        files.append(file.toString());
    auto local = LocalApps::open(files, m_context.cancel);
    if (!local)
        return tl::unexpected(local.error());
    m_local.emplace(*std::move(local));
    auto phone = openWorkingPhone(m_context);
    if (!phone)
        return tl::unexpected(phone.error());
    m_phone = *std::move(phone);
    m_context.progress.phase = Phase::Scanning;
    const auto traits = readPhoneTraits(*m_phone.session, m_context.cancel);
    if (!traits)
        return tl::unexpected(traits.error());
    m_traits = *traits;
    return {};
}

Result<QList<PreflightFinding>> Install::check()
{
    if (auto opened = open(); !opened)
        return tl::unexpected(opened.error());
    QList<PreflightFinding> findings;
    for (const LocalApps::App &app : m_local->apps()) {
        const auto ofApp = judge(app);
        if (!ofApp)
            return ofApp;
        findings += *ofApp;
    }
    if (auto judged = judgeSpace(findings); !judged)
        return tl::unexpected(judged.error());
    return findings;
}

Result<QList<PreflightFinding>> Install::judge(const LocalApps::App &app)
{
    const PhoneFacts &facts = m_phone.session->facts();
    const auto refused = [&facts](Error error) {
        error.context.phone = facts.serial.value;
        return QList<PreflightFinding>{{Severity::Refusal, std::move(error)}};
    };
    const auto apks = LocalApps::choose(app, m_traits);
    if (!apks)
        return refused(apks.error());
    const auto described = LocalApps::describe(app, *apks);
    if (!described)
        return refused(described.error());
    const auto installed =
        readInstalledState(*m_phone.session, *m_phone.agent, app.package, m_context.cancel);
    if (!installed)
        return tl::unexpected(installed.error());
    const QList<PreflightFinding> findings = judgeApp({.phone = facts.serial.value,
                                                       .app = *described,
                                                       .apkCount = apks->size(),
                                                       .scope = RestoreScope::ApkOnly,
                                                       .installed = installed->state,
                                                       .installedCertificate = installed->certificate,
                                                       .phoneSdk = facts.sdk,
                                                       .phoneAbis = m_traits.abis,
                                                       .samePhone = false});
    if (refusalOf(findings))
        m_ready.append({app, *apks, *described});
    return findings;
}

/// Android keeps what comes until it is checked, and unpacks native code beside it.
Result<void> Install::judgeSpace(QList<PreflightFinding> &findings)
{
    qint64 bytes = 0;
    qint64 files = 0;
    for (const Ready &ready : std::as_const(m_ready)) {
        for (const LocalApps::Apk &apk : ready.apks)
            bytes += apk.apk.size;
        for (const LocalApps::Expansion &expansion : m_local->expansions(ready.app))
            bytes += expansion.expansion.size;
        files += ready.apks.size();
    }
    m_context.progress.bytesTotal = bytes;
    m_context.progress.filesTotal = files;
    const auto probe = m_phone.agent->probe({"/data"}, m_context.cancel);
    if (!probe)
        return tl::unexpected(probe.error());
    if (probe->space.isEmpty() || bytes + bytes / 10 <= probe->space.first().free)
        return {};
    findings.append({Severity::Refusal,
                     {Errc::PhoneSpace,
                      u"%1 bytes are needed, %2 are free"_s.arg(bytes).arg(probe->space.first().free),
                      {.phone = m_phone.session->facts().serial.value, .path = {}, .object = {}}}});
    m_ready.clear();
    return {};
}

Result<void> Install::install(const Ready &ready)
{
    PackageSet packages{.package = ready.app.package, .installer = {}, .packages = {}};
    for (const LocalApps::Apk &apk : ready.apks)
        packages.packages.append({.fileName = apk.apk.fileName(), .size = apk.apk.size, .open = [this, apk] {
                                      return m_local->content(apk, m_context.cancel);
                                  }});
    if (auto installed = installApp(m_phone, packages, m_context.progress, m_context.cancel); !installed)
        return installed;
    for (const LocalApps::Expansion &expansion : m_local->expansions(ready.app)) {
        ExpansionFile file(*m_phone.session, ready.app.package, expansion.expansion.fileName,
                           m_context.progress, m_context.cancel);
        if (auto placed = file.begin()
                              .and_then([&] { return m_local->unpack(expansion, file, m_context.cancel); })
                              .and_then([&] { return file.finish(); });
            !placed)
            return placed;
    }
    m_context.log.info(u"app"_s, u"%1: version %2 was installed, %3 packages"_s.arg(ready.app.package)
                                     .arg(ready.described.versionCode)
                                     .arg(ready.apks.size()));
    m_installed.append(QJsonObject{{u"package"_s, ready.app.package},
                                   {u"versionCode"_s, ready.described.versionCode},
                                   {u"packages"_s, QJsonArray::fromStringList(ready.described.apks)}});
    return {};
}

void Install::note(const Error &error)
{
    m_context.log.add(EventSeverity::Error, u"app"_s, error.context.object, userText(error));
    m_problems.append(error);
}

Result<JobOutcome> Install::run()
{
    const auto findings = check();
    if (!findings)
        return tl::unexpected(findings.error());
    for (const PreflightFinding &finding : *findings) {
        if (finding.severity == Severity::Warning)
            m_context.log.add(EventSeverity::Warning, u"preflight"_s, {}, userText(finding.error));
        else
            note(finding.error);
    }
    m_context.progress.phase = Phase::Copying;
    for (const Ready &ready : std::as_const(m_ready)) {
        if (auto going = m_context.cancel.check(); !going)
            return tl::unexpected(going.error());
        const auto installed = install(ready);
        if (!installed && !concernsOneApp(installed.error().code))
            return tl::unexpected(installed.error());
        if (!installed)
            note(installed.error());
    }
    // The journals of the sessions, which have ended.
    if (auto settled = settleApps(*m_phone.session, m_context.log, m_context.cancel); !settled)
        return tl::unexpected(settled.error());
    if (m_installed.isEmpty() && !m_problems.isEmpty())
        return tl::unexpected(m_problems.constFirst());
    return outcome();
}

JobOutcome Install::outcome() const
{
    QJsonArray problems;
    for (const Error &error : m_problems)
        problems.append(QJsonObject{{u"package"_s, error.context.object},
                                    {u"code"_s, errorName(error.code)},
                                    {u"detail"_s, error.detail}});
    return {.partly = !m_problems.isEmpty(),
            .problem = m_problems.isEmpty() ? std::nullopt : std::optional(m_problems.constFirst()),
            .details = {
                {u"apps"_s, m_installed.size()}, {u"installed"_s, m_installed}, {u"problems"_s, problems}}};
}

} // namespace

Result<QList<PreflightFinding>> checkInstall(JobContext &context)
{
    return Install(context).check();
}

Result<JobOutcome> runInstall(JobContext &context)
{
    return Install(context).run();
}

} // namespace holdfast
