// SPDX-License-Identifier: GPL-3.0-or-later
#include "nightfleet.h"

#include "policyfixture.h"

#include <QTcpServer>
#include <QtConcurrentMap>

#include <atomic>
#include <mutex>

namespace holdfast::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMakersAtOnce = 6;
constexpr int kWaitersAtOnce = 48;
constexpr qsizetype kFileSize = 200'000;

/// As many ports as phones, none twice: all are held until the last is known.
QList<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> probes;
    QList<quint16> ports;
    for (int i = 0; i < count; ++i) {
        probes.push_back(std::make_unique<QTcpServer>());
        probes.back()->listen(QHostAddress::LocalHost);
        ports.append(probes.back()->serverPort());
    }
    return ports;
}

EmulatorFaults someFaults(QRandomGenerator &random)
{
    EmulatorFaults faults;
    switch (random.bounded(12)) {
    case 0:
    case 1:
        faults.cutAfterBytes = random.bounded(200'000);
        break;
    case 2:
        faults.freeze = true;
        break;
    case 3:
        faults.bytesPerSecond = 300'000;
        break;
    case 4:
        faults.refuseOpen = true;
        break;
    case 5:
        faults.missingExitPacket = true;
        break;
    case 6:
        faults.noExec = true;
        break;
    case 7:
        faults.latencyMs = 50;
        break;
    default:
        break;
    }
    return faults;
}

} // namespace

NightFleet::~NightFleet()
{
    Phones phones;
    for (auto &phone : m_phones)
        phones.append(phone.release());
    m_pool.setMaxThreadCount(kMakersAtOnce);
    QtConcurrent::blockingMap(&m_pool, phones, [](EmulatedPhoneFixture *phone) { delete phone; });
}

bool NightFleet::forAll(const Phones &phones, int atOnce,
                        const std::function<bool(EmulatedPhoneFixture &)> &work)
{
    std::atomic_bool good = true;
    std::mutex mutex;
    m_pool.setMaxThreadCount(atOnce);
    QtConcurrent::blockingMap(&m_pool, phones, [&](EmulatedPhoneFixture *phone) {
        if (work(*phone))
            return;
        good = false;
        const std::scoped_lock lock(mutex);
        m_error = u"%1: %2"_s.arg(phone->serial(), phone->error());
    });
    return good;
}

bool NightFleet::start(int count)
{
    m_adb = std::make_unique<AdbServer>(
        AdbAddress{.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}});
    Phones phones;
    QHash<EmulatedPhoneFixture *, EmulatorSettings> settings;
    const QList<quint16> ports = freePorts(count);
    for (int i = 0; i < count; ++i) {
        m_phones.push_back(std::make_unique<EmulatedPhoneFixture>(m_server));
        phones.append(m_phones.back().get());
        EmulatorSettings own;
        own.name = u"night-%1"_s.arg(i);
        own.port = ports[i];
        settings.insert(phones.last(), own);
    }
    return forAll(phones, kMakersAtOnce, [&settings](EmulatedPhoneFixture &phone) {
        return phone.start(settings.value(&phone)) && PolicyFixture::fill(phone, kFileSize);
    });
}

QList<const EmulatedPhoneFixture *> NightFleet::phones() const
{
    QList<const EmulatedPhoneFixture *> list;
    for (const auto &phone : m_phones)
        list.append(phone.get());
    return list;
}

bool NightFleet::spoilSome(QRandomGenerator &random)
{
    const int count = int(m_phones.size());
    Phones chosen;
    QHash<EmulatedPhoneFixture *, EmulatorFaults> faults;
    QSet<EmulatedPhoneFixture *> cut;
    for (int i = 0; i < qMax(1, count / 4); ++i) {
        EmulatedPhoneFixture *phone = m_phones[size_t(random.bounded(count))].get();
        if (!faults.contains(phone))
            chosen.append(phone);
        faults.insert(phone, someFaults(random));
        if (random.bounded(8) == 0)
            cut.insert(phone);
        m_spoiled.insert(phone);
    }
    return forAll(chosen, kWaitersAtOnce, [&](EmulatedPhoneFixture &phone) {
        if (cut.contains(&phone))
            (void)m_adb->disconnectPhone({phone.serial()}, CancelToken());
        return phone.setFaults(faults.value(&phone));
    });
}

bool NightFleet::heal()
{
    const Phones spoiled(m_spoiled.begin(), m_spoiled.end());
    m_spoiled.clear();
    if (!forAll(spoiled, kWaitersAtOnce, [](EmulatedPhoneFixture &phone) { return phone.clearFaults(); }))
        return false;
    const auto known = m_adb->phones(CancelToken());
    if (!known)
        return false;
    QSet<QString> usable;
    for (const PhoneEntry &entry : *known) {
        if (entry.state == PhoneState::Device)
            usable.insert(entry.serial.value);
    }
    Phones away;
    for (const auto &phone : m_phones) {
        if (!usable.contains(phone->serial()))
            away.append(phone.get());
    }
    return forAll(away, kWaitersAtOnce, [this](EmulatedPhoneFixture &phone) { return bringBack(phone); });
}

/// The server itself looks for a phone that it lost only every ten seconds.
bool NightFleet::bringBack(const EmulatedPhoneFixture &phone)
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        (void)m_adb->disconnectPhone({phone.serial()}, CancelToken());
        if (m_adb->connectPhone(phone.serial(), CancelToken()))
            return true;
    }
    return false;
}

} // namespace holdfast::test
