// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/backupplan.h"

#include "core/jobs/appreading.h"
#include "core/jobs/selection.h"

#include <QMap>

namespace holdfast {
namespace {

QList<QByteArray> encoded(const QStringList &patterns)
{
    QList<QByteArray> list;
    for (const QString &pattern : patterns)
        list.append(pattern.toUtf8());
    return list;
}

QList<QByteArray> textsOf(const std::vector<PathPattern> &patterns)
{
    QList<QByteArray> list;
    for (const PathPattern &pattern : patterns)
        list.append(QByteArray::fromStdString(pattern.text()));
    return list;
}

} // namespace

Result<BackupPlan> planBackup(const BackupRecord &backup, const WorkingPhone &phone, MissingApps missing,
                              const CancelToken &cancel)
{
    const auto selection = makeSelection(backup.paths, backup.excludes, backup.whole, !backup.apps.isEmpty());
    if (!selection)
        return tl::unexpected(selection.error());
    BackupPlan plan;
    AgentRequest paths;
    paths.includes = textsOf(selection->includes());
    paths.excludes = textsOf(selection->excludes());
    plan.whole = paths;

    QMap<int, PackStep> steps; // By user id: apps that share one work on the same files.
    for (const QString &package : backup.apps) {
        auto app = readApp(*phone.session, *phone.agent, package, cancel);
        if (!app && missing == MissingApps::LeaveOut && app.error().code == Errc::AppNotInstalled)
            continue;
        if (!app)
            return tl::unexpected(app.error());
        const QList<QByteArray> includes = encoded(appPatterns(*app));
        const QList<QByteArray> excludes = encoded(appDataExcludes(package) + backup.excludes);
        PackStep &step = steps[app->uid];
        step.stopped.append(package);
        step.request.includes += includes;
        step.request.excludes += excludes;
        plan.whole.includes += includes;
        plan.whole.excludes += encoded(appDataExcludes(package));
        paths.excludes += includes; // Else it would be copied twice, once while the app runs.
        plan.apps.append(*std::move(app));
    }
    plan.steps = steps.values();
    if (!paths.includes.isEmpty())
        plan.steps.append({.stopped = {}, .request = paths});
    return plan;
}

} // namespace holdfast
