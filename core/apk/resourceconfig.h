// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/chunkbytes.h"

#include <QString>

namespace holdfast {

/// For whom values are chosen where an app has several: a phone of usual size in portrait, by day.
struct ResourceChoice
{
    QString locale{};  ///< `zh-CN`, `de`; empty: the app's own language.
    int density = 320; ///< Dots per inch of pictures.
    int sdk = 34;      ///< Android's API level.

    friend bool operator==(const ResourceChoice &, const ResourceChoice &) = default;
};

/// What one set of values in a resource table is for (ResTable_config in AOSP's androidfw/ResourceTypes.h).
/// Parts that no choice asks for are summed up in @ref special.
struct ResourceConfig
{
    static constexpr quint16 kAnyDensity = 0xFFFE;
    static constexpr quint16 kNoDensity = 0xFFFF;

    QString language{}; ///< Two or three small letters; empty: any.
    QString region{};   ///< `CN`, `419`; empty: any.
    QString script{};   ///< `Hans`; empty: not said.
    quint16 density = 0;
    quint16 sdk = 0;
    quint16 smallestWidth = 0; ///< dp.
    quint16 width = 0;         ///< dp.
    bool special = false;      ///< For night, landscape, cars, a network, right-to-left…: never chosen.

    /// Reads the config at @p offset, which says its own size, at most @p available.
    static Result<ResourceConfig> read(ChunkBytes &bytes, qint64 offset, qint64 available);

    /// Whether @p choice may get this set.
    [[nodiscard]] bool fits(const ResourceChoice &choice) const;
    /// Whether this set is to be preferred to @p other, when both fit.
    [[nodiscard]] bool isBetterThan(const ResourceConfig &other, const ResourceChoice &choice) const;

    friend bool operator==(const ResourceConfig &, const ResourceConfig &) = default;
};

} // namespace holdfast
