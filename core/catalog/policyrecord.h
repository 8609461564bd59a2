// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/catalog/backuprecord.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>

namespace holdfast {

/// A policy as it is kept. Times are UTC with milliseconds.
struct PolicyRecord
{
    PolicyId id{};
    QString name{};           ///< Of all policies only this one's.
    QJsonObject definition{}; ///< A PolicyDefinition.
    bool suspended = false;
    QDateTime createdAt{};
    QDateTime activeSince{};  ///< Added or resumed: no earlier run was promised.
    QDateTime handledUntil{}; ///< Runs that were due up to then have been begun or missed.
    QDateTime nextDue{};

    friend bool operator==(const PolicyRecord &, const PolicyRecord &) = default;
};

/// One time that a policy came due, or was run by hand.
struct PolicyRunRecord
{
    qint64 number = 0; ///< Given when it is begun, rising.
    PolicyId policy{};
    QDateTime dueAt{};
    QDateTime startedAt{};
    QDateTime endsAt{};     ///< Nothing is begun or tried again from then on.
    QDateTime finishedAt{}; ///< Invalid while it is under way; of each policy one run at most is.
    bool manual = false;

    friend bool operator==(const PolicyRunRecord &, const PolicyRunRecord &) = default;
};

enum class TargetState {
    Waiting, ///< For its turn, for the phone or for the next try.
    Running,
    Done,
    Partly, ///< Done, but files were lost.
    Failed,
    Cancelled, ///< By an operator.
    Missed     ///< The run's time was over first.
};

/// `waiting`, `running`, … as in `--json` and in the catalog.
QString toText(TargetState state);
inline bool isSettled(TargetState state)
{
    return state != TargetState::Waiting && state != TargetState::Running;
}
inline bool isGood(TargetState state)
{
    return state == TargetState::Done || state == TargetState::Partly;
}

/// A phone in a run.
struct PolicyTargetRecord
{
    qint64 run = 0;
    QString key{};   ///< The phone's id; of a phone that the catalog does not know, what the policy calls it.
    Serial serial{}; ///< Where it was seen last.
    QString name{};
    TargetState state = TargetState::Waiting;
    int attempts = 0; ///< Jobs that were begun for it.
    JobId job{};      ///< The last of them.
    BackupId backup{};
    QDateTime nextTry{};
    std::optional<Error> error{}; ///< Why it waits, or failed.

    friend bool operator==(const PolicyTargetRecord &, const PolicyTargetRecord &) = default;
};

/// A backup that a policy made.
struct PolicyBackup
{
    BackupId id{};
    PhoneId phone{};
    QString phoneName{};
    QDateTime createdAt{};
    BackupStatus status = BackupStatus::Pending;
    qint64 storedBytes = 0;
    bool pinned = false;
    QString store{};
    QDateTime finishedAt{};
    std::optional<Error> error{};
};

} // namespace holdfast
