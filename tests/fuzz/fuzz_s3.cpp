// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as an HTTP answer, cut anywhere, and as each document of S3.
#include "core/store/httpresponsereader.h"
#include "core/store/s3documents.h"

#include <QList>

using namespace holdfast;

namespace {

constexpr qint64 kGreatestBody = 10'000;

void readDocuments(QByteArrayView bytes)
{
    if (readErrorBody(bytes).code.size() > 300)
        __builtin_trap();
    if (const auto listing = readListing(bytes)) {
        for (const S3ListedObject &object : listing->objects) {
            if (object.key.isEmpty() || object.size < 0)
                __builtin_trap();
        }
        if (listing->truncated && listing->objects.isEmpty())
            __builtin_trap();
    }
    (void)readUploads(bytes);
    (void)readLifecycle(bytes);
    if (const auto tags = readTags(bytes)) {
        if (tags->contains({}) || tagsDocument(*tags).isEmpty())
            __builtin_trap();
    }
    if (const auto id = readUploadId(bytes); id && id->isEmpty())
        __builtin_trap();
}

/// The same bytes give the same answer, however they are cut.
void readAnswer(QByteArrayView bytes, qsizetype cut)
{
    HttpResponseReader whole(false, kGreatestBody);
    HttpResponseReader pieces(false, kGreatestBody);
    const bool good = whole.add(bytes).has_value();
    const bool goodToo = pieces.add(bytes.first(cut)) && pieces.add(bytes.sliced(cut));
    if (good != goodToo || (good && whole.complete() != pieces.complete()))
        __builtin_trap();
    if (!good || !whole.complete())
        return;
    if (whole.response().body != pieces.response().body || whole.response().body.size() > kGreatestBody)
        __builtin_trap();
    readDocuments(whole.response().body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readDocuments(bytes);
    readAnswer(bytes, bytes.size() / 3);
    return 0;
}
