// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a signing block, as a JAR signature, and as a whole APK with its label and icon.
#include "core/apk/appresources.h"
#include "core/apk/pkcs7certificate.h"

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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    MemoryBytes memory(bytes);
    if (const auto signing = readSigningBlock(memory, bytes.size(), {})) {
        for (const ApkSigner &signer : signing->signers) {
            if (signer.certificate.size() != 32)
                __builtin_trap();
        }
    }
    (void)signerCertificate(bytes);

    BytesAccess access(bytes);
    const auto apk = ApkFile::open(access, {});
    if (!apk)
        return 0;
    AppResources resources({apk->get()}, {});
    (void)resources.text((*apk)->manifest().shownLabel(), {});
    const auto icon = resources.icon((*apk)->manifest().shownIcon(), {});
    if (icon && AppIcon::decode(icon->encode()) != *icon)
        __builtin_trap();
    return 0;
}
