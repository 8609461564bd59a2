// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace holdfast {

/// How thoroughly an object was found to be whole after it had been stored.
enum class CheckLevel {
    EveryByte, ///< Read back and checked to the last byte.
    Sampled,   ///< Its index was read back and checked, and some of its frames.
    Store,     ///< Its index was; for the rest the store's own hash of all bytes counts.
};

/// `every-byte`, `sampled`, `store`: as in options, in `--json` and in the catalog.
QString toText(CheckLevel level);
std::optional<CheckLevel> checkLevelFromText(QStringView text);

} // namespace holdfast
