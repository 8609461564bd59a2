// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkmanifest.h"
#include "core/apk/apksigning.h"
#include "core/apk/apkzip.h"

namespace holdfast {

/// One APK, the base or a split: who it is, what it needs, who signed it. Reads a few ranges of it, whatever
/// its size. Blocks, for worker threads, used by one at a time.
///
/// Errors: ApkInvalid for what is no APK or a hostile one; those of the RandomAccess as they are; Cancelled.
class ApkFile
{
public:
    /// @p access outlives it.
    static Result<std::unique_ptr<ApkFile>> open(RandomAccess &access, const CancelToken &cancel);

    [[nodiscard]] const ApkManifest &manifest() const { return m_manifest; }
    /// Names of the processors that it brings native code for, sorted: `arm64-v8a`, `x86_64`… Empty: runs on
    /// any, or a split brings it.
    [[nodiscard]] const QStringList &abis() const { return m_abis; }
    [[nodiscard]] const ApkSigning &signing() const { return m_signing; }

    /// The files inside.
    [[nodiscard]] ApkZip &zip() { return *m_zip; }
    /// Bytes that were read from the APK so far.
    [[nodiscard]] qint64 fetched() const { return m_zip->fetched(); }

private:
    explicit ApkFile(std::unique_ptr<ApkZip> zip) : m_zip(std::move(zip)) {}
    Result<void> readManifest(const CancelToken &cancel);
    Result<void> readSigning(const CancelToken &cancel);
    void readAbis();

    std::unique_ptr<ApkZip> m_zip;
    ApkManifest m_manifest;
    QStringList m_abis;
    ApkSigning m_signing;
};

} // namespace holdfast
