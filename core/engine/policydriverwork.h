// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policydriver.h"
#include "core/phone/phoneentry.h"

#include <QHash>

namespace holdfast {

/// What a driver works with during one step of one run.
struct PolicyDriver::Work
{
    Catalog &catalog;
    const CancelToken &cancel;
    const std::function<void()> &alive;
    QDateTime now;
    PolicyDefinition definition{};
    QList<PolicyTargetRecord> targets{};
    QHash<QString, PhoneEntry> present{}; ///< By serial, as the adb server lists them.
};

} // namespace holdfast
