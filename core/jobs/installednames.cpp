// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/installednames.h"

#include "core/jobs/backedupapp.h"
#include "core/jobs/phoneapps.h"

#include <QJsonArray>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

AppNames namesOf(const PhoneApp &app)
{
    AppNames names{.package = app.installed.package};
    if (!app.metadata)
        return names;
    names.labels = QStringList{app.metadata->label} + app.metadata->labels.values();
    names.labels.removeAll(QString());
    names.labels.removeAll(names.package);
    names.labels.removeDuplicates();
    return names;
}

} // namespace

Result<QList<AppNames>> readAppNames(const PhoneSession &session, const PhoneAgent &agent, Catalog &catalog,
                                     const Clock &clock, const QStringList &packages,
                                     const CancelToken &cancel)
{
    const auto apps = readPhoneApps(session, agent, catalog, clock,
                                    {.user = 0,
                                     .scope = packages.isEmpty() ? AppScope::User : AppScope::All,
                                     .packages = packages,
                                     .measuring = AppMeasuring::Packages},
                                    cancel);
    if (!apps)
        return tl::unexpected(apps.error());
    QList<AppNames> names;
    for (const PhoneApp &app : apps->apps)
        names.append(namesOf(app));
    return names;
}

QJsonArray toJson(const QList<AppNames> &apps)
{
    QJsonArray array;
    for (const AppNames &app : apps)
        array.append(
            QJsonObject{{u"package"_s, app.package}, {u"labels"_s, QJsonArray::fromStringList(app.labels)}});
    return array;
}

QList<AppNames> appNamesOfManifest(const QJsonObject &manifest)
{
    QList<AppNames> apps;
    for (const QJsonValue &value : manifest.value("installed"_L1).toArray()) {
        AppNames app{.package = value.toObject().value("package"_L1).toString()};
        if (!isPackageName(app.package))
            continue;
        for (const QJsonValue &label : value.toObject().value("labels"_L1).toArray())
            app.labels.append(label.toString());
        apps.append(app);
    }
    return apps;
}

QStringList allPackages(const QStringList &asked, const QList<AppNames> &apps)
{
    QStringList packages = asked;
    for (const AppNames &app : apps)
        packages.append(app.package);
    packages.removeDuplicates();
    return packages;
}

QStringList labelsOf(const QList<AppNames> &apps)
{
    QStringList labels;
    for (const AppNames &app : apps)
        labels += app.labels;
    labels.removeDuplicates();
    return labels;
}

} // namespace holdfast
