// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytessource.h"
#include "core/base/randomaccess.h"

namespace holdfast::fuzz {

/// A fuzzer's input as an object; the bytes must live as long. Asking for what is not there is a finding.
class BytesAccess final : public RandomAccess
{
public:
    explicit BytesAccess(QByteArrayView bytes) : m_bytes(bytes) {}
    Result<qint64> size() override { return m_bytes.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length, const CancelToken &) override
    {
        if (offset < 0 || length < 0 || offset > m_bytes.size() - length)
            __builtin_trap();
        return std::make_unique<BytesSource>(QByteArray::fromRawData(m_bytes.data() + offset, length));
    }

private:
    QByteArrayView m_bytes;
};

} // namespace holdfast::fuzz
