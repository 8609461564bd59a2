// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is read from an adb server, a phone's daemon, its shell and the agent. The first byte
// chooses the parser.
#include "core/phone/adbtext.h"
#include "core/phone/agentrecords.h"
#include "core/phone/phoneentry.h"
#include "core/phone/phonefacts.h"
#include "core/phone/shellpacket.h"
#include "core/phone/syncprotocol.h"

#include <QList>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace holdfast;

namespace {

void takePacketsApart(QByteArrayView bytes)
{
    ShellPacketParser parser;
    qsizetype given = 0;
    const qsizetype size = bytes.size();
    while (!bytes.isEmpty()) {
        const auto piece = parser.next(bytes);
        if (!piece)
            return;
        given += piece->data.size();
        if (given > size)
            std::abort();
    }
}

void readSyncRecords(QByteArrayView bytes)
{
    (void)parseSyncHead(bytes);
    (void)parseSyncStat(bytes);
    (void)parseSyncStat2(bytes, "LST2");
    for (const auto &entry : {parseSyncEntry(bytes), parseSyncEntry2(bytes)}) {
        if (entry && entry->nameLength > kSyncMaximumPath)
            std::abort();
    }
    (void)isSyncName(bytes);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    switch (data[0] % 9) {
    case 0:
        (void)parsePhoneList(bytes);
        break;
    case 1:
        (void)parseHexLength(bytes);
        (void)parseConnectAnswer(bytes);
        (void)failureError(bytes, Serial{});
        break;
    case 2:
        (void)parseGetprop(bytes);
        break;
    case 3:
        (void)parsePhoneFacts(bytes, Serial{});
        break;
    case 4:
        takePacketsApart(bytes);
        break;
    case 5:
        readSyncRecords(bytes);
        break;
    case 6:
        (void)parseAgentEvent(bytes);
        break;
    case 7:
        (void)parseAgentEntry(bytes);
        break;
    default:
        (void)parseAgentSummary(bytes);
        (void)parseAgentProbe(bytes);
        break;
    }
    return 0;
}
