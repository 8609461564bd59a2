// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/appmetadata.h"

#include "core/apk/appresources.h"

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

using ApkList = std::vector<std::unique_ptr<ApkFile>>;

/// An APK that cannot be understood costs what it would have told; a lost phone costs everything.
bool isOwnFault(const Error &error)
{
    return error.code == Errc::ApkInvalid;
}

Result<ApkList> openAll(const QList<ApkSource> &sources, const CancelToken &cancel)
{
    ApkList apks;
    for (const ApkSource &source : sources) {
        if (!apks.empty() && !bringsMetadata(source.split))
            continue;
        auto apk = ApkFile::open(*source.access, cancel);
        if (!apk)
            return tl::unexpected(apk.error());
        if (!apks.empty() && (*apk)->manifest().packageName != apks.front()->manifest().packageName)
            return apkInvalid(u"split %1 belongs to another package"_s.arg(source.split));
        apks.push_back(std::move(*apk));
    }
    if (apks.empty())
        return apkInvalid(u"the app has no APK"_s);
    return apks;
}

void readManifests(const ApkList &apks, AppMetadata &metadata)
{
    const ApkManifest &manifest = apks.front()->manifest();
    metadata.packageName = manifest.packageName;
    metadata.versionCode = manifest.versionCode;
    metadata.minSdk = manifest.minSdk;
    metadata.targetSdk = manifest.targetSdk;
    metadata.sharedUserId = manifest.sharedUserId;
    metadata.debuggable = manifest.debuggable;
    metadata.testOnly = manifest.testOnly;
    metadata.splitRequired = manifest.splitRequired || !manifest.requiredSplitTypes.isEmpty();
    metadata.signing = apks.front()->signing();
    for (const auto &apk : apks)
        metadata.abis += apk->abis();
    metadata.abis.removeDuplicates();
    metadata.abis.sort();
}

/// An empty text where the APK's own tables are at fault.
Result<QString> textOf(AppResources &resources, const ApkText &text, const ResourceChoice &choice)
{
    auto read = resources.text(text, choice);
    if (!read && isOwnFault(read.error()))
        return QString();
    return read;
}

Result<void> readTexts(AppResources &resources, const ApkManifest &manifest, AppMetadata &metadata)
{
    const auto version = textOf(resources, manifest.versionName, {});
    if (!version)
        return tl::unexpected(version.error());
    metadata.versionName = *version;
    const auto label = textOf(resources, manifest.shownLabel(), {});
    if (!label)
        return tl::unexpected(label.error());
    metadata.label = *label;
    for (const QString &locale : labelLocales()) {
        ResourceChoice choice;
        choice.locale = locale;
        const auto translated = textOf(resources, manifest.shownLabel(), choice);
        if (!translated)
            return tl::unexpected(translated.error());
        if (!translated->isEmpty() && *translated != metadata.label)
            metadata.labels.insert(locale, *translated);
    }
    return {};
}

Result<void> readIcon(AppResources &resources, const ApkManifest &manifest, AppMetadata &metadata)
{
    auto icon = resources.icon(manifest.shownIcon(), {});
    if (icon)
        metadata.icon = std::move(*icon);
    else if (isOwnFault(icon.error()))
        metadata.iconProblem = icon.error().detail;
    else
        return tl::unexpected(icon.error());
    return {};
}

} // namespace

QStringList labelLocales()
{
    return {u"en"_s, u"zh-CN"_s};
}

bool bringsMetadata(const QString &split)
{
    // As bundletool names them: config.xxhdpi, config.zh, config.arm64_v8a; those of features have another
    // stem.
    if (!split.startsWith("config."_L1))
        return split.isEmpty();
    const QString what = split.sliced(7);
    const bool language = what == "en"_L1 || what.startsWith("zh"_L1);
    const bool processor = what.startsWith("arm"_L1) || what.startsWith("x86"_L1);
    return language || processor || what.endsWith("dpi"_L1);
}

Result<AppMetadata> readAppMetadata(const QList<ApkSource> &sources, const CancelToken &cancel)
{
    const auto apks = openAll(sources, cancel);
    if (!apks)
        return tl::unexpected(apks.error());
    AppMetadata metadata;
    readManifests(*apks, metadata);
    QList<ApkFile *> borrowed;
    for (const auto &apk : *apks)
        borrowed.append(apk.get());
    AppResources resources(borrowed, cancel);
    const ApkManifest &manifest = apks->front()->manifest();
    if (const auto done = readTexts(resources, manifest, metadata); !done)
        return tl::unexpected(done.error());
    if (const auto done = readIcon(resources, manifest, metadata); !done)
        return tl::unexpected(done.error());
    return metadata;
}

} // namespace holdfast
