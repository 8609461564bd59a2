// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the tar stream of a phone: an error, or an archive that verifies.
#include "core/archive/archivereader.h"
#include "core/archive/archivewriter.h"

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

class BytesSink final : public ByteSink
{
public:
    Result<void> write(QByteArrayView more) override
    {
        bytes.append(more);
        return {};
    }
    QByteArray bytes;
};

class BytesAccess final : public RandomAccess
{
public:
    explicit BytesAccess(const QByteArray &bytes) : m_bytes(bytes) {}
    Result<qint64> size() override { return m_bytes.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length, const CancelToken &) override
    {
        return std::make_unique<BytesSource>(QByteArrayView(m_bytes).sliced(offset, length));
    }

private:
    const QByteArray &m_bytes;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    BytesSource tar(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    BytesSink object;
    ArchiveOptions options;
    options.workers = 1;
    options.frameSize = 64 * 1024;
    options.maxFileSize = 1024 * 1024;
    const auto written = writeArchive(tar, object, {}, options, {}, {});
    if (!written)
        return 0;
    BytesAccess access(object.bytes);
    const auto reader = ArchiveReader::open(access, QStringLiteral("fuzz"), {});
    if (!reader || !(*reader)->verify(written->objectSha256, nullptr, {}))
        __builtin_trap();
    return 0;
}
