// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/apkmanifest.h"
#include "core/base/randomaccess.h"

#include <QList>

#include <memory>
#include <vector>

namespace holdfast {

class ApkZip;

/// One APK of a file that is to be installed.
struct BundledApk
{
    QString entry; ///< Its name in the file; empty: the file is the APK itself.
    qint64 size = 0;
    ApkManifest manifest{};
    QStringList abis{};    ///< Of its native code, as Android names them.
    QString certificate{}; ///< SHA-256 of the signer's certificate, 64 hex digits; empty: not signed.

    [[nodiscard]] bool isBase() const { return manifest.split.isEmpty(); }
    /// As Android calls it in the app's folder.
    [[nodiscard]] QString fileName() const
    {
        return isBase() ? QStringLiteral("base.apk") : QStringLiteral("split_%1.apk").arg(manifest.split);
    }
};

/// An expansion file (`.obb`) that comes with an app.
struct BundledExpansion
{
    QString entry;    ///< Its name in the file.
    QString fileName; ///< Its name on the phone, in the app's folder for such files.
    qint64 size = 0;
};

/// What operators get apps in: a single APK, or a zip of a base and splits, as split installers write them
/// (`.apks` with `base.apk` and `split_*.apk`; `.xapk` with a manifest.json and expansion files) and
/// bundletool does for one phone (`splits/`). What it is, its content says, not its name.
///
/// APKs that are compressed inside are unpacked to temporary files, so that they can be read in places.
/// Refused as ApkInvalid: names that lead elsewhere, more than kMostApks of them, compression that no APK
/// has, APKs of several apps, and what ApkZip refuses. Used by one thread at a time.
class AppBundle
{
public:
    static constexpr qsizetype kMostApks = 1000;

    /// Reads the directory and the manifests. @p file outlives the bundle.
    static Result<std::unique_ptr<AppBundle>> open(RandomAccess &file, const CancelToken &cancel);
    ~AppBundle();
    AppBundle(const AppBundle &) = delete;
    AppBundle &operator=(const AppBundle &) = delete;

    [[nodiscard]] const QList<BundledApk> &apks() const { return m_apks; }
    /// Whether it is an APK itself.
    [[nodiscard]] bool isSingle() const { return m_apks.size() == 1 && m_apks.constFirst().entry.isEmpty(); }
    /// The expansion files of the app beside its APKs.
    [[nodiscard]] const QList<BundledExpansion> &expansions() const { return m_expansions; }

    /// The bytes of the APK at @p number. The bundle outlives them.
    Result<std::unique_ptr<ByteSource>> content(qsizetype number, const CancelToken &cancel);
    /// Gives the bytes of the expansion file at @p number to @p sink.
    Result<void> unpackExpansion(qsizetype number, ByteSink &sink, const CancelToken &cancel);
    /// Reads the APKs of a set once and holds them against the checksums of the zip.
    Result<void> check(const CancelToken &cancel);

private:
    AppBundle(RandomAccess &file, std::unique_ptr<ApkZip> zip);
    Result<void> readSingle(const CancelToken &cancel);
    Result<void> readSet(const CancelToken &cancel);
    Result<void> checkNames() const;
    [[nodiscard]] QStringList apkEntries() const;
    Result<std::unique_ptr<RandomAccess>> openInner(const QString &entry, const CancelToken &cancel);
    void findExpansions();
    Result<void> takeApk(const QString &entry, RandomAccess &access, const CancelToken &cancel);

    RandomAccess &m_file;
    std::unique_ptr<ApkZip> m_zip;
    QList<BundledApk> m_apks;
    std::vector<std::unique_ptr<RandomAccess>> m_inner; ///< As m_apks; none for a single APK.
    QList<BundledExpansion> m_expansions;
};

} // namespace holdfast
