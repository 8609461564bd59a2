// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/jobrecord.h"

#include <QString>

namespace holdfast {

/// The phase in words, translated: "Copying files".
QString phaseText(Phase phase);

/// What a job is doing, in few words: its phase, or for which store it waits: "Waiting for store east since
/// 14:05".
QString doingText(const JobProgress &progress);

/// An outage as a sentence, with what the store answers.
QString outageText(const StoreOutage &outage);

/// What a job that could not be carried out because of @p error waits for, translated: "Waiting for the
/// phone".
QString waitText(const Error &error);

} // namespace holdfast
