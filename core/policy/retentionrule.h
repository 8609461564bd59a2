// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QDateTime>
#include <QFlags>
#include <QJsonObject>
#include <QList>
#include <QTimeZone>

namespace holdfast {

/// How long backups are kept. 0 switches a rule off; a rule without any keeps everything.
struct RetentionRule
{
    static constexpr int kMostCount = 10'000;
    static constexpr int kMostDays = 364'635; ///< As the vendors' Retention.

    int days = 0;   ///< All of the last so many days of 24 hours.
    int last = 0;   ///< The newest so many.
    int hourly = 0; ///< The newest of each of the last so many hours that have any; so do the following.
    int daily = 0;
    int weekly = 0; ///< Weeks as in ISO 8601: they begin on Monday.
    int monthly = 0;
    int yearly = 0;

    [[nodiscard]] bool keepsAll() const { return *this == RetentionRule{}; }
    /// InvalidArgument for numbers out of range.
    [[nodiscard]] Result<void> check() const;

    friend bool operator==(const RetentionRule &, const RetentionRule &) = default;
};

/// What retention needs to know of a backup.
struct RetentionItem
{
    BackupId id{};
    QString phone{}; ///< Backups of different phones do not compete.
    QDateTime time{};
    bool pinned = false;
    qint64 bytes = 0;
};

/// Why a backup stays.
enum class KeepReason {
    Last = 1,
    Hourly = 2,
    Daily = 4,
    Weekly = 8,
    Monthly = 16,
    Yearly = 32,
    Young = 64,     ///< Within RetentionRule::days.
    Pinned = 128,   ///< An operator said so.
    OnlyGood = 256, ///< The newest good one of its phone: it stays whatever the rules say.
    NoRule = 512,   ///< There is no rule that could remove it.
    Future = 1024   ///< Its time is still to come: a clock was wrong, so that its age is not known.
};
Q_DECLARE_FLAGS(KeepReasons, KeepReason)
Q_DECLARE_OPERATORS_FOR_FLAGS(KeepReasons)

struct RetentionDecision
{
    RetentionItem item;
    KeepReasons reasons; ///< None: it goes.

    [[nodiscard]] bool keep() const { return reasons != KeepReasons(); }
};

/// Judges good (AVAILABLE) backups in any order; those that are not good are none of retention's business.
/// Decisions come phone by phone in the order of their first item, the newest first. Pure: @p now and
/// @p zone, in which hours to years are told apart, are all it knows of time.
///
/// Of a phone's backups, the newest first, each rule takes the first of each period until it has its number.
/// Pinned backups and those kept by days do not use up numbers.
QList<RetentionDecision> judgeRetention(const RetentionRule &rule, const QList<RetentionItem> &items,
                                        const QDateTime &now, const QTimeZone &zone);

/// `last, daily`: English words for the reasons; what goes `no rule keeps it`.
QString reasonText(const RetentionDecision &decision);
/// `7 daily, 4 weekly`; `everything`.
QString retentionText(const RetentionRule &rule);

QJsonObject toJson(const RetentionRule &rule);
Result<RetentionRule> retentionRuleFrom(const QJsonObject &json);

} // namespace holdfast
