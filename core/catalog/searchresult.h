// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/backuprecord.h"
#include "core/catalog/page.h"
#include "core/catalog/searchtext.h"

namespace holdfast {

/// A backup that was found.
struct BackupHit
{
    BackupRecord backup{}; ///< Without its manifest.
    MatchQuality quality = MatchQuality::Exact;

    [[nodiscard]] bool isNear() const { return quality < MatchQuality::Inside; }
};

struct BackupHitPage
{
    QList<BackupHit> hits{};
    QString nextToken{};   ///< Empty when there is nothing more.
    qint64 totalCount = 0; ///< Near matches included.
    bool totalIsExact =
        true;             ///< False: there may be fewer, where a term of several words has many candidates.
    QString didYouMean{}; ///< The text with misspelt terms replaced; empty where nothing is misspelt.
};

/// One value of a facet and how many backups have it.
struct FacetCount
{
    QString value{}; ///< As filters and search texts take it; a phone's id; for ages `<1d`, `1d..7d`, ….
    QString label{}; ///< For people where that differs: a phone's name.
    qint64 count = 0;

    friend bool operator==(const FacetCount &, const FacetCount &) = default;
};

/// Counts beside a list, each list with the most frequent value first (ages: the youngest). Values that
/// nothing has are left out; of phones and groups at most kMaxFacetValues are told.
struct BackupFacets
{
    static constexpr qsizetype kMaxFacetValues = 100;

    qint64 totalCount = 0;
    QList<FacetCount> status{};
    QList<FacetCount> group{};
    QList<FacetCount> phone{};
    QList<FacetCount> age{};
    QList<FacetCount> store{};
    QList<FacetCount> android{};
    QList<FacetCount> tag{};
};

} // namespace holdfast
