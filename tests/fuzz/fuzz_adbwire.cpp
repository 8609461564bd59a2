// SPDX-License-Identifier: GPL-3.0-or-later
// The parsers of the emulated phone's side of adb.
#include "core/emulator/adbwire.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace holdfast::adbwire;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    if (size >= kHeaderSize) {
        HeaderBytes bytes{};
        std::copy_n(input.begin(), kHeaderSize, bytes.begin());
        if (const auto header = decode(bytes); header && encode(*header) != bytes)
            std::abort();
    }
    if (size >= kSyncHeadSize)
        decodeSyncHead(input.data());
    if (const auto target = decodeSendTarget(input); target && target->path.size() >= size)
        std::abort();
    decodeShellRequest(serviceName(input));

    // The same bytes in two pieces give the same stdin.
    const std::size_t cut = size == 0 ? 0 : data[0] % size;
    std::string whole;
    std::string pieces;
    ShellParser first;
    ShellParser second;
    for (std::string_view left = input; const auto event = first.next(left);) {
        if (event->id == ShellStdin)
            whole += event->data;
    }
    for (std::string_view part : {input.substr(0, cut), input.substr(cut)}) {
        while (const auto event = second.next(part)) {
            if (event->id == ShellStdin)
                pieces += event->data;
        }
    }
    if (whole != pieces)
        std::abort();
    return 0;
}
