// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/adbserver.h"
#include "tests/support/emulatedphonefixture.h"

#include <QRandomGenerator>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <vector>

namespace holdfast::test {

/// Hundreds of emulated phones that are made, spoilt and healed many at a time: each of that is waiting for
/// processes. Used by one thread.
class NightFleet
{
public:
    /// @p server outlives the fleet and runs when start() is called.
    explicit NightFleet(const AdbServerFixture &server) : m_server(server) {}
    ~NightFleet();
    NightFleet(const NightFleet &) = delete;
    NightFleet &operator=(const NightFleet &) = delete;

    /// Makes so many phones with something to back up. False with error() on failure.
    bool start(int count);
    [[nodiscard]] QList<const EmulatedPhoneFixture *> phones() const;
    [[nodiscard]] QString error() const { return m_error; }

    /// Each fourth phone gets another fault or none, some of them lose their link.
    bool spoilSome(QRandomGenerator &random);
    /// Heals all phones that were spoiled and brings back those that are away.
    bool heal();

private:
    using Phones = QList<EmulatedPhoneFixture *>;

    bool forAll(const Phones &phones, int atOnce, const std::function<bool(EmulatedPhoneFixture &)> &work);
    bool bringBack(const EmulatedPhoneFixture &phone);

    const AdbServerFixture &m_server;
    std::unique_ptr<AdbServer> m_adb;
    std::vector<std::unique_ptr<EmulatedPhoneFixture>> m_phones;
    QSet<EmulatedPhoneFixture *> m_spoiled; ///< Since they were healed last.
    QThreadPool m_pool;
    QString m_error;
};

} // namespace holdfast::test
