// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QString>

namespace holdfast {

/// Commands of the operator's that run before and after each backup: on this computer a program and its
/// arguments, as in hookprocess.h; on the phone a line for its shell, as its strongest user. Empty: none.
///
/// A backup whose before command fails is not made. An after command runs whether the backup came about or
/// not, and if it fails the backup stays.
struct Hooks
{
    static constexpr int kMostSeconds = 24 * 60 * 60;
    static constexpr qsizetype kMostText = 4000;
    static constexpr qsizetype kMostOnPhone = 1000; ///< Bytes of UTF-8; a phone takes no longer request.

    QString before{};
    QString after{};
    QString beforeOnPhone{};
    QString afterOnPhone{};
    int timeoutSeconds = 600; ///< For each of them, 1 to kMostSeconds.

    [[nodiscard]] bool isEmpty() const;
    /// InvalidArgument for a time that is none and for texts that are no command.
    [[nodiscard]] Result<void> check() const;

    friend bool operator==(const Hooks &, const Hooks &) = default;
};

QJsonObject toJson(const Hooks &hooks);
/// What @p json does not say has its default.
Hooks hooksFrom(const QJsonObject &json);

} // namespace holdfast
