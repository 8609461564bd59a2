// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace holdfast {

/// Who is told of what, and how. Holds no secret: only where one is.
struct RecipientDefinition
{
    enum class Kind {
        Mail,   ///< By the system's sendmail.
        Webhook ///< A JSON document, sent by POST.
    };
    enum class When {
        Problems, ///< Runs in which something failed, what is overdue, drills that did not pass.
        Always    ///< Runs and drills that went well too.
    };

    Kind kind = Kind::Mail;
    When when = When::Problems;
    QStringList policies{}; ///< Of these by name; empty: of all.
    // Mail.
    QStringList addresses{};
    QString sender{};  ///< Empty: whom sendmail takes.
    QString program{}; ///< Path of a sendmail; empty: the system's.
    // Webhook.
    QString url{};
    QString caFile{};         ///< PEM; trusted beside the system's authorities.
    bool plainHttp = false;   ///< http:// to another computer is allowed.
    QString header{};         ///< A header whose value is a secret; empty: none. Its value is in
    QString secretVariable{}; ///< this environment variable, or in
    QString secretFile{};     ///< the first line of this file.

    static constexpr qsizetype kMostAddresses = 50;

    /// InvalidArgument that says what cannot be.
    [[nodiscard]] Result<void> check() const;
    /// Whether it is told of what happened to @p policy.
    [[nodiscard]] bool wants(const QString &policy, bool problem) const;

    friend bool operator==(const RecipientDefinition &, const RecipientDefinition &) = default;
};

QJsonObject toJson(const RecipientDefinition &recipient);
/// InvalidArgument for what this version does not know, or check() refuses.
Result<RecipientDefinition> recipientFrom(const QJsonObject &json);

} // namespace holdfast
