// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/limitedstore.h"

#include <algorithm>

namespace holdfast {
namespace {

using Limits = LimitedStore::Limits;

qint64 pieceOf(const Limits &limits, qint64 most)
{
    for (const auto &limit : limits)
        most = std::min(most, limit->piece());
    return most;
}

Result<void> takeFrom(const Limits &limits, qint64 bytes, const CancelToken &cancel)
{
    for (const auto &limit : limits) {
        if (auto taken = limit->take(bytes, cancel); !taken)
            return taken;
    }
    return {};
}

class LimitedWriter final : public ObjectWriter
{
public:
    LimitedWriter(std::unique_ptr<ObjectWriter> writer, Limits limits, CancelToken cancel)
        : m_writer(std::move(writer)), m_limits(std::move(limits)), m_cancel(std::move(cancel))
    {}

    Result<void> write(QByteArrayView bytes) override
    {
        while (!bytes.isEmpty()) {
            const qint64 size = pieceOf(m_limits, bytes.size());
            if (auto taken = takeFrom(m_limits, size, m_cancel); !taken)
                return taken;
            if (auto written = m_writer->write(bytes.first(size)); !written)
                return written;
            bytes = bytes.sliced(size);
        }
        return {};
    }

    void describe(const QString &name, const QString &value) override { m_writer->describe(name, value); }
    Result<ObjectInfo> finish() override { return m_writer->finish(); }
    void abort() override { m_writer->abort(); }

private:
    std::unique_ptr<ObjectWriter> m_writer;
    Limits m_limits;
    CancelToken m_cancel;
};

class LimitedSource final : public ByteSource
{
public:
    LimitedSource(std::unique_ptr<ByteSource> source, Limits limits, CancelToken cancel)
        : m_source(std::move(source)), m_limits(std::move(limits)), m_cancel(std::move(cancel))
    {}

    Result<qint64> read(char *data, qint64 size) override
    {
        auto got = m_source->read(data, pieceOf(m_limits, size));
        if (!got || *got == 0)
            return got;
        if (auto taken = takeFrom(m_limits, *got, m_cancel); !taken)
            return tl::unexpected(taken.error());
        return got;
    }

private:
    std::unique_ptr<ByteSource> m_source;
    Limits m_limits;
    CancelToken m_cancel;
};

} // namespace

LimitedStore::LimitedStore(std::unique_ptr<ObjectStore> store, Limits limits)
    : m_store(std::move(store)), m_limits(std::move(limits))
{}

Result<std::unique_ptr<ObjectWriter>> LimitedStore::put(const QString &key, const PutOptions &options,
                                                        const CancelToken &cancel)
{
    auto writer = m_store->put(key, options, cancel);
    if (!writer)
        return writer;
    return std::make_unique<LimitedWriter>(std::move(*writer), m_limits, cancel);
}

Result<std::unique_ptr<ByteSource>> LimitedStore::get(const QString &key, const ObjectRange &range,
                                                      const CancelToken &cancel)
{
    auto source = m_store->get(key, range, cancel);
    if (!source)
        return source;
    return std::make_unique<LimitedSource>(std::move(*source), m_limits, cancel);
}

Result<ObjectInfo> LimitedStore::head(const QString &key, const CancelToken &cancel)
{
    return m_store->head(key, cancel);
}

Result<ObjectPage> LimitedStore::list(const QString &prefix, const QString &pageToken, int maxKeys,
                                      const CancelToken &cancel)
{
    return m_store->list(prefix, pageToken, maxKeys, cancel);
}

Result<QMap<QString, QString>> LimitedStore::metadata(const QString &key, const CancelToken &cancel)
{
    return m_store->metadata(key, cancel);
}

Result<void> LimitedStore::remove(const QString &key, const CancelToken &cancel)
{
    return m_store->remove(key, cancel);
}

Result<int> LimitedStore::sweep(const CancelToken &cancel)
{
    return m_store->sweep(cancel);
}

Result<qint64> LimitedStore::freeSpace()
{
    return m_store->freeSpace();
}

QList<Error> LimitedStore::concerns(const CancelToken &cancel)
{
    return m_store->concerns(cancel);
}

QString LimitedStore::location(const QString &key) const
{
    return m_store->location(key);
}

} // namespace holdfast
