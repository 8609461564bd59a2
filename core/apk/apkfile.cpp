// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/apkfile.h"

#include "core/apk/pkcs7certificate.h"

#include <QCryptographicHash>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Real manifests have up to some hundred KB.
constexpr qint64 kMaximumManifest = qint64{4} * 1024 * 1024;
constexpr qint64 kMaximumSignatureFile = qint64{1} * 1024 * 1024;

} // namespace

Result<std::unique_ptr<ApkFile>> ApkFile::open(RandomAccess &access, const CancelToken &cancel)
{
    auto zip = ApkZip::open(access, cancel);
    if (!zip)
        return tl::unexpected(zip.error());
    std::unique_ptr<ApkFile> apk(new ApkFile(std::move(*zip)));
    if (const auto done = apk->readManifest(cancel); !done)
        return tl::unexpected(done.error());
    if (const auto done = apk->readSigning(cancel); !done)
        return tl::unexpected(done.error());
    apk->readAbis();
    return apk;
}

Result<void> ApkFile::readManifest(const CancelToken &cancel)
{
    const auto bytes = m_zip->read(u"AndroidManifest.xml"_s, kMaximumManifest);
    if (!bytes)
        return tl::unexpected(bytes.error());
    MemoryBytes memory(*bytes);
    return readApkManifest(memory, cancel).map([this](ApkManifest &&manifest) {
        m_manifest = std::move(manifest);
    });
}

Result<void> ApkFile::readSigning(const CancelToken &cancel)
{
    auto block = readSigningBlock(m_zip->raw(), m_zip->directoryOffset(), cancel);
    if (!block)
        return tl::unexpected(block.error());
    m_signing = std::move(*block);
    if (m_signing.scheme != 0)
        return {};
    QStringList names;
    for (auto file = m_zip->files().keyBegin(); file != m_zip->files().keyEnd(); ++file) {
        const bool signature =
            file->endsWith(".RSA"_L1) || file->endsWith(".DSA"_L1) || file->endsWith(".EC"_L1);
        if (signature && file->startsWith("META-INF/"_L1) && file->count(u'/') == 1)
            names.append(*file);
    }
    if (names.size() > 10)
        return apkInvalid(u"the APK has %1 JAR signatures"_s.arg(names.size()));
    names.sort();
    for (const QString &name : std::as_const(names)) {
        const auto certificate =
            m_zip->read(name, kMaximumSignatureFile).and_then([](const QByteArray &bytes) {
                return signerCertificate(bytes);
            });
        if (!certificate)
            return tl::unexpected(certificate.error());
        m_signing.scheme = 1;
        m_signing.signers.append(
            {.certificate = QCryptographicHash::hash(*certificate, QCryptographicHash::Sha256),
             .minSdk = 0,
             .maxSdk = std::numeric_limits<int>::max()});
    }
    return {};
}

void ApkFile::readAbis()
{
    for (auto file = m_zip->files().keyBegin(); file != m_zip->files().keyEnd(); ++file) {
        const QStringList parts = file->split(u'/');
        if (parts.size() == 3 && parts.at(0) == "lib"_L1 && parts.at(2).endsWith(".so"_L1) &&
            !m_abis.contains(parts.at(1)))
            m_abis.append(parts.at(1));
    }
    m_abis.sort();
}

} // namespace holdfast
