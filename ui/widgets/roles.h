// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace holdfast::ui {

/// What our models say beyond Qt's own roles.
enum Role {
    SortRole = Qt::UserRole + 1, ///< The raw value.
    ToneRole,                    ///< int of a Tone: what the cell's colour means.
    IconNameRole,                ///< A QString: one of our icons, drawn in the cell's tone.
    ProgressRole,                ///< int 0 to 1000: a bar before the text; -1: busy without a known length.
    TrailingRole,                ///< A QString at the right edge of the cell: a count, a shortcut.
};

/// Shown where there is nothing to say: a value that is unknown or does not apply.
inline const char16_t kNothing[] = u"\u2013";

/// Parts a number at the right edge of a column from what comes after it.
inline constexpr char16_t kGap = u'\u2002';

} // namespace holdfast::ui
