// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/phone/installedapps.h"

#include <optional>

namespace holdfast {

/// An app on a phone, with what its APKs tell.
struct PhoneApp
{
    InstalledApp installed;
    std::optional<AppRecord> metadata; ///< Nothing where the APKs could not be read; see problem.
    QString problem;                   ///< English; empty: all is well.
};

struct PhoneAppsRequest
{
    int user = 0; ///< Android's user.
    AppScope scope = AppScope::User;
    QStringList packages; ///< Only these; empty: all.
    AppMeasuring measuring = AppMeasuring::All;
};

struct PhoneApps
{
    QList<PhoneApp> apps; ///< By package.
    qint64 bytesRead = 0; ///< Of APKs, over adb: of those that the catalog did not know.
    int apksRead = 0;     ///< Apps whose APKs were read.
};

/// The key of an app's APKs in the catalog.
AppKey appKeyOf(const InstalledApp &app);

/// Lists the apps of a phone and reads the APKs that the catalog does not know, whose metadata go into it.
/// Changes nothing on the phone. Blocks, for worker threads. An app whose APKs cannot be read is listed with
/// its problem; a lost phone ends it.
Result<PhoneApps> readPhoneApps(const PhoneSession &session, const PhoneAgent &agent, Catalog &catalog,
                                const Clock &clock, const PhoneAppsRequest &request,
                                const CancelToken &cancel);

} // namespace holdfast
