// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/readall.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {

Result<void> readExactly(ByteSource &source, char *data, qint64 size)
{
    for (qint64 done = 0; done < size;) {
        const auto got = source.read(data + done, size - done);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return fail(Errc::ArchiveTruncated, u"the bytes ended too early"_s);
        done += *got;
    }
    return {};
}

Result<QByteArray> readBytes(ByteSource &source, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    if (const auto read = readExactly(source, bytes.data(), size); !read)
        return tl::unexpected(read.error());
    return bytes;
}

} // namespace holdfast
