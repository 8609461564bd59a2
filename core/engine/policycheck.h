// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace holdfast {

/// A phone without the backup that its policy promises.
struct OverduePhone
{
    QString policy{};
    QString key{};
    Serial serial{};
    QString name{};
    QDateTime promised{};   ///< The run that should have brought one.
    QDateTime lastBackup{}; ///< The newest good one of this policy; invalid where there is none.
};

/// A policy that does nothing, as this program cannot read it.
struct BrokenPolicy
{
    QString name{};
    Error problem;
};

/// A policy without the restore drill that it promises.
struct OverdueDrill
{
    QString policy{};
    QDateTime promised{};
    QDateTime lastDrill{};        ///< Invalid where there was none.
    std::optional<Error> error{}; ///< Why the last attempt was in vain.
};

struct PolicyCheck
{
    qint64 policies = 0; ///< That are not suspended and can be read.
    qint64 phones = 0;   ///< That they mean.
    QList<OverduePhone> overdue{};
    QList<OverdueDrill> overdueDrills{};
    QList<BrokenPolicy> broken{};

    [[nodiscard]] bool isFine() const
    {
        return overdue.isEmpty() && overdueDrills.isEmpty() && broken.isEmpty();
    }
};

/// Holds what policies promise against what is there at @p now. Suspended ones promise nothing.
Result<PolicyCheck> checkPolicies(Catalog &catalog, const QDateTime &now);

} // namespace holdfast
