// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/folderlisting.h"

#include <QDir>
#include <QDirIterator>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

class Walk
{
public:
    Walk(const QString &root, const QString &prefix, const QString &after, int maxKeys, CancelToken cancel)
        : m_root(root),
          m_prefix(prefix.toUtf8()),
          m_after(after.toUtf8()),
          m_maxKeys(maxKeys),
          m_cancel(std::move(cancel))
    {}

    Result<ObjectPage> run()
    {
        if (const auto walked = folder({}); !walked)
            return tl::unexpected(walked.error());
        return std::move(m_page);
    }

private:
    /// Takes what lies in the folder with the key @p base (empty or ending with a slash).
    Result<void> folder(const QString &base)
    {
        auto names = read(base);
        if (!names)
            return tl::unexpected(names.error());
        for (const auto &[bytes, isFolder] : *names) {
            if (m_full)
                return {};
            const QString name = QString::fromUtf8(bytes);
            if (isFolder) {
                if (mayHold(base.toUtf8() + bytes)) {
                    if (const auto walked = folder(base + name); !walked)
                        return walked;
                }
            } else {
                takeFile(base + name);
            }
        }
        return {};
    }

    using Name = std::pair<QByteArray, bool>;

    /// A folder's names, folders with a closing slash so that they sort as the keys below them do.
    Result<std::vector<Name>> read(const QString &base)
    {
        std::vector<Name> names;
        QDirIterator it(m_root % u'/' % base,
                        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        while (it.hasNext()) {
            if (const auto cancelled = m_cancel.check(); !cancelled)
                return tl::unexpected(cancelled.error());
            it.next();
            const QFileInfo info = it.fileInfo();
            const QString name = it.fileName();
            if (info.isDir() && !info.isSymLink() && (!base.isEmpty() || name != kTemporaryFolder))
                names.emplace_back(name.toUtf8() + '/', true);
            else if (info.isFile() && checkKey(base + name))
                names.emplace_back(name.toUtf8(), false);
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    /// Whether a key that is wanted may begin with @p folder (which ends with a slash).
    [[nodiscard]] bool mayHold(const QByteArray &folder) const
    {
        const bool fits = folder.startsWith(m_prefix) || m_prefix.startsWith(folder);
        const bool behind = folder < m_after && !m_after.startsWith(folder);
        return fits && !behind;
    }

    void takeFile(const QString &key)
    {
        const QByteArray bytes = key.toUtf8();
        if (!bytes.startsWith(m_prefix) || (!m_after.isEmpty() && bytes <= m_after))
            return;
        if (m_page.objects.size() == m_maxKeys) {
            m_page.nextToken = m_page.objects.constLast().key;
            m_full = true;
            return;
        }
        m_page.objects.append(describeFile(key, QFileInfo(m_root % u'/' % key)));
    }

    QString m_root;
    QByteArray m_prefix;
    QByteArray m_after;
    int m_maxKeys;
    CancelToken m_cancel;
    ObjectPage m_page;
    bool m_full = false;
};

} // namespace

Result<ObjectPage> listFolder(const QString &root, const QString &prefix, const QString &after, int maxKeys,
                              const CancelToken &cancel)
{
    return Walk(root, prefix, after, maxKeys, cancel).run();
}

ObjectInfo describeFile(const QString &key, const QFileInfo &file)
{
    const QDateTime modified = file.lastModified().toUTC();
    return {key, file.size(), modified,
            QStringLiteral("%1-%2").arg(file.size(), 0, 16).arg(modified.toMSecsSinceEpoch(), 0, 16)};
}

} // namespace holdfast
