// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultystore.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::testing {

class FaultyStore::Writer final : public ObjectWriter
{
public:
    Writer(FaultyStore &faults, std::unique_ptr<ObjectWriter> writer)
        : m_faults(faults), m_writer(std::move(writer))
    {}

    Result<void> write(QByteArrayView bytes) override
    {
        if (auto entered = m_faults.enter(Operation::Write); !entered)
            return entered;
        const qint64 room = m_faults.m_cutAfter < 0 ? bytes.size() : m_faults.m_cutAfter - m_written;
        const auto taken = bytes.first(std::min<qint64>(bytes.size(), room));
        m_written += taken.size();
        if (auto written = m_writer->write(taken); !written)
            return written;
        if (taken.size() < bytes.size())
            return fail(m_faults.m_cutCode, u"writing was cut"_s);
        return {};
    }

    Result<ObjectInfo> finish() override
    {
        if (auto entered = m_faults.enter(Operation::Finish); !entered) {
            m_writer->abort();
            return tl::unexpected(entered.error());
        }
        return m_writer->finish();
    }

    void abort() override { m_writer->abort(); }

private:
    FaultyStore &m_faults;
    std::unique_ptr<ObjectWriter> m_writer;
    qint64 m_written = 0;
};

class FaultyStore::Source final : public ByteSource
{
public:
    Source(FaultyStore &faults, std::unique_ptr<ByteSource> source, qint64 offset)
        : m_faults(faults), m_source(std::move(source)), m_offset(offset)
    {}

    Result<qint64> read(char *data, qint64 size) override
    {
        if (auto entered = m_faults.enter(Operation::Read); !entered)
            return tl::unexpected(entered.error());
        const auto got =
            m_source->read(data, m_faults.m_mostRead > 0 ? std::min(size, m_faults.m_mostRead) : size);
        if (!got)
            return got;
        const qint64 flip = m_faults.m_flipOffset - m_offset;
        if (m_faults.m_flipOffset >= 0 && flip >= 0 && flip < *got)
            data[flip] = char(data[flip] ^ (1 << m_faults.m_flipBit));
        m_offset += *got;
        return got;
    }

private:
    FaultyStore &m_faults;
    std::unique_ptr<ByteSource> m_source;
    qint64 m_offset;
};

void FaultyStore::failNth(Operation operation, int nth, Errc code)
{
    const std::lock_guard lock(m_mutex);
    m_failing[operation] = {nth, code};
}

void FaultyStore::cutWritesAfter(qint64 bytes, Errc code)
{
    m_cutAfter = bytes;
    m_cutCode = code;
}

void FaultyStore::flipBit(qint64 offset, int bit)
{
    m_flipOffset = offset;
    m_flipBit = bit;
}

Result<void> FaultyStore::enter(Operation operation)
{
    if (m_hook)
        m_hook(operation);
    const std::lock_guard lock(m_mutex);
    const auto failing = m_failing.find(operation);
    if (failing == m_failing.end() || --failing->second.first > 0)
        return {};
    const Errc code = failing->second.second;
    m_failing.erase(failing);
    return fail(code, u"a fault that was asked for"_s);
}

Result<std::unique_ptr<ObjectWriter>> FaultyStore::put(const QString &key, const PutOptions &options,
                                                       const CancelToken &cancel)
{
    if (const auto entered = enter(Operation::Put); !entered)
        return tl::unexpected(entered.error());
    auto writer = m_store.put(key, options, cancel);
    if (!writer)
        return writer;
    return std::make_unique<Writer>(*this, std::move(*writer));
}

Result<std::unique_ptr<ByteSource>> FaultyStore::get(const QString &key, const ObjectRange &range,
                                                     const CancelToken &cancel)
{
    if (const auto entered = enter(Operation::Get); !entered)
        return tl::unexpected(entered.error());
    auto source = m_store.get(key, range, cancel);
    if (!source)
        return source;
    return std::make_unique<Source>(*this, std::move(*source), range.offset);
}

Result<ObjectInfo> FaultyStore::head(const QString &key, const CancelToken &cancel)
{
    if (const auto entered = enter(Operation::Head); !entered)
        return tl::unexpected(entered.error());
    return m_store.head(key, cancel);
}

Result<ObjectPage> FaultyStore::list(const QString &prefix, const QString &pageToken, int maxKeys,
                                     const CancelToken &cancel)
{
    if (const auto entered = enter(Operation::List); !entered)
        return tl::unexpected(entered.error());
    return m_store.list(prefix, pageToken, maxKeys, cancel);
}

Result<void> FaultyStore::remove(const QString &key, const CancelToken &cancel)
{
    if (auto entered = enter(Operation::Remove); !entered)
        return entered;
    return m_store.remove(key, cancel);
}

} // namespace holdfast::testing
