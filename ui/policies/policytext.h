// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/policyservice.h"
#include "ui/shell/theme.h"

#include <QString>

namespace holdfast::ui {

/// `Every day at 02:00, until 06:00`.
QString scheduleWords(const Schedule &schedule);
/// `7 daily, 4 weekly`; `everything`.
QString retentionWords(const RetentionRule &rule);
/// Which phones: `Group golden; tag live`.
QString policyPhonesWords(const PolicyDefinition &policy);
/// Where copies go and how long they stay; empty where there are none.
QString policyCopyWords(const PolicyDefinition &policy);
/// The commands around each backup, one a line.
QString policyCommandWords(const Hooks &hooks);
/// What of them: `Whole phone`, apps and paths.
QString policyWhatWords(const PolicyDefinition &policy);
/// How the last run ended or stands: `11 done, 1 failed`; empty where there was none.
QString policyResultWords(const PolicyView &policy);
/// What that means: good, in part, bad, under way.
Tone policyResultTone(const PolicyView &policy);
/// Why a backup stays, or that it goes.
QString keepWords(const RetentionDecision &decision);

} // namespace holdfast::ui
