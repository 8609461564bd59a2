// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast::bench {

/// Makes a catalog of so many backups at @p path and prints how long its parts take.
void makeCatalog(const QString &path, int phones, int backups);
/// Searches it key by key and counts facets; prints times, and the same searches by other means.
/// Returns whether the goals are met.
bool searchCatalog(const QString &path, bool withOthers);

/// The largest amount of memory that this process has had, in MiB; 0 where the system does not tell.
double peakMiB();

} // namespace holdfast::bench
