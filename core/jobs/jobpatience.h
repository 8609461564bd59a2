// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job.h"

namespace holdfast {

/// Rules by which a job waits for a phone or a store that is away. Pure.

/// Whether the phone or the store is away, or was in between, so that waiting helps.
bool isAway(Errc code);

/// When a job that ended with @p error is begun again; nothing: it has failed. Sooner at first, then once a
/// minute, as long as its patience lasts.
std::optional<QDateTime> nextTry(const JobRecord &job, const Error &error, const QDateTime &now);

/// Where the phone of @p job is now: at its address, or at another one where the same phone answers. Reads
/// who the phones at other addresses are, each for some seconds at most, and notes it in the catalog. The
/// job's own address where it is nowhere.
Serial whereIsPhone(JobContext &context);

} // namespace holdfast
