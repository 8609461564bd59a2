// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a signing block, as a JAR signature, and as a whole APK with its label and icon.
#include "core/apk/appresources.h"
#include "core/apk/pkcs7certificate.h"
#include "tests/fuzz/fuzzbytes.h"

using namespace holdfast;

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

    fuzz::BytesAccess access(bytes);
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
