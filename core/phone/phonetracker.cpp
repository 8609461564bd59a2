// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonetracker.h"

#include "core/phone/serverconnection.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>
#include <utility>

namespace holdfast {
namespace {

constexpr int kFirstPauseMs = 250;
constexpr int kLongestPauseMs = 8'000;

void pause(int milliseconds, const CancelToken &cancel)
{
    const QDeadlineTimer deadline(milliseconds);
    while (!deadline.hasExpired() && !cancel.requested())
        QThread::msleep(50);
}

} // namespace

PhoneTracker::PhoneTracker(AdbAddress address, QObject *parent)
    : QObject(parent), m_address(std::move(address))
{}

PhoneTracker::~PhoneTracker()
{
    m_stop.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void PhoneTracker::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this, cancel = m_stop.token()] { follow(cancel); });
}

void PhoneTracker::follow(const CancelToken &cancel)
{
    int pauseMs = kFirstPauseMs;
    while (!cancel.requested()) {
        const QDeadlineTimer good(kLongestPauseMs);
        const auto ended = followOnce(cancel);
        if (cancel.requested())
            return;
        post(false, {}, ended.error());
        // A server that was there for a while is likely to be back at once.
        pauseMs = good.hasExpired() ? kFirstPauseMs : pauseMs;
        pause(pauseMs, cancel);
        pauseMs = std::min(pauseMs * 2, kLongestPauseMs);
    }
}

Result<void> PhoneTracker::followOnce(const CancelToken &cancel)
{
    auto connection = ServerConnection::open(m_address, AdbTimeouts{}, cancel);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto asked = connection->request("host:track-devices-l"); !asked)
        return asked;
    while (true) {
        const auto text = connection->readUpdate();
        if (!text)
            return tl::unexpected(text.error());
        const auto phones = parsePhoneList(*text);
        if (!phones)
            return tl::unexpected(phones.error());
        post(true, *phones, {});
    }
}

void PhoneTracker::post(bool available, const QList<PhoneEntry> &phones, const Error &error)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_news.append(News{available, phones, error});
    }
    QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
}

void PhoneTracker::deliver()
{
    QList<News> news;
    {
        const std::scoped_lock lock(m_mutex);
        news = std::exchange(m_news, {});
    }
    for (const News &item : std::as_const(news)) {
        if (item.available != m_serverAvailable || !item.available) {
            const bool turned = item.available != m_serverAvailable;
            m_serverAvailable = item.available;
            if (turned)
                Q_EMIT serverAvailableChanged(item.available, item.error);
        }
        if (item.phones != m_phones) {
            m_phones = item.phones;
            Q_EMIT phonesChanged(m_phones);
        }
    }
}

} // namespace holdfast
