// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"

#include <algorithm>

namespace holdfast {

/// Bytes in memory, as a stream.
class BytesSource final : public ByteSource
{
public:
    explicit BytesSource(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Result<qint64> read(char *data, qint64 size) override
    {
        const qint64 take = std::min<qint64>(size, m_bytes.size() - m_taken);
        std::copy_n(m_bytes.constData() + m_taken, take, data);
        m_taken += take;
        return take;
    }

private:
    QByteArray m_bytes;
    qsizetype m_taken = 0;
};

} // namespace holdfast
