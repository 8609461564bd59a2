// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorhome.h"

namespace holdfast {

/// What a new phone's /data is filled with.
struct PhoneContent
{
    SampleSize sample = SampleSize::None;
    QString copyOf{};   ///< A folder of this machine to copy instead, when not empty.
    QStringList apks{}; ///< Files of this machine to install; those of one package together.
};

/// Builds the phone whose `phone.json` lies in @p folder: its root and the content. To be called as root (see
/// becomeRoot()), with a QCoreApplication.
Result<void> buildPhone(const QString &folder, const PhoneContent &content);

} // namespace holdfast
