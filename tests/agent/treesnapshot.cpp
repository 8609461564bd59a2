// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/treesnapshot.h"

#include <QCryptographicHash>
#include <QFile>
#include <QList>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <map>

namespace holdfast::test {
namespace {

/// The SHA-256 of all blocks that are not zeros, with their places: holes cost nothing and count as zeros.
QByteArray hashContent(int fd, off_t size)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray block(4096, '\0');
    for (off_t at = ::lseek(fd, 0, SEEK_DATA); at >= 0 && at < size; at = ::lseek(fd, at, SEEK_DATA)) {
        at -= at % block.size();
        const ssize_t got = ::pread(fd, block.data(), size_t(block.size()), at);
        if (got <= 0)
            return "unreadable";
        if (block.first(got).count('\0') != got)
            hash.addData(QByteArray(QByteArray::number(qint64(at)) + block.first(got)));
        at += got;
    }
    return hash.result().toHex();
}

QByteArray fileContent(int folder, const char *name, const struct stat &st)
{
    const int fd = ::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    const QByteArray text = QByteArray::number(qint64(st.st_size)) + ' ' + hashContent(fd, st.st_size);
    ::close(fd);
    return text;
}

QByteArray nodeXattrs(const char *name)
{
    std::array<char, 4096> names{};
    const ssize_t size = ::llistxattr(name, names.data(), names.size());
    QMap<QByteArray, QByteArray> sorted;
    for (ssize_t at = 0; at < size;) {
        const QByteArray key(names.data() + at);
        at += key.size() + 1;
        QByteArray value(70000, '\0');
        const ssize_t length = ::lgetxattr(name, key.constData(), value.data(), size_t(value.size()));
        sorted[key] = value.first(qMax<ssize_t>(0, length)).toHex();
    }
    QByteArray text;
    for (auto it = sorted.cbegin(); it != sorted.cend(); ++it)
        text += it.key() + '=' + it.value() + ' ';
    return text;
}

NodeFacts factsOf(int folder, const char *name, const struct stat &st)
{
    NodeFacts facts;
    facts.mode = QByteArray::number(st.st_mode, 8);
    facts.owner = QByteArray::number(st.st_uid) + ':' + QByteArray::number(st.st_gid);
    facts.time =
        QByteArray::number(qint64(st.st_mtim.tv_sec)) + '+' + QByteArray::number(qint64(st.st_mtim.tv_nsec));
    if (S_ISREG(st.st_mode)) {
        facts.content = fileContent(folder, name, st);
    } else if (S_ISLNK(st.st_mode)) {
        QByteArray target(8192, '\0');
        target.resize(qMax<ssize_t>(0, ::readlinkat(folder, name, target.data(), size_t(target.size()))));
        facts.content = target;
    } else if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)) {
        facts.content = QByteArray::number(quint64(st.st_rdev));
    }
    if (::fchdir(folder) == 0)
        facts.xattrs = nodeXattrs(name);
    return facts;
}

class Snapshotter
{
public:
    TreeSnapshot tree;

    /// Depth first, one open folder a level.
    void addFolder(int folder, const QByteArray &path)
    {
        DIR *dir = ::fdopendir(folder);
        while (const dirent *entry = ::readdir(dir)) {
            const QByteArray name(entry->d_name);
            struct stat st = {};
            if (name == "." || name == ".." ||
                ::fstatat(folder, name.constData(), &st, AT_SYMLINK_NOFOLLOW) != 0)
                continue;
            const QByteArray inner = path + '/' + name;
            tree[inner] = factsOf(folder, name.constData(), st);
            if (S_ISDIR(st.st_mode))
                addFolder(::openat(folder, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
                          inner);
            else if (st.st_nlink > 1)
                m_linked[{st.st_dev, st.st_ino}] += inner;
        }
        ::closedir(dir);
    }

    void joinLinks()
    {
        for (auto &[inode, paths] : m_linked) {
            std::sort(paths.begin(), paths.end());
            for (const QByteArray &path : paths)
                tree[path].links = paths.first();
        }
    }

private:
    std::map<std::pair<dev_t, ino_t>, QList<QByteArray>> m_linked;
};

QByteArray describe(const NodeFacts &facts)
{
    return facts.mode + ' ' + facts.owner + ' ' + facts.time + ' ' + facts.content.left(100) + ' ' +
           facts.xattrs + ' ' + facts.links;
}

} // namespace

TreeSnapshot snapshotTree(const QString &root)
{
    const int back = ::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    Snapshotter snapshotter;
    snapshotter.addFolder(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                          {});
    snapshotter.joinLinks();
    if (::fchdir(back) != 0)
        qFatal("cannot go back");
    ::close(back);
    return snapshotter.tree;
}

QByteArray describeDifference(const TreeSnapshot &expected, const TreeSnapshot &actual)
{
    QByteArray text;
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        if (!actual.contains(it.key()))
            text += "missing " + it.key().right(200) + '\n';
        else if (actual[it.key()] != it.value())
            text += "differs " + it.key().right(200) + "\n  " + describe(it.value()) + "\n  " +
                    describe(actual[it.key()]) + '\n';
    }
    for (auto it = actual.cbegin(); it != actual.cend(); ++it) {
        if (!expected.contains(it.key()))
            text += "extra " + it.key().right(200) + '\n';
    }
    return text.left(4000);
}

} // namespace holdfast::test
