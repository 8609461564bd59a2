// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <sys/types.h>

namespace holdfast {

/// Makes the calling process root over a range of ids. Real root stays as it is; an ordinary user's process
/// enters a user namespace of its own, in which it is root and all ids up to 65535 exist (package uidmap,
/// /etc/subuid). To be called before any thread is started. The error says what this machine lacks.
Result<void> becomeRoot();

enum class Isolation {
    Full,      ///< Own mounts and own process numbers: nothing outlives the phone.
    ChrootOnly ///< This root may not make namespaces (some containers).
};

/// Forks; the child (returns 0) becomes the first process of the phone, in namespaces of its own where that
/// is allowed, which @p isolation tells both sides. To be called after becomeRoot(), before any thread is
/// started. Negative, with errno, on failure.
pid_t forkIsolated(Isolation &isolation);

} // namespace holdfast
