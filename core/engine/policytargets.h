// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"

namespace holdfast {

/// Rules by which the phones of a run go from state to state. Pure.

/// How often a phone is tried in one run.
inline constexpr int kMostAttempts = 12;

/// How long after the @p attempts-th failure a phone is tried again: a minute, doubled up to a quarter of an
/// hour.
qint64 retrySeconds(int attempts);

/// Whether trying again can help.
bool passesByItself(Errc code);

/// The target after its job has ended at @p now.
PolicyTargetRecord settled(PolicyTargetRecord target, const PolicyRunRecord &run, const JobRecord &job,
                           const QDateTime &now);

/// The target after no job could be begun for it.
PolicyTargetRecord postponed(PolicyTargetRecord target, const PolicyRunRecord &run, const Error &error,
                             const QDateTime &now);

/// The target whose run's time is over, with the reason for which it waited.
PolicyTargetRecord missed(PolicyTargetRecord target);

/// Whether a run's time is over; a manual one's never is, as each phone has its one try.
bool isOver(const PolicyRunRecord &run, const QDateTime &now);

} // namespace holdfast
