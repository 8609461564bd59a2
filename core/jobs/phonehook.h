// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/hookprocess.h"
#include "core/phone/phonesession.h"

#include <QMap>

namespace holdfast {

/// Runs the shell line @p command on the phone as its strongest user, without input and with @p variables in
/// its environment, and waits for it. On cancel, after @p timeout and when the connection ends, the phone
/// itself ends it with all that it began. Errors are those of the connection, and Cancelled.
Result<HookEnd> runPhoneHook(const PhoneSession &session, const QString &command,
                             const QMap<QString, QString> &variables, std::chrono::seconds timeout,
                             const CancelToken &cancel);

} // namespace holdfast
