// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// ThreadSanitizer does not see the hand-over inside Qt's own thread pool (Qt is not instrumented), so the
/// one place that hands work to it says so. All of this is empty in other builds.
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#define HOLDFAST_NO_TSAN __attribute__((no_sanitize_thread, noinline))
#else
#define HOLDFAST_NO_TSAN
#endif

namespace holdfast {

inline void handOver([[maybe_unused]] void *object)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_release(object);
#endif
}

inline void takeOver([[maybe_unused]] void *object)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_acquire(object);
#endif
}

} // namespace holdfast
