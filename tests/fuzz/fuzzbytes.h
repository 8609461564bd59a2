// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/base/randomaccess.h"

#include <algorithm>

namespace holdfast::fuzz {

/// A fuzzer's input as a stream; the bytes must live as long.
class BytesSource final : public ByteSource
{
public:
    explicit BytesSource(QByteArrayView bytes) : m_bytes(bytes) {}
    Result<qint64> read(char *data, qint64 size) override
    {
        const qint64 take = std::min<qint64>(size, m_bytes.size());
        std::copy_n(m_bytes.data(), take, data);
        m_bytes = m_bytes.sliced(take);
        return take;
    }

private:
    QByteArrayView m_bytes;
};

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
        return std::make_unique<BytesSource>(m_bytes.sliced(offset, length));
    }

private:
    QByteArrayView m_bytes;
};

} // namespace holdfast::fuzz
