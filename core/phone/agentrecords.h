// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>

#include <optional>

/// What the phone agent says, line by line (see agentprotocol.h), read strictly. PhoneRefused for lines that
/// no agent writes.
namespace holdfast {

struct AgentEvent
{
    enum class Kind { Progress, Lost, Changed, Noted, Skipped, Failed, Refused, Fatal, Done };
    Kind kind = Kind::Progress;
    QByteArray path;   ///< Raw bytes, absolute below the request's root; empty where none applies.
    QString shownPath; ///< The same for people.
    QString reason;
    qint64 files = 0;
    qint64 folders = 0;
    qint64 bytes = 0;
};

/// The event in one line of stderr; nothing for an event of a newer agent.
Result<std::optional<AgentEvent>> parseAgentEvent(QByteArrayView line);

/// One file on the phone, from `scan` and `hash`.
struct AgentEntry
{
    enum class Type { File, Folder, Symlink, Fifo, CharDevice, BlockDevice, Socket };
    QByteArray path; ///< Raw bytes.
    Type type = Type::File;
    quint32 mode = 0; ///< Permission bits only, 0 to 07777.
    quint32 uid = 0;
    quint32 gid = 0;
    qint64 size = 0;
    qint64 modifiedSeconds = 0; ///< Since 1970; negative before.
    qint32 modifiedNanoseconds = 0;
    quint64 device = 0;
    quint64 inode = 0;
    quint64 links = 0;
    qint64 blocks = 0; ///< Of 512 bytes.
    QByteArray target; ///< Of a symlink; raw bytes.
    quint32 deviceMajor = 0;
    quint32 deviceMinor = 0;
    QByteArray label;                     ///< SELinux.
    QHash<QByteArray, QByteArray> xattrs; ///< Without the label.
    QByteArray sha256;                    ///< 32 bytes, or empty.
    bool parent = false;                  ///< Only a parent of what was selected.
    QString missing;                      ///< errno's name: nothing is there, and only path is valid.
    QString error;                        ///< errno's name: the content could not be read.
};

/// The entry in one line of stdout.
Result<AgentEntry> parseAgentEntry(QByteArrayView line);

/// The one line of a `scan` with `summary`.
struct AgentSummary
{
    qint64 files = 0;
    qint64 folders = 0;
    qint64 bytes = 0;
    qint64 lost = 0;
};
Result<AgentSummary> parseAgentSummary(QByteArrayView line);

/// What lies at and below one path, from `measure`.
struct AgentMeasure
{
    QByteArray path;  ///< Raw bytes.
    qint64 files = 0; ///< Entries that are not folders.
    qint64 folders = 0;
    qint64 bytes = 0;     ///< Of regular files.
    qint64 allocated = 0; ///< What all of it takes on the disk, bytes.
    qint64 unread = 0;    ///< Folders and files that could not be looked at.
    QString missing;      ///< errno's name: the path cannot be reached, and only path is valid.
};
Result<AgentMeasure> parseAgentMeasure(QByteArrayView line);

/// The answer to `probe`.
struct AgentProbe
{
    struct Space
    {
        QByteArray path;
        qint64 total = 0; ///< Bytes, as @ref free.
        qint64 free = 0;
        qint64 inodes = 0;
        qint64 freeInodes = 0;
    };
    int protocol = 0;
    QString version;
    quint32 uid = 0;
    QString context; ///< SELinux; empty without.
    QString selinux; ///< `enforcing`, `permissive`, `disabled`.
    QString abi;
    QString kernel;
    QString bootId;
    qint64 timeNs = 0; ///< The phone's clock, nanoseconds since 1970.
    QList<Space> space;
};
Result<AgentProbe> parseAgentProbe(QByteArrayView document);

} // namespace holdfast
