// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/jobservice.h"

#include <QHash>
#include <QList>
#include <QString>

namespace holdfast::ui {

/// Names of phones by serial.
using PhoneNames = QHash<QString, QString>;

/// Why something failed and what to do about it, as an operator at the window reads it: phones by their
/// names, advice that the window itself can follow, and technical words only where the sentence needs them.
QString problemText(const Error &error, const PhoneNames &names);

/// What failed and when: `Backup of golden-1 failed: copying files.`
QString failureText(const JobRecord &job, const PhoneNames &names);

/// What a job that failed has left behind: `Nothing was stored.` Empty where there is nothing to say.
QString remainsText(const JobRecord &job);

/// How a batch ended, for one notice: what, why, what to do. Empty where all went well or the operator
/// cancelled it.
QString batchProblemText(const QList<JobRecord> &jobs, const PhoneNames &names);

} // namespace holdfast::ui
