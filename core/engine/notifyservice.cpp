// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notifyservice.h"

#include "core/catalog/transaction.h"
#include "core/engine/drillplan.h"
#include "core/engine/enginecontext.h"
#include "core/engine/messagedelivery.h"
#include "core/engine/messagequeue.h"
#include "core/engine/messagesender.h"
#include "core/engine/policyservice.h"

#include <QLoggingCategory>
#include <QScopeGuard>
#include <QSet>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(notifyLog, "holdfast.notify", QtInfoMsg)

constexpr auto kLease = "messages"_L1;
constexpr qint64 kLeaseSeconds = 300;
constexpr int kAtOnce = 100;
constexpr qsizetype kMostName = 100;

Result<void> checkName(const QString &name)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](QChar sign) { return sign.isPrint(); });
    if (name.isEmpty() || name.size() > kMostName || !printable || name.trimmed() != name)
        return fail(Errc::InvalidArgument, u"a recipient's name has 1 to 100 characters"_s);
    return {};
}

/// @p message after @p outcome at @p now.
MessageRecord noted(MessageRecord message, const Result<void> &outcome, const QDateTime &now)
{
    ++message.attempts;
    message.nextTry = {};
    message.error = std::nullopt;
    if (outcome) {
        message.sentAt = now;
        qCInfo(notifyLog).noquote() << message.key << "was told to" << message.recipient;
        return message;
    }
    message.error = outcome.error();
    const bool over = message.createdAt.addDays(kMessageDays) <= now;
    if (!over)
        message.nextTry = now.addSecs(messageRetrySeconds(message.attempts));
    qCWarning(notifyLog).noquote() << message.key << "could not be told to" << message.recipient << '-'
                                   << outcome.error().detail << '-'
                                   << (over ? u"given up"_s
                                            : u"again at "_s % message.nextTry.toString(Qt::ISODate));
    return message;
}

} // namespace

qint64 messageRetrySeconds(int attempts)
{
    return std::min<qint64>(3600, qint64(60) << std::clamp(attempts - 1, 0, 10));
}

Result<void> NotifyService::add(const QString &name, const RecipientDefinition &definition)
{
    if (auto checked = checkName(name).and_then([&] { return definition.check(); }); !checked)
        return checked;
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    for (const QString &policy : definition.policies) {
        if (const auto known = (*catalog)->policies().get(policy); !known)
            return tl::unexpected(known.error());
    }
    return (*catalog)->messages().addRecipient(
        {.name = name, .definition = toJson(definition), .createdAt = m_context.clock.now()});
}

Result<QList<RecipientView>> NotifyService::list()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    MessageRepository &messages = (*catalog)->messages();
    const auto records = messages.recipients();
    if (!records)
        return tl::unexpected(records.error());
    const auto waiting = messages.waiting();
    if (!waiting)
        return tl::unexpected(waiting.error());
    const auto last = messages.lastOfEach();
    if (!last)
        return tl::unexpected(last.error());
    QList<RecipientView> views;
    for (const RecipientRecord &record : *records) {
        const auto definition = recipientFrom(record.definition);
        if (!definition)
            return tl::unexpected(definition.error());
        RecipientView view{.name = record.name,
                           .definition = *definition,
                           .createdAt = record.createdAt,
                           .waiting = waiting->value(record.name)};
        for (const MessageRecord &message : *last) {
            if (message.recipient == record.name)
                view.last = message;
        }
        views.append(view);
    }
    return views;
}

Result<void> NotifyService::remove(const QString &name)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    return (*catalog)->messages().removeRecipient(name);
}

Result<void> NotifyService::test(const QString &name, const CancelToken &cancel)
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto record = (*catalog)->messages().recipient(name);
    if (!record)
        return tl::unexpected(record.error());
    const auto definition = recipientFrom(record->definition);
    if (!definition)
        return tl::unexpected(definition.error());
    return holdfast::deliver(testText(name, m_context.clock.now()), name, *definition, {}, cancel);
}

