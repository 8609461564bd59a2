// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/outage.h"
#include "core/base/progress.h"

#include <QString>

#include <array>
#include <optional>

namespace holdfast {

/// The words of an enum whose values are 0, 1, 2…, in this order. They are stored, so they never change.
template <class Enum, std::size_t N>
struct Words
{
    std::array<const char *, N> words;

    [[nodiscard]] QString text(Enum value) const { return QLatin1String(words.at(std::size_t(value))); }
    [[nodiscard]] std::optional<Enum> value(QStringView text) const
    {
        for (std::size_t i = 0; i < N; ++i) {
            if (text == QLatin1String(words[i]))
                return Enum(i);
        }
        return {};
    }
};

QString toText(Phase phase);
/// Phase::Waiting for a word that this version does not know.
Phase phaseFromText(QStringView text);

/// An error as JSON text, empty for none. A code that this version does not know is read as Internal.
QString errorToText(const std::optional<Error> &error);
std::optional<Error> errorFromText(const QString &text);

/// An outage as JSON text, empty for none.
QString outageToText(const std::optional<StoreOutage> &outage);
std::optional<StoreOutage> outageFromText(const QString &text);

} // namespace holdfast
