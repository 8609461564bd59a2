// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/localapps.h"

#include "core/archive/filerandomaccess.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

Error about(Error error, const QString &path)
{
    if (error.context.path.isEmpty())
        error.context.path = path;
    return error;
}

tl::unexpected<Error> mismatch(const QString &path, const QString &detail)
{
    return fail(Errc::ApkInvalid, detail, {.phone = {}, .path = path, .object = {}});
}

} // namespace

Result<LocalApps> LocalApps::open(const QStringList &files, const CancelToken &cancel)
{
    LocalApps apps;
    for (const QString &path : files) {
        if (auto added = apps.add(path, cancel); !added)
            return tl::unexpected(about(added.error(), path));
    }
    return apps;
}

Result<void> LocalApps::add(const QString &path, const CancelToken &cancel)
{
    auto access = std::make_unique<FileRandomAccess>(path);
    auto bundle = AppBundle::open(*access, cancel);
    if (!bundle)
        return tl::unexpected(bundle.error());
    m_files.push_back({path, std::move(access), *std::move(bundle)});
    return sortIn(m_files.size() - 1);
}

/// Each APK goes to the others of its app: same version, same signer, each split once.
Result<void> LocalApps::sortIn(size_t file)
{
    const QString &path = m_files[file].path;
    const QList<BundledApk> &apks = m_files[file].bundle->apks();
    for (qsizetype number = 0; number < apks.size(); ++number) {
        const BundledApk &apk = apks[number];
        const QString &package = apk.manifest.packageName;
        auto app = std::find_if(m_apps.begin(), m_apps.end(),
                                [&package](const App &other) { return other.package == package; });
        if (app == m_apps.end())
            app = m_apps.insert(m_apps.end(), App{.package = package, .file = path, .apks = {}});
        for (const Apk &other : std::as_const(app->apks)) {
            if (other.apk.manifest.split == apk.manifest.split)
                return mismatch(path, u"%1 comes twice: %2 and %3"_s.arg(package, apk.fileName(),
                                                                         m_files[other.file].path));
            if (other.apk.manifest.versionCode != apk.manifest.versionCode)
                return mismatch(path, u"%1 comes in versions %2 and %3"_s.arg(package)
                                          .arg(other.apk.manifest.versionCode)
                                          .arg(apk.manifest.versionCode));
            if (other.apk.certificate != apk.certificate)
                return mismatch(path, u"the parts of %1 were signed by different people"_s.arg(package));
        }
        app->apks.append({apk, file, number});
    }
    return {};
}

Result<void> LocalApps::check(const CancelToken &cancel)
{
    for (const File &file : m_files) {
        if (auto checked = file.bundle->check(cancel); !checked)
            return tl::unexpected(about(checked.error(), file.path));
    }
    return {};
}

Result<QList<LocalApps::Apk>> LocalApps::choose(const App &app, const PhoneTraits &phone)
{
    QStringList splits;
    QList<Apk> offered;
    QList<Apk> chosen;
    for (const Apk &apk : app.apks) {
        if (apk.apk.entry.isEmpty()) {
            chosen.append(apk);
        } else {
            splits.append(apk.apk.manifest.split);
            offered.append(apk);
        }
    }
    const auto places = chooseApks(splits, phone);
    if (!places) {
        Error error = places.error();
        error.context.object = app.package;
        return tl::unexpected(error);
    }
    for (const qsizetype place : *places)
        chosen.append(offered[place]);
    std::stable_partition(chosen.begin(), chosen.end(), [](const Apk &apk) { return apk.apk.isBase(); });
    return chosen;
}

Result<BackedUpApp> LocalApps::describe(const App &app, const QList<Apk> &apks)
{
    const ErrorContext context{.phone = {}, .path = app.file, .object = app.package};
    if (apks.isEmpty() || !apks.constFirst().apk.isBase())
        return fail(Errc::AppSplits, u"its base package is missing"_s, context);
    const BundledApk &base = apks.constFirst().apk;
    BackedUpApp described{.package = app.package,
                          .versionCode = base.manifest.versionCode,
                          .versionName = base.manifest.versionName.text,
                          .sharedUser = base.manifest.sharedUserId,
                          .certificate = base.certificate,
                          .minSdk = base.manifest.minSdk,
                          .targetSdk = base.manifest.targetSdk,
                          .splitRequired =
                              base.manifest.splitRequired || !base.manifest.requiredSplitTypes.isEmpty()};
    QStringList types;
    for (const Apk &apk : apks) {
        described.abis += apk.apk.abis;
        described.apks.append(apk.apk.fileName());
        types += apk.apk.manifest.splitTypes;
    }
    described.abis.removeDuplicates();
    for (const QString &type : base.manifest.requiredSplitTypes) {
        if (!types.contains(type))
            return fail(Errc::AppSplits, u"no package of the kind %1 is there"_s.arg(type), context);
    }
    return described;
}

Result<std::unique_ptr<ByteSource>> LocalApps::content(const Apk &apk, const CancelToken &cancel)
{
    return m_files[apk.file].bundle->content(apk.number, cancel);
}

QList<LocalApps::Expansion> LocalApps::expansions(const App &app) const
{
    QList<Expansion> found;
    QList<size_t> files;
    for (const Apk &apk : app.apks) {
        if (files.contains(apk.file))
            continue;
        files.append(apk.file);
        const auto &ofFile = m_files[apk.file].bundle->expansions();
        for (qsizetype number = 0; number < ofFile.size(); ++number)
            found.append({ofFile[number], apk.file, number});
    }
    return found;
}

Result<void> LocalApps::unpack(const Expansion &expansion, ByteSink &sink, const CancelToken &cancel)
{
    return m_files[expansion.file].bundle->unpackExpansion(expansion.number, sink, cancel);
}

} // namespace holdfast
