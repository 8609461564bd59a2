// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an archive, whole and as the parts behind its checksums: an error or an answer, nothing else.
#include "core/archive/archivereader.h"
#include "core/archive/indexcodec.h"
#include "core/archive/tarheader.h"
#include "tests/fuzz/fuzzbytes.h"

using namespace holdfast;

namespace {

void readArchive(QByteArrayView bytes)
{
    fuzz::BytesAccess access(bytes);
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
