// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/phoneapps.h"

#include "core/apk/appmetadata.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

AppRecord recordOf(const AppKey &key, const AppMetadata &metadata, const QDateTime &now)
{
    AppRecord record{.key = key,
                     .versionName = metadata.versionName,
                     .label = metadata.label,
                     .labels = metadata.labels,
                     .icon = metadata.icon.isEmpty() ? QByteArray() : metadata.icon.encode(),
                     .iconProblem = metadata.iconProblem,
                     .certificates = {},
                     .signingScheme = metadata.signing.scheme,
                     .abis = metadata.abis,
                     .minSdk = metadata.minSdk,
                     .targetSdk = metadata.targetSdk,
                     .sharedUserId = metadata.sharedUserId,
                     .debuggable = metadata.debuggable,
                     .testOnly = metadata.testOnly,
                     .splitRequired = metadata.splitRequired,
                     .readAt = now};
    for (const ApkSigner &signer : metadata.signing.signers)
        record.certificates.append(QString::fromLatin1(signer.certificate.toHex()));
    return record;
}

/// Reads the APKs of several apps through one run of the agent.
class ApkReader
{
public:
    ApkReader(const PhoneAgent &agent, const CancelToken &cancel) : m_agent(agent), m_cancel(cancel) {}

    /// To be called for all apps before the first read().
    void add(const InstalledApp &app)
    {
        for (const InstalledApk &apk : app.apks) {
            if (bringsMetadata(apk.split))
                m_paths.append(apk.path);
        }
    }

    Result<AppMetadata> read(const InstalledApp &app)
    {
        if (const auto started = start(); !started)
            return tl::unexpected(started.error());
        std::vector<std::unique_ptr<RandomAccess>> files;
        QList<ApkSource> sources;
        for (const InstalledApk &apk : app.apks) {
            if (!bringsMetadata(apk.split))
                continue;
            files.push_back(m_files->file(m_paths.indexOf(apk.path), apk.size));
            sources.append({.split = apk.split, .access = files.back().get()});
        }
        return readAppMetadata(sources, m_cancel);
    }

    [[nodiscard]] qint64 bytesRead() const { return m_files ? m_files->bytesRead() : 0; }

private:
    Result<void> start()
    {
        if (m_files)
            return {};
        auto files = m_agent.files(m_paths, m_cancel);
        if (!files)
            return tl::unexpected(files.error());
        m_files = std::move(*files);
        return {};
    }

    const PhoneAgent &m_agent;
    CancelToken m_cancel;
    QList<QByteArray> m_paths;
    std::unique_ptr<AgentFiles> m_files;
};

/// Whether an error says something about one app only.
bool concernsOneApp(const Error &error)
{
    return error.code == Errc::ApkInvalid || error.code == Errc::PhoneFile;
}

} // namespace

AppKey appKeyOf(const InstalledApp &app)
{
    QStringList apks;
    for (const InstalledApk &apk : app.apks)
        apks.append(u"%1:%2"_s.arg(apk.split.isEmpty() ? u"base"_s : apk.split).arg(apk.size));
    return {.package = app.package, .versionCode = app.versionCode, .apks = apks.join(u' ')};
}

Result<PhoneApps> readPhoneApps(const PhoneSession &session, const PhoneAgent &agent, Catalog &catalog,
                                const Clock &clock, const PhoneAppsRequest &request,
                                const CancelToken &cancel)
{
    auto installed = listInstalledApps(session, agent, request.user, request.scope, request.packages,
                                       request.measuring, cancel);
    if (!installed)
        return tl::unexpected(installed.error());
    QList<AppKey> keys;
    for (const InstalledApp &app : std::as_const(*installed))
        keys.append(appKeyOf(app));
    auto known = catalog.apps().findAll(keys);
    if (!known)
        return tl::unexpected(known.error());

    PhoneApps result;
    ApkReader reader(agent, cancel);
    for (qsizetype i = 0; i < installed->size(); ++i) {
        if (!known->contains(i))
            reader.add(installed->at(i));
    }
    for (qsizetype i = 0; i < installed->size(); ++i) {
        PhoneApp app{.installed = std::move((*installed)[i]), .metadata = {}, .problem = {}};
        if (known->contains(i)) {
            app.metadata = known->take(i);
        } else if (app.installed.apks.isEmpty()) {
            app.problem = u"its APK cannot be found on the phone"_s;
        } else if (const auto metadata = reader.read(app.installed);
                   metadata && metadata->packageName != app.installed.package) {
            app.problem = u"its APK is that of %1"_s.arg(metadata->packageName);
        } else if (metadata) {
            ++result.apksRead;
            app.metadata = recordOf(keys.at(i), *metadata, clock.now());
            if (const auto stored = catalog.apps().put(*app.metadata); !stored)
                return tl::unexpected(stored.error());
        } else if (concernsOneApp(metadata.error())) {
            app.problem = metadata.error().detail;
        } else {
            return tl::unexpected(metadata.error());
        }
        result.apps.append(std::move(app));
    }
    result.bytesRead = reader.bytesRead();
    return result;
}

} // namespace holdfast
