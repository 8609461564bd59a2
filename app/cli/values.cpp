// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/values.h"

#include "app/cli/textformat.h"
#include "core/base/clock.h"
#include "core/base/pathselection.h"
#include "core/base/timetext.h"
#include "core/policy/speedrules.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBackupStatuses = {BackupStatus::Pending,   BackupStatus::Running,   BackupStatus::Uploading,
                                  BackupStatus::Verifying, BackupStatus::Available, BackupStatus::Failed,
                                  BackupStatus::Deleting,  BackupStatus::Deleted,   BackupStatus::Missing,
                                  BackupStatus::Damaged};
constexpr auto kJobStatuses = {JobStatus::Waiting,      JobStatus::Processing, JobStatus::Finished,
                               JobStatus::PartFinished, JobStatus::Failed,     JobStatus::Cancelled,
                               JobStatus::Skipped,      JobStatus::Paused};

template <class Status>
QStringList wordsOf(std::initializer_list<Status> all)
{
    QStringList words;
    for (const Status status : all)
        words << toText(status);
    return words;
}

template <class Status>
QList<Status> pick(std::initializer_list<Status> all, const QStringList &values)
{
    const QStringList wanted = values.join(u',').split(u',');
    QList<Status> out;
    for (const Status status : all) {
        if (wanted.contains(toText(status), Qt::CaseInsensitive))
            out << status;
    }
    return out;
}

} // namespace

ValueCheck wholeNumber(int least, int most)
{
    return [least, most](const QString &value) {
        bool number = false;
        const int got = value.toInt(&number);
        return number && got >= least && got <= most
                   ? QString()
                   : u"is not a whole number from %1 to %2"_s.arg(least).arg(most);
    };
}

ValueCheck pathPattern()
{
    return [](const QString &value) {
        std::string reason;
        return PathPattern::parse(value.toStdString(), reason)
                   ? QString()
                   : QString(u"is not a path on a phone: "_s % QString::fromStdString(reason));
    };
}

ValueCheck pointInTime()
{
    return [](const QString &value) {
        return timeFromText(value, SystemClock().now(), false)
                   ? QString()
                   : u"is not a time like 2026-11-22, 2026-11-22T10:30, 12h or 2d"_s;
    };
}

ValueCheck speedRules()
{
    return [](const QString &value) {
        const auto rules = SpeedRules::parse(value);
        return rules ? QString() : QString(u"is not understood: "_s % rules.error().detail);
    };
}

ValueCheck wordList(const QStringList &words)
{
    return [words](const QString &value) {
        for (const QString &word : value.split(u',')) {
            if (!words.contains(word, Qt::CaseInsensitive))
                return QString(u"is not made of "_s % words.join(u", "_s));
        }
        return QString();
    };
}

QStringList backupStatusWords()
{
    return wordsOf(kBackupStatuses);
}

QStringList jobStatusWords()
{
    return wordsOf(kJobStatuses);
}

QList<BackupStatus> backupStatuses(const QStringList &values)
{
    return pick(kBackupStatuses, values);
}

QList<JobStatus> jobStatuses(const QStringList &values)
{
    return pick(kJobStatuses, values);
}

} // namespace holdfast::cli
