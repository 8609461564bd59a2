// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast {

/// Which process owns a job. Process numbers are used again, so the start mark belongs to it.
struct ProcessIdentity
{
    QString host{}; ///< Empty: nobody owns it.
    qint64 pid = 0;
    QString startMark{}; ///< Boot of the host and start time of the process, in a form of the host's own.

    [[nodiscard]] bool isEmpty() const { return host.isEmpty(); }
    friend bool operator==(const ProcessIdentity &, const ProcessIdentity &) = default;
};

enum class Liveness {
    Alive,
    Dead,
    Unknown, ///< On another host: only the lease tells.
};

/// This process.
ProcessIdentity currentProcess();

/// Whether @p process still runs, as far as this host can tell.
Liveness livenessOf(const ProcessIdentity &process);

} // namespace holdfast
