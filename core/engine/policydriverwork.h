// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/messagequeue.h"
#include "core/engine/policydriver.h"
#include "core/phone/phoneentry.h"

#include <QHash>
#include <QMap>

namespace holdfast {

/// So many phones are read and queued at once: silent ones hold a step up for some seconds only.
inline constexpr size_t kPhonesAtOnce = 32;

/// What a driver knows during one step, of all runs. What it writes is kept until flush(): each of it follows
/// again from the catalog if the process dies before.
struct PolicyDriver::Round
{
    Catalog &catalog;
    const CancelToken &cancel;
    const std::function<void()> &alive;
    QDateTime now;
    std::optional<Result<QHash<QString, PhoneEntry>>> present{}; ///< By serial, as the adb server lists them.
    QMap<QString, Result<void>> stores{};                        ///< By name: whether they answer.
    bool looked = false;                                         ///< For phones that moved.
    QList<PolicyTargetRecord> changed{};
    struct Ended
    {
        PolicyRunRecord run;
        Notice notice;
    };
    QList<Ended> ended{};
    std::optional<Recipients> recipients{}; ///< Read when the first run has ended.
};

/// What a driver works with during one step of one run.
struct PolicyDriver::Work
{
    Round &round;
    PolicyRunRecord run;
    QString name{}; ///< The policy's.
    PolicyDefinition definition{};
    QList<PolicyTargetRecord> targets{};
    QList<qsizetype> turns{}; ///< Which of them are to be tried now.
    bool stop = false;        ///< The run's time is over, and what is under way is not to be waited for.
};

/// A phone of a run whose turn it is.
struct PolicyDriver::Turn
{
    Work *work;
    qsizetype number;

    [[nodiscard]] const PolicyTargetRecord &target() const { return work->targets[number]; }
};

} // namespace holdfast
