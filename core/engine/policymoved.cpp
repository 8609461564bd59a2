// SPDX-License-Identifier: GPL-3.0-or-later
// How a run finds phones that are not where they were.
#include "core/engine/phonereader.h"
#include "core/engine/policydriverwork.h"

namespace holdfast {
namespace {

constexpr qint64 kLookSeconds = 60;
/// A phone that was seen here so lately has not become another one.
constexpr qint64 kSeenSeconds = 900;

} // namespace

/// A phone that is not where it was may be at another address: reads who the phones are that are there.
Result<void> PolicyDriver::lookForMoved(Round &round, const QList<Turn> &turns)
{
    const QHash<QString, PhoneEntry> &present = **round.present;
    QList<Turn> missing;
    for (const Turn &turn : turns) {
        if (!present.contains(turn.target().serial.value))
            missing.append(turn);
    }
    if (missing.isEmpty())
        return {};
    const bool soon =
        m_lastLook.isValid() && m_lastLook <= round.now && m_lastLook.addSecs(kLookSeconds) > round.now;
    if (!round.looked && soon)
        return {};
    if (!round.looked) {
        m_lastLook = round.now;
        round.looked = true;
        if (auto read = readStrangers(round, turns); !read)
            return read;
    }
    for (const Turn &turn : std::as_const(missing)) {
        const auto phone = round.catalog.phones().get(PhoneId{turn.target().key});
        if (!phone)
            continue;
        PolicyTargetRecord target = turn.target();
        target.serial = phone->serial;
        write(*turn.work, turn.number, target);
    }
    return {};
}

/// Reads the phones at addresses at which no phone is awaited, and none was seen lately.
Result<void> PolicyDriver::readStrangers(Round &round, const QList<Turn> &turns)
{
    const auto awaited = round.catalog.policies().awaitedSerials();
    if (!awaited)
        return tl::unexpected(awaited.error());
    const auto phones = round.catalog.phones().list();
    if (!phones)
        return tl::unexpected(phones.error());
    QSet<QString> known(awaited->begin(), awaited->end());
    for (const Turn &turn : turns) // What was noted of them is not written yet.
        known.insert(turn.target().serial.value);
    for (const PhoneRecord &phone : *phones) {
        if (phone.lastSeen <= round.now && phone.lastSeen.addSecs(kSeenSeconds) > round.now)
            known.insert(phone.serial.value);
    }
    QList<Serial> strangers;
    for (const PhoneEntry &entry : **round.present) {
        if (entry.state == PhoneState::Device && !known.contains(entry.serial.value))
            strangers.append(entry.serial);
    }
    for (qsizetype begin = 0; begin < strangers.size(); begin += qsizetype(kPhonesAtOnce)) {
        if (round.alive)
            round.alive();
        (void)readPhones(m_context, strangers.mid(begin, qsizetype(kPhonesAtOnce)), round.cancel);
    }
    return {};
}

} // namespace holdfast
