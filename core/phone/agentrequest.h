// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>

namespace holdfast {

/// What `unpack` does with files that are on the phone already.
enum class ConflictRule { Overwrite, Skip, Newer };

/// Entries at or below @ref prefix with these ids get the new ones.
struct OwnerMap
{
    QByteArray prefix;
    quint32 oldUid = 0;
    quint32 newUid = 0;
    quint32 oldGid = 0;
    quint32 newGid = 0;
};

/// Entries at or below @ref prefix get this SELinux label.
struct LabelMap
{
    QByteArray prefix;
    QByteArray label;
};

/// A request to the phone agent; see agentprotocol.h. Each verb reads its own part of it.
struct AgentRequest
{
    QByteArray root = QByteArrayLiteral("/");
    QList<QByteArray> includes; ///< PathPattern texts, as the excludes.
    QList<QByteArray> excludes;
    QList<QByteArray> paths; ///< `probe` and `hash`.
    bool hash = false;       ///< `scan`: SHA-256 of each file too.
    bool summary = false;    ///< `scan`: counts only.
    ConflictRule conflict = ConflictRule::Overwrite;
    QList<OwnerMap> owners;
    QList<LabelMap> labels;
    QByteArray journal{}; ///< `unpack`: where it notes its steps, empty for nowhere; `settle`.
    bool keep = false;    ///< `settle`.

    /// The request's bytes. InvalidArgument when a value holds a NUL, or a prefix a tab.
    [[nodiscard]] Result<QByteArray> encode() const;
};

} // namespace holdfast
