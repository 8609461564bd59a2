// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/phone/adbaddress.h"
#include "core/phone/phoneentry.h"

#include <QObject>

#include <mutex>
#include <thread>

namespace holdfast {

/// The live list of phones. Follows the adb server in a thread of its own, and comes back by itself when the
/// server was away (after 0.25 s at first, 8 s at most). Signals come in the thread in which the object
/// lives, which needs an event loop.
class PhoneTracker final : public QObject
{
    Q_OBJECT

public:
    explicit PhoneTracker(AdbAddress address, QObject *parent = nullptr);
    /// Ends the thread; waits for it at most some 100 ms.
    ~PhoneTracker() override;

    /// Begins to follow. Does nothing the second time. It never starts a server: see AdbServer.
    void start();

    /// The latest list; empty while the server is away.
    [[nodiscard]] QList<PhoneEntry> phones() const { return m_phones; }
    [[nodiscard]] bool serverAvailable() const { return m_serverAvailable; }

Q_SIGNALS:
    void phonesChanged(const QList<holdfast::PhoneEntry> &phones);
    /// @p available turned; otherwise @p error says why.
    void serverAvailableChanged(bool available, const holdfast::Error &error);

private:
    Q_INVOKABLE void deliver();
    void follow(const CancelToken &cancel);
    Result<void> followOnce(const CancelToken &cancel);
    void post(bool available, const QList<PhoneEntry> &phones, const Error &error);

    struct News
    {
        bool available = false;
        QList<PhoneEntry> phones;
        Error error{};
    };

    const AdbAddress m_address;
    CancelSource m_stop;
    std::thread m_thread;
    std::mutex m_mutex;
    QList<News> m_news; ///< Guarded by m_mutex: what the thread saw and the owner has not.
    QList<PhoneEntry> m_phones;
    bool m_serverAvailable = false;
};

} // namespace holdfast
