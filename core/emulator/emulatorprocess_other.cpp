// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/emulatorprocess.h"

namespace holdfast {

Result<std::shared_ptr<EmulatorProcess::Lock>> EmulatorProcess::lock(const QString &pidFile)
{
    return fail(Errc::EmulatorFailed, QStringLiteral("emulated phones need Linux"), {.path = pidFile});
}

std::optional<qint64> EmulatorProcess::find(const QString & /*pidFile*/)
{
    return {};
}

void EmulatorProcess::terminate(qint64 /*pid*/) {}

void EmulatorProcess::kill(qint64 /*pid*/) {}

} // namespace holdfast
