// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/accessdevice.h"

#include <algorithm>

namespace holdfast {

bool AccessDevice::seek(qint64 position)
{
    if (position < 0 || position > size())
        return false;
    m_position = position;
    return QIODevice::seek(position);
}

qint64 AccessDevice::readData(char *data, qint64 maximum)
{
    const qint64 take = std::min(maximum, m_cache.size() - m_position);
    if (take <= 0)
        return 0;
    if (const auto done = m_cache.read(m_position, take, data); !done) {
        m_failure = done.error();
        return -1;
    }
    m_position += take;
    return take;
}

} // namespace holdfast
