// SPDX-License-Identifier: GPL-3.0-or-later
// PhoneService::apps() and what it needs.
#include "core/engine/enginecontext.h"
#include "core/engine/phonereader.h"
#include "core/engine/phoneservice.h"
#include "core/jobs/phoneapps.h"
#include "core/phone/agentdeployer.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

void addMetadata(AppView &view, const AppRecord &metadata)
{
    if (!metadata.label.isEmpty())
        view.label = metadata.label;
    view.labels = metadata.labels;
    view.icon = AppIcon::decode(metadata.icon).value_or(AppIcon());
    view.versionName = metadata.versionName;
    view.debuggable = metadata.debuggable;
    view.splitRequired = metadata.splitRequired;
    view.certificates = metadata.certificates;
    view.signingScheme = metadata.signingScheme;
    view.abis = metadata.abis;
    view.minSdk = metadata.minSdk;
    view.targetSdk = metadata.targetSdk;
    view.sharedUserId = metadata.sharedUserId;
}

AppView viewOf(const PhoneApp &app)
{
    const InstalledApp &installed = app.installed;
    AppView view;
    view.package = installed.package;
    view.label = installed.package;
    view.versionCode = installed.versionCode;
    view.uid = installed.uid;
    view.system = installed.system;
    view.enabled = installed.enabled;
    view.installer = installed.installer;
    for (const InstalledApk &apk : installed.apks) {
        view.apks.append(apk.path);
        if (!apk.split.isEmpty())
            view.splits.append(apk.split);
    }
    view.apkBytes = installed.sizes.apks;
    view.dataBytes = installed.sizes.data;
    view.deviceDataBytes = installed.sizes.deviceData;
    view.externalDataBytes = installed.sizes.externalData;
    view.obbBytes = installed.sizes.obb;
    view.mediaBytes = installed.sizes.media;
    view.problem = app.problem;
    if (app.metadata)
        addMetadata(view, *app.metadata);
    return view;
}

} // namespace

QString AppView::labelFor(const QString &locale) const
{
    if (const auto exact = labels.constFind(locale); exact != labels.constEnd())
        return *exact;
    return labels.value(locale.section(u'-', 0, 0), label);
}

Result<AppListing> PhoneService::apps(const QString &phone, const AppQuery &query, const CancelToken &cancel)
{
    const auto resolved = resolvePhone(m_context, phone, cancel);
    if (!resolved)
        return tl::unexpected(resolved.error());
    const auto session = PhoneSession::open(m_context.options.adb, *resolved,
                                            {.timeouts = m_context.adb.timeouts(), .root = true}, cancel);
    if (!session)
        return tl::unexpected(session.error());
    const auto path = AgentDeployer(m_context.options.agentDirectory).deploy(**session, cancel);
    if (!path)
        return tl::unexpected(path.error());
    const PhoneAgent agent(**session, *path);
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto read = readPhoneApps(**session, agent, **catalog, m_context.clock,
                                    {.user = query.user,
                                     .scope = query.system ? AppScope::All : AppScope::User,
                                     .packages = query.packages},
                                    cancel);
    if (!read)
        return tl::unexpected(read.error());
    AppListing listing;
    listing.bytesRead = read->bytesRead;
    for (const PhoneApp &app : read->apps)
        listing.apps.append(viewOf(app));
    return listing;
}

} // namespace holdfast
