// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/blockcache.h"

#include <QIODevice>

#include <optional>

namespace holdfast {

/// A BlockCache as the device that QuaZip reads from. Open it ReadOnly | Unbuffered: the cache is the buffer.
/// Used by one thread; the cache outlives it.
class AccessDevice final : public QIODevice
{
public:
    explicit AccessDevice(BlockCache &cache) : m_cache(cache) {}

    [[nodiscard]] bool isSequential() const override { return false; }
    [[nodiscard]] qint64 size() const override { return m_cache.size(); }
    bool seek(qint64 position) override;

    /// Why the last read failed, which a QIODevice cannot tell: the phone is lost, the work was cancelled.
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    BlockCache &m_cache;
    qint64 m_position = 0;
    std::optional<Error> m_failure;
};

} // namespace holdfast
