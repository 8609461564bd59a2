// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"
#include "core/policy/policydefinition.h"

#include <QHash>

namespace holdfast {

/// A phone that a policy means.
struct PolicyPhone
{
    QString key{}; ///< As PolicyTargetRecord::key.
    Serial serial{};
    QString name{};
    QDateTime firstSeen{}; ///< Invalid where the catalog does not know it.
};

/// The catalog's phones as they are at one moment, for asking of many policies.
class KnownPhones
{
public:
    static Result<KnownPhones> read(Catalog &catalog);

    /// As PhoneRepository::find().
    [[nodiscard]] Result<PhoneRecord> find(const QString &idSerialOrName) const;
    [[nodiscard]] const QList<PhoneRecord> &all() const { return m_phones; }

private:
    QList<PhoneRecord> m_phones;
    QHash<QString, qsizetype> m_byId;
    QHash<QString, qsizetype> m_bySerial; ///< The one that was seen there last.
    QMultiHash<QString, qsizetype> m_byName;
};

/// The phones that @p policy means now, each once, by name. Phones that it names and the catalog does not
/// know are there under the words that it uses; groups and tags that are not there mean no phone.
Result<QList<PolicyPhone>> phonesOf(const KnownPhones &phones, const PolicyDefinition &policy);
Result<QList<PolicyPhone>> phonesOf(Catalog &catalog, const PolicyDefinition &policy);

} // namespace holdfast
