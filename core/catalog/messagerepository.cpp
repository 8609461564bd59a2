// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/messagerepository.h"

#include "core/catalog/statement.h"
#include "core/catalog/transaction.h"
#include "core/catalog/words.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

const auto kMessages =
    u"SELECT number, recipient, about_key, about, created_at, attempts, next_try, sent_at, error "
    "FROM message "_s;

MessageRecord messageFrom(const Statement &row)
{
    return {.number = row.number(0),
            .recipient = row.text(1),
            .key = row.text(2),
            .about = row.object(3),
            .createdAt = row.time(4),
            .attempts = int(row.number(5)),
            .nextTry = row.time(6),
            .sentAt = row.time(7),
            .error = errorFromText(row.text(8))};
}

RecipientRecord recipientFrom(const Statement &row)
{
    return {.name = row.text(0), .definition = row.object(1), .createdAt = row.time(2)};
}

} // namespace

Result<void> MessageRepository::addRecipient(const RecipientRecord &recipient)
{
    Statement statement(m_database, u"INSERT INTO recipient (name, definition, created_at) VALUES (?, ?, ?) "
                                    "ON CONFLICT (name) DO NOTHING"_s);
    statement.bind(recipient.name).bind(recipient.definition).bind(recipient.createdAt);
    if (auto r = statement.run(); !r)
        return r;
    if (statement.affected() == 0)
        return fail(Errc::RecipientExists, {}, {.phone = {}, .path = {}, .object = recipient.name});
    return {};
}

Result<QList<RecipientRecord>> MessageRepository::recipients()
{
    Statement statement(m_database, u"SELECT name, definition, created_at FROM recipient ORDER BY name"_s);
    return collectRows(statement, recipientFrom);
}

Result<RecipientRecord> MessageRepository::recipient(const QString &name)
{
    Statement statement(m_database, u"SELECT name, definition, created_at FROM recipient WHERE name = ?"_s);
    const auto rows = collectRows(statement.bind(name), recipientFrom);
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(Errc::RecipientNotFound, {}, {.phone = {}, .path = {}, .object = name});
    return rows->first();
}

Result<void> MessageRepository::removeRecipient(const QString &name)
{
    Transaction transaction(m_database);
    if (auto r = transaction.begin(); !r)
        return r;
    {
        Statement messages(m_database, u"DELETE FROM message WHERE recipient = ?"_s);
        if (auto r = messages.bind(name).run(); !r)
            return r;
        Statement recipient(m_database, u"DELETE FROM recipient WHERE name = ?"_s);
        if (auto r = recipient.bind(name).run(); !r)
            return r;
        if (recipient.affected() == 0)
            return fail(Errc::RecipientNotFound, {}, {.phone = {}, .path = {}, .object = name});
    }
    return transaction.commit();
}

Result<void> MessageRepository::add(const MessageRecord &message)
{
    Statement statement(m_database,
                        u"INSERT INTO message (recipient, about_key, about, created_at, attempts, next_try) "
                        "VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (recipient, about_key) DO NOTHING"_s);
    statement.bind(message.recipient).bind(message.key).bind(message.about).bind(message.createdAt);
    return statement.bind(message.createdAt).run();
}

Result<QList<MessageRecord>> MessageRepository::due(const QDateTime &now, int limit)
{
    Statement statement(m_database, QString(kMessages % "WHERE next_try <= ? ORDER BY number LIMIT ?"_L1));
    return collectRows(statement.bind(now).bind(limit), messageFrom);
}

Result<QDateTime> MessageRepository::earliestTry()
{
    Statement statement(m_database, u"SELECT min(next_try) FROM message WHERE next_try IS NOT NULL"_s);
    const auto rows = collectRows(statement, [](const Statement &row) { return row.time(0); });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->value(0);
}

Result<QList<MessageRecord>> MessageRepository::lastOfEach()
{
    Statement statement(m_database,
                        QString(kMessages % "WHERE number IN (SELECT max(number) FROM message WHERE "
                                            "next_try IS NULL GROUP BY recipient)"_L1));
    return collectRows(statement, messageFrom);
}

Result<QMap<QString, qint64>> MessageRepository::waiting()
{
    Statement statement(m_database,
                        u"SELECT recipient, count(*) FROM message WHERE next_try IS NOT NULL GROUP BY "
                        "recipient"_s);
    const auto rows =
        collectRows(statement, [](const Statement &row) { return std::pair(row.text(0), row.number(1)); });
    if (!rows)
        return tl::unexpected(rows.error());
    QMap<QString, qint64> counts;
    for (const auto &[recipient, count] : *rows)
        counts.insert(recipient, count);
    return counts;
}

Result<void> MessageRepository::update(const MessageRecord &message)
{
    Statement statement(
        m_database,
        u"UPDATE message SET attempts = ?, next_try = ?, sent_at = ?, error = ? WHERE number = ?"_s);
    statement.bind(message.attempts)
        .bind(message.nextTry)
        .bind(message.sentAt)
        .bind(errorToText(message.error));
    return statement.bind(message.number).run();
}

Result<void> MessageRepository::prune(const QDateTime &before)
{
    Statement statement(m_database, u"DELETE FROM message WHERE next_try IS NULL AND created_at < ?"_s);
    return statement.bind(before).run();
}

} // namespace holdfast
