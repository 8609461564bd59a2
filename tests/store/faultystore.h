// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/objectstore.h"

#include <functional>
#include <map>
#include <mutex>

namespace holdfast::testing {

/// A store that fails as told, in front of one that works. The faults are shared by all threads.
class FaultyStore final : public ObjectStore
{
public:
    enum class Operation { Put, Write, Finish, Get, Read, Head, List, Remove };

    /// @p store is borrowed.
    explicit FaultyStore(ObjectStore &store) : m_store(store) {}

    /// The @p nth call (from 1, counted from now) of the operation fails with the code, and does nothing.
    void failNth(Operation operation, int nth, Errc code);
    /// Writing fails with the code once an object has this many bytes, after these bytes were taken.
    void cutWritesAfter(qint64 bytes, Errc code);
    /// Reads give at most this many bytes at a time.
    void shortReads(qint64 most) { m_mostRead = most; }
    /// One bit of the object is read wrongly.
    void flipBit(qint64 offset, int bit);
    /// Called before each operation; may wait.
    void before(std::function<void(Operation)> hook) { m_hook = std::move(hook); }

    Result<std::unique_ptr<ObjectWriter>> put(const QString &key, const PutOptions &options,
                                              const CancelToken &cancel) override;
    Result<std::unique_ptr<ByteSource>> get(const QString &key, const ObjectRange &range,
                                            const CancelToken &cancel) override;
    Result<ObjectInfo> head(const QString &key, const CancelToken &cancel) override;
    Result<ObjectPage> list(const QString &prefix, const QString &pageToken, int maxKeys,
                            const CancelToken &cancel) override;
    Result<void> remove(const QString &key, const CancelToken &cancel) override;
    Result<int> sweep(const CancelToken &cancel) override { return m_store.sweep(cancel); }
    Result<qint64> freeSpace() override { return m_store.freeSpace(); }
    [[nodiscard]] QString location(const QString &key) const override { return m_store.location(key); }

private:
    class Writer;
    class Source;

    /// What the faults say of a call that begins now.
    Result<void> enter(Operation operation);

    ObjectStore &m_store;
    std::function<void(Operation)> m_hook;
    qint64 m_mostRead = -1;
    qint64 m_cutAfter = -1;
    Errc m_cutCode = Errc::StoreFailed;
    qint64 m_flipOffset = -1;
    int m_flipBit = 0;

    std::mutex m_mutex;
    std::map<Operation, std::pair<int, Errc>> m_failing; ///< Calls still to go, then the code.
};

} // namespace holdfast::testing
