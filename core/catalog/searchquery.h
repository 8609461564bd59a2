// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/catalog/backuprecord.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <limits>

namespace holdfast {

/// The texts of a backup that are searched.
enum class SearchField : quint8 { Name, Phone, Description, Owner, Group, App };
inline constexpr int kSearchFieldCount = 6;

/// A piece of text that must (or must not) be in a backup.
struct SearchTerm
{
    QString text{};                     ///< In the form of normalisedSearchText(); not empty.
    std::optional<SearchField> field{}; ///< Nothing: in any of them.
    bool quoted = false;                ///< Taken literally: no near matches.
    bool negated = false;
    qsizetype begin = 0; ///< Where its value stands in SearchQuery::text.
    qsizetype length = 0;

    friend bool operator==(const SearchTerm &, const SearchTerm &) = default;
};

/// A fact that must (or must not) hold.
struct SearchCondition
{
    enum class Kind : quint8 {
        Status,  ///< One of statuses.
        Store,   ///< The store's name holds text.
        Android, ///< The version (see androidNumber()) lies between least and most.
        Size,    ///< So do the bytes of the files,
        Created, ///< and so does the time it was made, in milliseconds.
        Tag,     ///< A word of a tag begins with text.
        Whole,   ///< The whole phone rather than paths; neither is least = most = 0.
    };
    Kind kind = Kind::Status;
    bool negated = false;
    QList<BackupStatus> statuses{};
    QString text{};
    qint64 least = std::numeric_limits<qint64>::min();
    qint64 most = std::numeric_limits<qint64>::max();

    friend bool operator==(const SearchCondition &, const SearchCondition &) = default;
};

/// What an operator asks for. Everything in it holds together, in whatever order it was written.
struct SearchQuery
{
    QString text{}; ///< As it was read: in Unicode's compatible form, with plain quotes.
    QList<SearchTerm> terms{};
    QList<SearchCondition> conditions{};

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

/// Reads the language of searches:
///
///     wechat gz            both, anywhere in name, phone, description, owner, group or apps
///     phone:gz owner:lin   in one field: name, phone, description, owner, group, app
///     "before update"      literally, spaces included
///     !test !owner:lin     not
///     status:failed,damaged   store:oss   tag:live   whole:yes   android:12  android:>=12  android:9..11
///     size:>1G  size:<=500M  size:1G..2G   since:2026-11  until:2d  age:>30d  age:<12h
///
/// Full-width signs count as plain ones. An open quote ends with the text, and a lone `!` says nothing yet,
/// so that a text can be read after each key. Times are relative to @p now and local. InvalidArgument with a
/// sentence for the operator as its detail. Pure.
Result<SearchQuery> parseSearchQuery(const QString &text, const QDateTime &now);

/// The words before the colon that parseSearchQuery() knows.
QStringList searchFieldWords();

/// A version as a number that compares as versions do: `8.1` is 8'001'000. Nothing for other texts.
std::optional<qint64> androidNumber(QStringView version);

} // namespace holdfast
