// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/hooks.h"
#include "core/policy/retentionrule.h"
#include "core/policy/schedule.h"
#include "core/policy/speedrules.h"

#include <QJsonObject>
#include <QStringList>

namespace holdfast {

/// What an operator sets once: which phones, what of them, where to, when, how fast, and how long it is kept.
struct PolicyDefinition
{
    // Which phones; at least one of these. They are resolved when a run begins.
    QStringList phones{}; ///< Ids, serials or names.
    QStringList groups{};
    QStringList tags{};
    QString query{}; ///< PhoneQuery text.
    // What of them, as in BackupRequest.
    QStringList paths{};
    QStringList apps{};
    bool whole = false;
    QStringList excludes{};
    // Where to.
    QString store{};
    QString folder{};
    Schedule schedule{};
    RetentionRule retention{};
    SpeedRules speed{};
    Hooks hooks{};
    // Where finished backups are copied to; empty: nowhere. Both stores keep by rules of their own.
    QString copyTo{};
    QString copyFolder{};
    RetentionRule copyRetention{};
    // Restore drills: every so many days (0: none) of the backups of so many phones.
    int drillEvery = 0;
    int drillSample = 1;

    static constexpr int kMostDrillDays = 366;
    static constexpr int kMostDrillSample = 100;

    /// InvalidArgument for what is wrong by itself; whether the store and the paths are right is for others
    /// to say.
    [[nodiscard]] Result<void> check() const;

    friend bool operator==(const PolicyDefinition &, const PolicyDefinition &) = default;
};

QJsonObject toJson(const PolicyDefinition &policy);
/// InvalidArgument where @p json holds what this version does not know: it would be another policy.
Result<PolicyDefinition> policyFrom(const QJsonObject &json);

} // namespace holdfast