Result<NotifyService::Delivery> NotifyService::deliver(const CancelToken &cancel)
{
    const std::unique_lock alone(m_oneAtATime, std::try_to_lock);
    if (!alone.owns_lock())
        return Delivery{};
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const QDateTime now = m_context.clock.now();
    const auto first = (*catalog)->messages().earliestTry();
    if (!first)
        return tl::unexpected(first.error());
    if (!first->isValid() || *first > now)
        return Delivery{};
    const auto leads = (*catalog)->policies().takeLease(kLease, m_context.process, livenessOf, now,
                                                        now.addSecs(kLeaseSeconds));
    if (!leads)
        return tl::unexpected(leads.error());
    if (!*leads)
        return Delivery{};
    const auto release =
        qScopeGuard([&] { (void)(*catalog)->policies().dropLease(kLease, m_context.process); });
    return deliverAlone(**catalog, cancel);
}

Result<NotifyService::Delivery> NotifyService::deliverAlone(Catalog &catalog, const CancelToken &cancel)
{
    const QDateTime begun = m_context.clock.now();
    if (auto pruned = catalog.messages().prune(begun.addDays(-kKeptMessageDays)); !pruned)
        return tl::unexpected(pruned.error());
    const auto due = catalog.messages().due(begun, kAtOnce);
    if (!due)
        return tl::unexpected(due.error());
    Delivery delivery;
    QSet<QString> deaf; // Who does not take one message takes no other now, and others do not wait for it.
    for (const MessageRecord &message : *due) {
        if (deaf.contains(message.recipient))
            continue;
        const auto record = catalog.messages().recipient(message.recipient);
        if (!record)
            continue; // Removed meanwhile, with its messages.
        const auto text = textOf(catalog, message);
        if (!text)
            return tl::unexpected(text.error());
        const Result<void> outcome =
            recipientFrom(record->definition).and_then([&](const RecipientDefinition &to) {
                return holdfast::deliver(*text, message.recipient, to, {}, cancel);
            });
        if (!outcome && outcome.error().code == Errc::Cancelled)
            return delivery;
        ++(outcome ? delivery.sent : delivery.failed);
        if (!outcome)
            deaf.insert(message.recipient);
        if (auto written = catalog.messages().update(noted(message, outcome, m_context.clock.now()));
            !written)
            return tl::unexpected(written.error());
    }
    return delivery;
}

Result<void> NotifyService::tellOverdue()
{
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const auto recipients = Recipients::read(**catalog);
    if (!recipients)
        return tl::unexpected(recipients.error());
    if (recipients->isEmpty())
        return {};
    const auto check = PolicyService(m_context).check();
    if (!check)
        return tl::unexpected(check.error());
    const QDateTime now = m_context.clock.now();
    QMap<QString, std::pair<QDateTime, qint64>> overdue;
    for (const OverduePhone &phone : check->overdue) {
        overdue[phone.policy].first = phone.promised;
        ++overdue[phone.policy].second;
    }
    for (auto it = overdue.cbegin(); it != overdue.cend(); ++it) {
        const auto policy = (*catalog)->policies().get(it.key());
        if (!policy)
            continue; // Removed meanwhile.
        const auto runs = (*catalog)->policies().runs(policy->id, 1);
        if (!runs)
            return tl::unexpected(runs.error());
        // A run that came tells of itself.
        if (!runs->isEmpty() && runs->first().dueAt >= it->first)
            continue;
        const Notice notice = noticeOfOverdue(policy->id, policy->name, it->first, it->second);
        if (auto told = recipients->tell(**catalog, notice, now); !told)
            return told;
    }
    for (const OverdueDrill &drill : std::as_const(check->overdueDrills)) {
        const auto policy = (*catalog)->policies().get(drill.policy);
        const auto plan =
            policy.and_then([&](const PolicyRecord &known) { return (*catalog)->drills().plan(known.id); });
        if (!plan || !*plan)
            continue;
        const Notice notice = noticeOfOverdueDrill(policy->id, policy->name, **plan);
        if (auto told = recipients->tell(**catalog, notice, now); !told)
            return told;
    }
    return {};
}

std::unique_ptr<MessageSender> NotifyService::makeSender()
{
    return std::make_unique<MessageSender>(*this);
}

} // namespace holdfast
