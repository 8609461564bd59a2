// SPDX-License-Identifier: GPL-3.0-or-later
// The versions of one file in many backups.
#include "core/catalog/fileindexrepository.h"

#include "core/catalog/filesegment.h"
#include "core/catalog/foundfiles.h"
#include "core/catalog/transaction.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

using Content = std::tuple<FileType, qint64, QByteArray, QByteArray>;

struct Folded
{
    FileVersion version;
    QSet<PhoneId> phones;
};

void fold(Folded &folded, const FileHit &hit)
{
    FileVersion &version = folded.version;
    if (version.backupCount == 0 || madeLater(hit, version.newest))
        version.newest = hit;
    if (version.backupCount == 0 || madeLater(version.oldest, hit))
        version.oldest = hit;
    ++version.backupCount;
    folded.phones += hit.phone;
    version.phoneCount = folded.phones.size();
}

} // namespace

Result<QList<FileVersion>> FileIndexRepository::versions(const QByteArray &path, const FileScope &scope,
                                                         const CancelToken &cancel)
{
    if (!path.startsWith('/') || (path.size() > 1 && path.endsWith('/')))
        return fail(Errc::InvalidArgument, u"the path is not absolute or ends with a slash"_s,
                    {.path = QString::fromUtf8(path)});
    ReadSnapshot snapshot(m_database);
    if (auto r = snapshot.begin(); !r)
        return tl::unexpected(r.error());
    const SplitPath split = splitPath(path);
    Statement folder(m_database, u"SELECT number FROM file_folder WHERE path = ?"_s);
    folder.bind(split.folder);
    const auto folders = collectRows(folder, [](const Statement &row) { return row.number(0); });
    if (!folders)
        return tl::unexpected(folders.error());
    if (folders->isEmpty())
        return QList<FileVersion>();

    FoundFiles files(m_database, scope);
    const auto variants = files.variants({folders->first(), split.folder, split.name});
    if (!variants)
        return tl::unexpected(variants.error());
    std::map<Content, Folded> contents;
    for (const FoundFiles::Variant &variant : *variants) {
        if (auto r = cancel.check(); !r)
            return tl::unexpected(r.error());
        const auto holders = files.holders(variant, std::numeric_limits<int>::max());
        if (!holders)
            return tl::unexpected(holders.error());
        const FileEntry &entry = variant.entry;
        for (const FileHit &hit : *holders)
            fold(contents[Content{entry.type, entry.size, entry.sha256, entry.link}], hit);
    }
    QList<FileVersion> versions;
    for (const auto &[content, folded] : contents)
        versions += folded.version;
    std::sort(versions.begin(), versions.end(),
              [](const FileVersion &a, const FileVersion &b) { return madeLater(a.newest, b.newest); });
    return versions;
}

} // namespace holdfast
