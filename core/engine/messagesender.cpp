// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/messagesender.h"

#include "core/engine/notifyservice.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QThread>

namespace holdfast {
namespace {

Q_LOGGING_CATEGORY(notifyLog, "holdfast.notify", QtInfoMsg)

constexpr unsigned long kPollMs = 100;
constexpr qint64 kDeliverMs = 2'000;
constexpr qint64 kOverdueMs = 5 * 60'000;

/// Says what is wrong with the catalog once, not again and again.
void tellOnce(const Result<void> &outcome, QString &told)
{
    const QString problem = outcome ? QString() : userText(outcome.error());
    if (!problem.isEmpty() && problem != told)
        qCWarning(notifyLog).noquote() << "messages wait:" << problem << outcome.error().detail;
    told = problem;
}

} // namespace

MessageSender::MessageSender(NotifyService &service) : m_service(service), m_thread([this] { run(); }) {}

MessageSender::~MessageSender()
{
    m_cancel.cancel();
    m_thread.join();
}

void MessageSender::run()
{
    const CancelToken cancel = m_cancel.token();
    QElapsedTimer delivered;
    QElapsedTimer looked;
    QString told;
    while (!cancel.requested()) {
        if (!looked.isValid() || looked.elapsed() > kOverdueMs) {
            tellOnce(m_service.tellOverdue(), told);
            looked.start();
        }
        if (!delivered.isValid() || delivered.elapsed() > kDeliverMs) {
            tellOnce(m_service.deliver(cancel).map([](const auto &) {}), told);
            delivered.start();
        }
        QThread::msleep(kPollMs);
    }
}

} // namespace holdfast
