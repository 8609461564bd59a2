// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/catalog/messagerecord.h"
#include "core/policy/recipient.h"

#include <QList>

#include <memory>
#include <mutex>

namespace holdfast {

class Catalog;
class MessageSender;
struct EngineContext;

/// A recipient as the operator sees it.
struct RecipientView
{
    QString name{};
    RecipientDefinition definition{};
    QDateTime createdAt{};
    qint64 waiting = 0;                  ///< Messages that are not sent yet.
    std::optional<MessageRecord> last{}; ///< The newest one that was sent or given up.
};

/// Telling people and programs what happened, by mail and webhooks.
///
/// What is to be told is put down in the catalog together with what it tells of, and sent later by whoever
/// calls deliver(): nothing is lost and nothing waits for it. A message is handed over again only if the
/// process died between that and the note of it; its id stays the same.
class NotifyService
{
public:
    explicit NotifyService(EngineContext &context) : m_context(context) {}

    /// RecipientExists; InvalidArgument.
    Result<void> add(const QString &name, const RecipientDefinition &definition);
    /// By name.
    Result<QList<RecipientView>> list();
    /// With the messages that wait for it. RecipientNotFound.
    Result<void> remove(const QString &name);
    /// Sends a message at once, that says nothing but that it arrived. RecipientNotFound; MessageFailed.
    Result<void> test(const QString &name, const CancelToken &cancel);

    struct Delivery
    {
        qint64 sent = 0;
        qint64 failed = 0; ///< Tried again later, or given up.
    };
    /// Tries each message once whose time has come. Only one process at a time does; for the others there is
    /// nothing to do. Blocks as long as it takes.
    Result<Delivery> deliver(const CancelToken &cancel);
    /// Puts messages down about runs and drills that were promised and never came.
    Result<void> tellOverdue();
    /// What does both again and again, in a thread of its own, as long as it lives. Must not outlive the
    /// engine.
    std::unique_ptr<MessageSender> makeSender();

private:
    Result<Delivery> deliverAlone(Catalog &catalog, const CancelToken &cancel);

    EngineContext &m_context;
    std::mutex m_oneAtATime; ///< In this process; the lease does it for others.
};

/// How long after the @p attempts-th attempt in vain the next one is: a minute, doubled up to an hour.
qint64 messageRetrySeconds(int attempts);
/// So long a message is tried, and known as told.
inline constexpr qint64 kMessageDays = 3;
inline constexpr qint64 kKeptMessageDays = 90;

} // namespace holdfast
