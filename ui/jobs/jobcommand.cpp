// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobcommand.h"

#include "ui/backups/backupcommand.h"

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList wordsOf(const JobRecord &job)
{
    switch (job.kind) {
    case JobKind::Backup: {
        auto request = backupRequestFrom(job.request);
        if (!request)
            return {};
        request->phones = {job.serial};
        return commandWords(*request);
    }
    case JobKind::Restore: {
        auto request = restoreRequestFrom(job.request);
        if (!request)
            return {};
        request->backup = job.backup;
        request->phones = {job.serial};
        return commandWords(*request);
    }
    case JobKind::Verify:
        return {u"holdfast-cli"_s, u"backup"_s, u"verify"_s, job.backup.value};
    case JobKind::Delete:
        return {u"holdfast-cli"_s, u"backup"_s, u"delete"_s, job.backup.value};
    case JobKind::Scan:
    case JobKind::Install:
    case JobKind::Copy:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

QString jobCommand(const JobRecord &job)
{
    return shellLine(wordsOf(job));
}

} // namespace holdfast::ui
