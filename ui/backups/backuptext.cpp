// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/backuptext.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Backups", text, nullptr, n);
}

} // namespace

QString backupStatusText(BackupStatus status)
{
    switch (status) {
    case BackupStatus::Pending:
        return tr("Waiting");
    case BackupStatus::Running:
        return tr("Being made");
    case BackupStatus::Uploading:
        return tr("Being stored");
    case BackupStatus::Verifying:
        return tr("Being checked");
    case BackupStatus::Available:
        return tr("Available");
    case BackupStatus::Failed:
        return tr("Failed");
    case BackupStatus::Deleting:
        return tr("Being deleted");
    case BackupStatus::Deleted:
        return tr("Deleted");
    case BackupStatus::Missing:
        return tr("Missing");
    case BackupStatus::Damaged:
        return tr("Damaged");
    }
    Q_UNREACHABLE();
}

Tone backupStatusTone(BackupStatus status)
{
    switch (status) {
    case BackupStatus::Available:
        return Tone::Good;
    case BackupStatus::Failed:
    case BackupStatus::Damaged:
        return Tone::Bad;
    case BackupStatus::Missing:
        return Tone::Warning;
    case BackupStatus::Deleted:
    case BackupStatus::Deleting:
        return Tone::Muted;
    default:
        return Tone::Info;
    }
}

QString backupStatusIcon(BackupStatus status)
{
    switch (backupStatusTone(status)) {
    case Tone::Good:
        return u"ok"_s;
    case Tone::Bad:
        return u"error"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Muted:
        return u"delete"_s;
    default:
        return status == BackupStatus::Pending ? u"waiting"_s : u"busy"_s;
    }
}

QString backupWhatText(const BackupRecord &backup)
{
    if (backup.whole)
        return tr("Whole phone");
    if (!backup.apps.isEmpty() && backup.paths.isEmpty())
        return tr("%n app(s)", static_cast<int>(backup.apps.size()));
    if (!backup.apps.isEmpty())
        return tr("%n app(s) and paths", static_cast<int>(backup.apps.size()));
    if (backup.paths.size() == 1)
        return backup.paths.first();
    return backup.paths.isEmpty() ? QString() : tr("%n path(s)", static_cast<int>(backup.paths.size()));
}

QString backupCheckText(const BackupRecord &backup)
{
    if (!backup.verifiedAt.isValid())
        return tr("not yet");
    const QString time = timeText(backup.verifiedAt);
    switch (backup.checkedBy.value_or(CheckLevel::EveryByte)) {
    case CheckLevel::EveryByte:
        return time;
    case CheckLevel::Sampled:
        return tr("%1, by samples").arg(time);
    case CheckLevel::Store:
        return tr("%1, by the store's own hash").arg(time);
    }
    Q_UNREACHABLE();
}

} // namespace holdfast::ui
