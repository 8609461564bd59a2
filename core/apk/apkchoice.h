// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QStringList>

namespace holdfast {

/// What of a phone decides which splits of an app it gets.
struct PhoneTraits
{
    QStringList abis{};    ///< The best first; empty: unknown.
    int density = 0;       ///< Dots per inch; 0: unknown.
    QStringList locales{}; ///< `en-US`, `zh-Hans-CN`; empty: unknown.

    friend bool operator==(const PhoneTraits &, const PhoneTraits &) = default;
};

/// What a split is for, by its name as bundletool makes them: `config.arm64_v8a`, `config.xxhdpi`,
/// `config.zh`, `camera.config.x86`. Anything else is needed on every phone.
struct SplitPurpose
{
    enum class Kind { Any, Abi, Density, Language };
    Kind kind = Kind::Any;
    QString stem{};  ///< Of what it is the configuration; empty: the base.
    QString value{}; ///< The ABI as Android names it, the dots per inch, the language.

    friend bool operator==(const SplitPurpose &, const SplitPurpose &) = default;
};
SplitPurpose splitPurpose(const QString &split);

/// The places in @p splits (names of APKs; empty: the base) of those that a phone gets: of each module the
/// best ABI that the phone runs, the nearest density (rather a finer one), the languages it is set to; of
/// what is not known of the phone, all. AppAbi when a module comes for other processors only; @p splits of no
/// kind stay.
Result<QList<qsizetype>> chooseApks(const QStringList &splits, const PhoneTraits &phone);

} // namespace holdfast
