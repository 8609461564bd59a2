// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, cut in up to four, as tars that are joined: an error, or one tar that reads as their entries one
// after the other, and the same whatever the size of the pieces in which it is read.
#include "core/archive/tarjoin.h"
#include "tests/fuzz/fuzzbytes.h"

#include <cstdlib>
#include <list>
#include <optional>

using namespace holdfast;

namespace {

/// The input's first byte says into how many parts the rest is cut.
QList<QByteArrayView> partsOf(QByteArrayView bytes)
{
    const int count = bytes.isEmpty() ? 1 : (bytes.front() & 3) + 1;
    QByteArrayView rest = bytes.isEmpty() ? bytes : bytes.sliced(1);
    QList<QByteArrayView> parts;
    for (int i = 1; i < count; ++i) {
        const qsizetype cut = rest.size() / (count - i + 1) / 512 * 512;
        parts.append(rest.first(cut));
        rest = rest.sliced(cut);
    }
    parts.append(rest);
    return parts;
}

/// All that can be read in pieces of @p piece bytes; nothing for an error.
std::optional<QByteArray> joined(const QList<QByteArrayView> &parts, qint64 piece)
{
    std::list<BytesSource> sources;
    qsizetype next = 0;
    TarJoin join(
        [&]() -> Result<ByteSource *> {
            if (next == parts.size())
                return nullptr;
            const QByteArrayView part = parts[next++];
            return &sources.emplace_back(QByteArray::fromRawData(part.data(), part.size()));
        },
        {});
    QByteArray out;
    QByteArray block(piece, Qt::Uninitialized);
    for (;;) {
        const auto got = join.read(block.data(), block.size());
        if (!got)
            return std::nullopt;
        if (*got == 0)
            return out;
        if (*got < 0 || *got > piece)
            std::abort();
        out.append(block.constData(), *got);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto parts = partsOf(bytes);
    const auto whole = joined(parts, 64 * 1024);
    if (whole != joined(parts, 37))
        std::abort();
    if (!whole)
        return 0;
    // Nothing comes out that did not go in, but the closing blocks; and it can be joined again.
    if (whole->size() % 512 != 0 || whole->size() > bytes.size() + 1024 ||
        !whole->endsWith(QByteArray(1024, 0)))
        std::abort();
    if (joined({*whole}, 64 * 1024) != whole)
        std::abort();
    return 0;
}
