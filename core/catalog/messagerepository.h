// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/database.h"
#include "core/catalog/messagerecord.h"

#include <QList>

namespace holdfast {

/// Recipients of messages, and the messages that wait for being sent to them. Used in the database's thread;
/// does not own the database.
class MessageRepository
{
public:
    explicit MessageRepository(Database &database) : m_database(database) {}

    /// RecipientExists where the name is taken.
    Result<void> addRecipient(const RecipientRecord &recipient);
    /// By name.
    Result<QList<RecipientRecord>> recipients();
    /// RecipientNotFound when there is none.
    Result<RecipientRecord> recipient(const QString &name);
    /// With all messages to it. RecipientNotFound when there is none.
    Result<void> removeRecipient(const QString &name);

    /// Puts a message down, to be sent at once; its number, attempts and times of sending do not count.
    /// Nothing where its recipient was told of the same before.
    Result<void> add(const MessageRecord &message);
    /// Those that are to be tried by @p now, the oldest first, at most @p limit.
    Result<QList<MessageRecord>> due(const QDateTime &now, int limit);
    /// When the first of them is to be tried; invalid when none waits.
    Result<QDateTime> earliestTry();
    /// The newest message to each recipient that was sent or is given up.
    Result<QList<MessageRecord>> lastOfEach();
    /// How many wait for each recipient that has one waiting.
    Result<QMap<QString, qint64>> waiting();
    /// Writes attempts, times and error of @p message.
    Result<void> update(const MessageRecord &message);
    /// Forgets those that are done with and older than @p before.
    Result<void> prune(const QDateTime &before);

private:
    Database &m_database;
};

} // namespace holdfast
