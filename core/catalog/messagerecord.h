// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace holdfast {

/// Somebody, or a program, that is told of what happened.
struct RecipientRecord
{
    QString name{};           ///< Of all recipients only this one's.
    QJsonObject definition{}; ///< A RecipientDefinition.
    QDateTime createdAt{};

    friend bool operator==(const RecipientRecord &, const RecipientRecord &) = default;
};

/// A message that was put down for a recipient. Times are UTC with milliseconds.
struct MessageRecord
{
    qint64 number = 0; ///< Given when it is put down, rising.
    QString recipient{};
    QString key{};       ///< What it is about: the same recipient is told of it once.
    QJsonObject about{}; ///< What its text is made from when it is sent.
    QDateTime createdAt{};
    int attempts = 0;
    QDateTime nextTry{}; ///< Invalid: it was sent, or given up.
    QDateTime sentAt{};
    std::optional<Error> error{}; ///< Of the last attempt.

    friend bool operator==(const MessageRecord &, const MessageRecord &) = default;
};

} // namespace holdfast
