// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/indexentry.h"
#include "core/jobs/preflight.h"
#include "core/jobs/requests.h"
#include "core/phone/agentrecords.h"

#include <QHash>

namespace holdfast {

/// What a restore would meet on a phone, counted in files and links; folders and the data of apps, which is
/// replaced as a whole, are not counted. Times and sizes are compared, not contents.
struct RestorePreview
{
    QList<PreflightFinding> findings; ///< As checkRestore() gives them; with a refusal nothing is counted.
    qint64 added = 0;                 ///< The phone has nothing there.
    qint64 equal = 0;                 ///< Of one type, size and time.
    qint64 older = 0;                 ///< The phone's is another one and not newer than the backup's.
    qint64 newer = 0;                 ///< The phone's is newer.
    qint64 addedBytes = 0;
    qint64 apps = 0;          ///< Restored as apps.
    qint64 identityFiles = 0; ///< Left out, so that the phone stays known as itself.

    /// How many of those that the phone has are overwritten by @p rule, and how many stay.
    [[nodiscard]] qint64 replaced(Conflict rule) const;
    [[nodiscard]] qint64 kept(Conflict rule) const;
};

/// Counts a preview: first the entries of the backup, then those of the phone. Needs some hundred bytes for
/// each entry.
class PreviewCount
{
public:
    void addBackedUp(const IndexEntry &entry);
    void meet(const AgentEntry &entry);
    [[nodiscard]] RestorePreview result() const { return m_preview; }

private:
    struct Expected
    {
        EntryType type;
        qint64 size;
        qint64 seconds;
        qint32 nanoseconds;
    };

    QHash<QByteArray, Expected> m_expected; ///< By path; those not yet met.
    RestorePreview m_preview;
};

} // namespace holdfast
