// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an archive, whole and as the parts behind its checksums: an error or an answer, nothing else.
#include "core/archive/archivereader.h"
#include "core/archive/indexcodec.h"
#include "core/archive/tarheader.h"

#include <algorithm>

using namespace holdfast;

namespace {

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

class BytesAccess final : public RandomAccess
{
public:
    explicit BytesAccess(QByteArrayView bytes) : m_bytes(bytes) {}
    Result<qint64> size() override { return m_bytes.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length, const CancelToken &) override
    {
        if (offset < 0 || length < 0 || offset > m_bytes.size() - length)
            __builtin_trap(); // The reader must never ask for what is not there.
        return std::make_unique<BytesSource>(m_bytes.sliced(offset, length));
    }

private:
    QByteArrayView m_bytes;
};

void readArchive(QByteArrayView bytes)
{
    BytesAccess access(bytes);
    const auto reader = ArchiveReader::open(access, QStringLiteral("fuzz"), {});
    if (!reader)
        return;
    qint64 entries = 0;
    // A hostile header may claim a sparse file of any size: hashing its zeros is slow, not wrong.
    bool large = false;
    const auto walked = (*reader)->forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            large = large || entry.size > 64 * 1024 * 1024;
            return ++entries < 10'000;
        },
        {});
    const auto stream =
        (*reader)->tarStream([](const IndexEntry &entry) { return entry.path.size() % 2 == 1; }, {});
    char block[4096];
    while (stream) {
        const auto got = (*stream)->read(block, sizeof block);
        if (!got || *got == 0)
            break;
    }
    if (walked && !large)
        (void)(*reader)->verify({}, nullptr, {});
}

void readParts(QByteArrayView bytes)
{
    if (const auto entry = decodeEntry(bytes)) {
        QByteArray again;
        if (!encodeEntry(*entry, again))
            __builtin_trap();
        QByteArrayView body(again);
        (void)takeNumber(body);
        if (decodeEntry(body) != entry)
            __builtin_trap();
    }
    const auto length = TarHeader::length(bytes);
    if (!length || *length == 0)
        return;
    auto header = TarHeader::parse(bytes.first(*length));
    if (!header)
        return;
    header->setPath("new/\xff name");
    header->setLinkTarget("target");
    if (TarHeader::length(header->blocks()) != header->blocks().size())
        __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readArchive(bytes);
    readParts(bytes);
    return 0;
}
