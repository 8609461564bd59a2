// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/words.h"

#include "core/catalog/records.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr Words<BackupStatus, 10> kBackupStatus{{"PENDING", "RUNNING", "UPLOADING", "VERIFYING", "AVAILABLE",
                                                 "FAILED", "DELETING", "DELETED", "MISSING", "DAMAGED"}};
constexpr Words<JobKind, 7> kJobKind{{"Backup", "Restore", "Verify", "Delete", "Scan", "Install", "Copy"}};
constexpr Words<JobStatus, 8> kJobStatus{
    {"Waiting", "Processing", "Finished", "PartFinished", "Failed", "Cancelled", "Skipped", "Paused"}};
constexpr Words<JobPriority, 3> kJobPriority{{"low", "normal", "high"}};
constexpr Words<EventSeverity, 3> kSeverity{{"info", "warning", "error"}};
constexpr Words<Phase, 10> kPhase{{"Waiting", "Connecting", "Scanning", "Copying", "Finishing", "Verifying",
                                   "Comparing", "Deleting", "Hook", "Done"}};
static_assert(int(Phase::Done) + 1 == int(kPhase.words.size()));
static_assert(int(BackupStatus::Damaged) + 1 == int(kBackupStatus.words.size()));

} // namespace

QString toText(BackupStatus status)
{
    return kBackupStatus.text(status);
}

std::optional<BackupStatus> backupStatusFromText(QStringView text)
{
    return kBackupStatus.value(text);
}

QString toText(JobKind kind)
{
    return kJobKind.text(kind);
}

std::optional<JobKind> jobKindFromText(QStringView text)
{
    return kJobKind.value(text);
}

QString toText(JobStatus status)
{
    return kJobStatus.text(status);
}

std::optional<JobStatus> jobStatusFromText(QStringView text)
{
    return kJobStatus.value(text);
}

QString toText(JobPriority priority)
{
    return kJobPriority.text(priority);
}

std::optional<JobPriority> jobPriorityFromText(QStringView text)
{
    return kJobPriority.value(text);
}

bool hasEnded(JobStatus status)
{
    return status != JobStatus::Waiting && status != JobStatus::Processing && status != JobStatus::Paused;
}

QString toText(EventSeverity severity)
{
    return kSeverity.text(severity);
}

std::optional<EventSeverity> eventSeverityFromText(QStringView text)
{
    return kSeverity.value(text);
}

QString toText(Phase phase)
{
    return kPhase.text(phase);
}

Phase phaseFromText(QStringView text)
{
    return kPhase.value(text).value_or(Phase::Waiting);
}

QString errorToText(const std::optional<Error> &error)
{
    if (!error)
        return {};
    const QJsonObject object{{u"code"_s, errorName(error->code)},
                             {u"detail"_s, error->detail},
                             {u"phone"_s, error->context.phone},
                             {u"path"_s, error->context.path},
                             {u"object"_s, error->context.object}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<Error> errorFromText(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    return Error{errorFromName(object["code"_L1].toString()).value_or(Errc::Internal),
                 object["detail"_L1].toString(),
                 {.phone = object["phone"_L1].toString(),
                  .path = object["path"_L1].toString(),
                  .object = object["object"_L1].toString()}};
}

QString outageToText(const std::optional<StoreOutage> &outage)
{
    if (!outage)
        return {};
    const QJsonObject object{{u"store"_s, outage->store},
                             {u"since"_s, outage->since.toMSecsSinceEpoch()},
                             {u"answer"_s, outage->answer}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<StoreOutage> outageFromText(const QString &text)
{
    if (text.isEmpty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    return StoreOutage{object["store"_L1].toString(),
                       QDateTime::fromMSecsSinceEpoch(object["since"_L1].toInteger(), Qt::UTC),
                       object["answer"_L1].toString()};
}

bool canChange(BackupStatus from, BackupStatus to)
{
    using enum BackupStatus;
    if (from == to)
        return true;
    switch (from) {
    case Pending:
        return to == Running || to == Failed;
    case Running:
        return to == Uploading || to == Verifying || to == Failed || to == Pending;
    case Uploading:
        return to == Verifying || to == Failed || to == Pending;
    case Verifying:
        return to == Available || to == Damaged || to == Failed || to == Pending;
    case Available:
    case Missing:
    case Damaged:
        return to == Available || to == Missing || to == Damaged || to == Deleting;
    case Failed:
        return to == Deleting || to == Deleted || to == Pending; // its job is begun again
    case Deleting: // the store may refuse: then it is again what it was
        return to == Deleted || to == Available || to == Missing || to == Damaged || to == Failed;
    case Deleted:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace holdfast
