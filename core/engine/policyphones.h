// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"
#include "core/policy/policydefinition.h"

namespace holdfast {

/// A phone that a policy means.
struct PolicyPhone
{
    QString key{}; ///< As PolicyTargetRecord::key.
    Serial serial{};
    QString name{};
    QDateTime firstSeen{}; ///< Invalid where the catalog does not know it.
};

/// The phones that @p policy means now, each once, by name. Phones that it names and the catalog does not
/// know are there under the words that it uses; groups and tags that are not there mean no phone.
Result<QList<PolicyPhone>> phonesOf(Catalog &catalog, const PolicyDefinition &policy);

} // namespace holdfast
