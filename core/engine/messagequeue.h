// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"
#include "core/policy/recipient.h"

namespace holdfast {

/// Something that recipients may want to be told of.
struct Notice
{
    QString key;    ///< Nobody is told of the same key twice.
    QString policy; ///< Its name.
    bool problem = true;
    QJsonObject about; ///< What the message is made from: `event`, `policy` and more.
};

/// The end of a run: one message whatever went wrong in it, under the worst that did.
Notice noticeOfRun(const PolicyRunRecord &run, const QString &policy,
                   const QList<PolicyTargetRecord> &targets);
/// A drill of a backup that the policy made.
Notice noticeOfDrill(const DrillRecord &drill, const QString &policy);
/// A policy without a run that it promised; @p phones have no good backup since then.
Notice noticeOfOverdue(const PolicyId &id, const QString &policy, const QDateTime &promised, qint64 phones);
Notice noticeOfOverdueDrill(const PolicyId &id, const QString &policy, const DrillPlanRecord &plan);

/// The recipients, read once for many notices.
class Recipients
{
public:
    static Result<Recipients> read(Catalog &catalog);

    [[nodiscard]] bool isEmpty() const { return m_all.isEmpty(); }
    /// Puts a message down for each that wants to be told: in the caller's transaction, so that it is there
    /// exactly if what it tells of is.
    Result<void> tell(Catalog &catalog, const Notice &notice, const QDateTime &now) const;

private:
    QList<std::pair<QString, RecipientDefinition>> m_all;
};

} // namespace holdfast
