// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/jobrecord.h"

#include <QStringList>

namespace holdfast::cli {

/// What went wrong in the jobs of a batch, a sentence or two each, in the order in which it came first. The
/// same problem of several phones is told once, with their names.
QStringList jobProblems(const QList<JobRecord> &jobs);

} // namespace holdfast::cli
