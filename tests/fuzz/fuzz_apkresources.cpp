// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a resource table, and every value that it then claims to have.
#include "core/apk/resourcetable.h"

#include <algorithm>

using namespace holdfast;

namespace {

class BorrowedBytes final : public ChunkBytes
{
public:
    explicit BorrowedBytes(QByteArrayView bytes) : m_bytes(bytes) {}
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

protected:
    Result<void> fetch(qint64 offset, qint64 length, char *data) override
    {
        if (offset < 0 || length < 0 || offset > m_bytes.size() - length)
            __builtin_trap(); // The reader must never ask for what is not there.
        std::copy_n(m_bytes.data() + offset, length, data);
        return {};
    }

private:
    QByteArrayView m_bytes;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto table = ResourceTable::open(std::make_unique<BorrowedBytes>(bytes), {});
    if (!table)
        return 0;
    const ResourceChoice choices[] = {{}, {.locale = QStringLiteral("zh-CN"), .density = 640, .sdk = 25}};
    for (const ResourceChoice &choice : choices) {
        for (quint32 type = 0; type < 8; ++type) {
            for (quint32 entry = 0; entry < 8; ++entry) {
                const auto value = (*table)->find(0x7F000000U | type << 16U | entry, choice);
                if (value && *value && (*value)->value.type == ResourceValue::String)
                    (void)(*table)->string((*value)->value.data);
            }
        }
    }
    return 0;
}
