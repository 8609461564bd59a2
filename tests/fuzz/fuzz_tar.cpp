// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the tar stream of a phone: an error, or an archive that verifies.
#include "core/archive/archivereader.h"
#include "core/archive/archivewriter.h"
#include "tests/fuzz/fuzzbytes.h"

using namespace holdfast;

namespace {

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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    BytesSource tar(QByteArray::fromRawData(reinterpret_cast<const char *>(data), qsizetype(size)));
    BytesSink object;
    ArchiveOptions options;
    options.workers = 1;
    options.frameSize = 64 * 1024;
    options.maxFileSize = 1024 * 1024;
    const auto written = writeArchive(tar, object, {}, options, {}, {});
    if (!written)
        return 0;
    fuzz::BytesAccess access(object.bytes);
    const auto reader = ArchiveReader::open(access, QStringLiteral("fuzz"), {});
    if (!reader || !(*reader)->verify(written->objectSha256, nullptr, {}))
        __builtin_trap();
    return 0;
}
