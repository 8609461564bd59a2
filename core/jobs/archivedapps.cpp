// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/archivedapps.h"

#include "core/apk/apkfile.h"
#include "core/jobs/entrycontent.h"
#include "core/jobs/fileindexing.h"
#include "core/jobs/restoreplan.h"
#include "core/jobs/selection.h"

#include <QRegularExpression>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Verdict = PathSelection::Verdict;

constexpr qint64 kBlock = 4096; ///< What the smallest file takes on a phone's disk.

/// Whose APK lies at @p path: `/data/app/PKG-Y/base.apk`, `/data/app/~~X/PKG-Y/split_z.apk`.
QString packageOfApk(const QString &path)
{
    static const QRegularExpression pattern(u"^/data/app/(?:~~[^/]+/)?([A-Za-z0-9_.]+)-[^/]+/[^/]+\\.apk$"_s);
    return pattern.match(path).captured(1);
}

/// Gathers what one walk over the index tells of some apps.
class Finder
{
public:
    Finder(const QStringList &packages, const QList<BackedUpApp> &known, const PathSelection &backup)
        : m_backup(backup)
    {
        for (const QString &package : packages) {
            ArchivedApp found{.app = {.package = package}, .apks = {}, .covered = {}};
            for (const BackedUpApp &app : known) {
                if (app.package == package)
                    found.app = app;
            }
            const bool isRecorded = !found.app.apks.isEmpty();
            for (const AppPartKind kind : kAppPartKinds) {
                const std::string path = appPartPath(kind, package).toStdString();
                if (isRecorded || backup.verdict(path) == Verdict::Take)
                    found.covered.append(kind);
                m_selections.insert({package, kind}, appPartSelection(kind, package));
            }
            m_recorded.append(isRecorded);
            m_apps.append(found);
        }
    }

    void take(const IndexEntry &entry)
    {
        const QByteArray path = phonePath(entry);
        if (entry.type == EntryType::File && path.startsWith("/data/app/"))
            takeApk(entry, QString::fromUtf8(path));
        for (qsizetype number = 0; number < m_apps.size(); ++number)
            takeData(number, entry, path);
    }

    [[nodiscard]] QList<ArchivedApp> &apps() { return m_apps; }
    [[nodiscard]] bool isRecorded(qsizetype number) const { return m_recorded[number]; }

private:
    void takeApk(const IndexEntry &entry, const QString &path)
    {
        for (qsizetype number = 0; number < m_apps.size(); ++number) {
            ArchivedApp &found = m_apps[number];
            const bool isHis =
                m_recorded[number] ? found.app.apks.contains(path) : packageOfApk(path) == found.app.package;
            if (!isHis || m_backup.verdict(path.toStdString()) != Verdict::Take)
                continue;
            found.blocks += (entry.size + kBlock - 1) / kBlock * kBlock;
            if (path.endsWith("/base.apk"_L1))
                found.apks.prepend(entry);
            else
                found.apks.append(entry);
        }
    }

    void takeData(qsizetype number, const IndexEntry &entry, const QByteArray &path)
    {
        ArchivedApp &found = m_apps[number];
        for (const AppPartKind kind : std::as_const(found.covered)) {
            const QByteArray top = appPartPath(kind, found.app.package).toUtf8();
            if (!path.startsWith(top) ||
                m_selections[{found.app.package, kind}].verdict(path.toStdString()) != Verdict::Take)
                continue;
            if (path == top && !m_recorded[number]) {
                found.app.parts.append(kind);
                if (kind == AppPartKind::Data)
                    found.app.uid = static_cast<int>(entry.uid);
            }
            found.files += entry.type != EntryType::Folder;
            found.bytes += entry.size;
            const qint64 data = entry.sparse ? entry.tarLength : entry.size;
            found.blocks += (data + kBlock - 1) / kBlock * kBlock;
        }
    }

    const PathSelection &m_backup;
    QList<ArchivedApp> m_apps;
    QList<bool> m_recorded;
    QMap<std::pair<QString, AppPartKind>, PathSelection> m_selections;
};

/// What the manifest would say of the app, out of its APKs.
Result<void> readArchivedApks(OpenArchive &archive, ArchivedApp &found, const CancelToken &cancel)
{
    for (const IndexEntry &entry : std::as_const(found.apks)) {
        ArchivedFile file(*archive.reader, entry);
        const auto apk = ApkFile::open(file, cancel);
        if (!apk && apk.error().code != Errc::ApkInvalid)
            return tl::unexpected(apk.error());
        found.app.apks.append(QString::fromUtf8(phonePath(entry)));
        if (!apk)
            continue;
        found.app.abis += (*apk)->abis();
        const ApkManifest &manifest = (*apk)->manifest();
        if (!manifest.split.isEmpty())
            continue;
        found.app.versionCode = manifest.versionCode;
        found.app.versionName = manifest.versionName.text;
        found.app.sharedUser = manifest.sharedUserId;
        found.app.certificate = QString::fromLatin1((*apk)->signing().certificate().toHex());
        found.app.minSdk = manifest.minSdk;
        found.app.targetSdk = manifest.targetSdk;
        found.app.splitRequired = manifest.splitRequired || !manifest.requiredSplitTypes.isEmpty();
    }
    return {};
}

} // namespace

PathSelection appPartSelection(AppPartKind kind, const QString &package)
{
    // Both are made of package names and cannot be bad patterns.
    auto selection =
        makeSelection({exactPattern(appPartPath(kind, package).toUtf8())}, appDataExcludes(package), false);
    return selection ? *std::move(selection) : PathSelection();
}

Result<QList<ArchivedApp>> findArchivedApps(OpenArchive &archive, const QStringList &packages,
                                            const CancelToken &cancel)
{
    const auto known = appsOfManifest(archive.reader->manifest());
    if (!known)
        return tl::unexpected(known.error());
    const auto selection = backupSelection(archive);
    if (!selection)
        return tl::unexpected(selection.error());
    Finder finder(packages, *known, *selection);
    const auto walked = archive.reader->forEachEntry(
        [&finder](const IndexEntry &entry) -> Result<bool> {
            finder.take(entry);
            return true;
        },
        cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    for (qsizetype number = 0; number < finder.apps().size(); ++number) {
        ArchivedApp &found = finder.apps()[number];
        if (found.apks.isEmpty() && found.app.parts.isEmpty())
            return fail(Errc::AppNotInBackup, {}, {.phone = {}, .path = {}, .object = found.app.package});
        if (finder.isRecorded(number))
            continue;
        if (auto read = readArchivedApks(archive, found, cancel); !read)
            return tl::unexpected(read.error());
    }
    return finder.apps();
}

} // namespace holdfast
