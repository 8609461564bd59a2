// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/tarreader.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

using namespace holdfast::agent;

namespace {

class MemoryStream final : public InputStream
{
public:
    explicit MemoryStream(std::string_view bytes) : m_bytes(bytes) {}
    ssize_t readSome(char *to, size_t capacity) override
    {
        const size_t part = std::min(capacity, m_bytes.size());
        if (part > 0)
            std::memcpy(to, m_bytes.data(), part);
        m_bytes.remove_prefix(part);
        return static_cast<ssize_t>(part);
    }

private:
    std::string_view m_bytes;
};

} // namespace

/// The reader of `unpack`: any bytes end in entries or an error, and no extent leaves its file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, size_t size)
{
    MemoryStream stream({reinterpret_cast<const char *>(data), size});
    TarReader reader(stream);
    TarEntry entry;
    while (reader.next(entry) == TarReader::Next::Entry) {
        for (const Extent &extent : entry.extents) {
            if (extent.length > entry.size || extent.offset > entry.size - extent.length)
                __builtin_trap();
        }
        char some[64];
        reader.readContent(some, std::min<std::uint64_t>(sizeof some, reader.contentLeft()));
    }
    return 0;
}
