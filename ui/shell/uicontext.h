// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace holdfast::ui {

class EngineLink;
class JobFeed;
class UiSettings;

/// What the pages of a window share, all borrowed from the composition root.
struct UiContext
{
    EngineLink &engine;
    JobFeed &jobs;
    UiSettings &settings;
    const Clock &clock; ///< Ages are counted from its now.
};

} // namespace holdfast::ui
