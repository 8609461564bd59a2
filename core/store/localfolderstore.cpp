// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/localfolderstore.h"

#include "core/base/clock.h"
#include "core/store/folderlisting.h"
#include "core/store/ownedname.h"
#include "core/store/platform.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr int kAttempts = 20;
constexpr qint64 kForgottenSeconds = 24 * 60 * 60;

/// A folder that somebody has removed needs no syncing.
Result<void> syncIfThere(const QString &folder)
{
    auto synced = platform::syncFolder(folder);
    if (!synced && synced.error().code == Errc::ObjectNotFound)
        return {};
    return synced;
}

/// Makes the folders of an object one by one, so that each new name is durable.
Result<void> makeParents(const QString &root, const QString &key)
{
    QString path = root;
    const QStringList segments = key.split(u'/');
    for (qsizetype i = 0; i + 1 < segments.size(); ++i) {
        const QString parent = path;
        path = path % u'/' % segments.at(i);
        if (QFileInfo::exists(path))
            continue;
        if (auto made = platform::makeFolder(path); !made)
            return made;
        if (auto synced = platform::syncFolder(parent); !synced)
            return synced;
    }
    return {};
}

class LocalWriter final : public ObjectWriter
{
public:
    struct Place
    {
        QString root;
        QString key;
        QString location;
        QString storeName;
    };

    LocalWriter(Place place, QString temporary, std::unique_ptr<platform::OutputFile> file, bool overwrite,
                CancelToken cancel)
        : m_place(std::move(place)),
          m_temporary(std::move(temporary)),
          m_file(std::move(file)),
          m_overwrite(overwrite),
          m_cancel(std::move(cancel))
    {}
    ~LocalWriter() override { drop(); }

    Result<void> write(QByteArrayView bytes) override
    {
        if (!m_file)
            return fail(Errc::Internal, u"a finished object cannot be written to"_s);
        while (!bytes.isEmpty()) {
            if (auto cancelled = m_cancel.check(); !cancelled)
                return cancelled;
            const qsizetype part = std::min<qsizetype>(bytes.size(), 4 * kStreamBlock);
            if (auto written = m_file->write(bytes.first(part)); !written)
                return tl::unexpected(named(written.error()));
            bytes = bytes.sliced(part);
        }
        return {};
    }

    Result<ObjectInfo> finish() override
    {
        if (!m_file)
            return fail(Errc::Internal, u"an object is finished once only"_s);
        auto done = publish();
        if (!done) {
            drop();
            return tl::unexpected(named(done.error()));
        }
        m_temporary.clear();
        return describeFile(m_place.key, QFileInfo(m_place.root % u'/' % m_place.key));
    }

    void abort() override { drop(); }

private:
    Result<void> publish()
    {
        if (auto cancelled = m_cancel.check(); !cancelled)
            return cancelled;
        if (auto finished = m_file->finish(); !finished)
            return finished;
        m_file.reset();
        const QString path = m_place.root % u'/' % m_place.key;
        Result<void> done;
        // Others that remove their objects take empty folders away, between any two of our steps.
        for (int attempt = 0; attempt < kAttempts; ++attempt) {
            done = makeParents(m_place.root, m_place.key);
            if (done)
                done = platform::publish(m_temporary, path, m_overwrite);
            if (done || done.error().code != Errc::ObjectNotFound)
                break;
        }
        if (!done)
            return done;
        m_temporary.clear();
        return syncIfThere(QFileInfo(path).path());
    }

    void drop()
    {
        m_file.reset();
        if (!m_temporary.isEmpty())
            QFile::remove(m_temporary);
        m_temporary.clear();
    }

    /// A name that vanished under us is the store's trouble, not the object's.
    [[nodiscard]] Error named(Error error) const
    {
        if (error.code == Errc::ObjectNotFound)
            error.code = Errc::StoreUnreachable;
        error.context.object = error.code == Errc::ObjectExists ? m_place.location : m_place.storeName;
        return error;
    }

    Place m_place;
    QString m_temporary; ///< Empty when there is none any more.
    std::unique_ptr<platform::OutputFile> m_file;
    bool m_overwrite;
    CancelToken m_cancel;
};

class LocalSource final : public ByteSource
{
public:
    LocalSource(const QString &path, Error failure, CancelToken cancel)
        : m_file(path), m_failure(std::move(failure)), m_cancel(std::move(cancel))
    {}

    bool open() { return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    [[nodiscard]] qint64 size() const { return m_file.size(); }
    bool narrow(qint64 offset, qint64 length)
    {
        m_left = length;
        return m_file.seek(offset);
    }

    Result<qint64> read(char *data, qint64 size) override
    {
        if (const auto cancelled = m_cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        if (m_left == 0)
            return 0;
        const qint64 got = m_file.read(data, std::min(size, m_left));
        if (got <= 0) {
            m_failure.detail = got < 0 ? m_file.errorString() : u"the object became shorter"_s;
            return tl::unexpected(m_failure);
        }
        m_left -= got;
        return got;
    }

private:
    QFile m_file;
    Error m_failure;
    CancelToken m_cancel;
    qint64 m_left = 0;
};

} // namespace

LocalFolderStore::LocalFolderStore(QString name, const QString &folder)
    : m_name(std::move(name)), m_folder(QDir::cleanPath(QDir(folder).absolutePath()))
{}

Error LocalFolderStore::objectError(Errc code, const QString &key, const QString &detail) const
{
    const bool aboutObject =
        code == Errc::ObjectNotFound || code == Errc::ObjectExists || code == Errc::InvalidArgument;
    return {code, detail, {.object = aboutObject ? location(key) : m_name}};
}

Result<void> LocalFolderStore::checkReachable() const
{
    const QFileInfo info(m_folder);
    if (!info.isDir())
        return fail(Errc::StoreUnreachable, u"there is no folder "_s % m_folder, {.object = m_name});
    if (!info.isReadable() || !info.isExecutable())
        return fail(Errc::StoreDenied, u"no right to read "_s % m_folder, {.object = m_name});
    return {};
}

Result<QString> LocalFolderStore::pathOf(const QString &key) const
{
    if (const auto checked = checkKey(key); !checked)
        return tl::unexpected(checked.error());
    if (key == kTemporaryFolder || key.startsWith(QString(kTemporaryFolder % u'/')))
        return tl::unexpected(objectError(Errc::InvalidArgument, key, u"the name is kept for the store"_s));
    if (const auto reachable = checkReachable(); !reachable)
        return tl::unexpected(reachable.error());
    return QString(m_folder % u'/' % key);
}

Result<std::unique_ptr<ObjectWriter>> LocalFolderStore::put(const QString &key, const PutOptions &options,
                                                            const CancelToken &cancel)
{
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    if (QFileInfo(*path).isDir())
        return tl::unexpected(objectError(Errc::ObjectExists, key, u"there is a folder of this name"_s));
    if (!options.overwrite && QFileInfo::exists(*path))
        return tl::unexpected(objectError(Errc::ObjectExists, key, {}));
    const QString folder = m_folder % u'/' % kTemporaryFolder;
    if (const auto made = platform::makeFolder(folder); !made)
        return tl::unexpected(objectError(made.error().code, key, made.error().detail));
    const QString temporary = folder % u'/' % ownedName();
    auto file = platform::OutputFile::create(temporary);
    if (!file)
        return tl::unexpected(objectError(file.error().code, key, file.error().detail));
    return std::make_unique<LocalWriter>(LocalWriter::Place{m_folder, key, location(key), m_name}, temporary,
                                         std::move(*file), options.overwrite, cancel);
}

Result<std::unique_ptr<ByteSource>> LocalFolderStore::get(const QString &key, const ObjectRange &range,
                                                          const CancelToken &cancel)
{
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    const QFileInfo info(*path);
    if (!info.isFile())
        return tl::unexpected(objectError(Errc::ObjectNotFound, key, {}));
    auto source = std::make_unique<LocalSource>(*path, objectError(Errc::StoreFailed, key, {}), cancel);
    if (!source->open()) {
        const bool denied = !info.isReadable();
        return tl::unexpected(objectError(denied ? Errc::StoreDenied : Errc::StoreFailed, key,
                                          u"the object cannot be opened"_s));
    }
    const qint64 size = source->size();
    const qint64 length = range.length < 0 ? size - range.offset : range.length;
    if (range.offset < 0 || range.offset > size || length > size - range.offset)
        return tl::unexpected(objectError(
            Errc::InvalidArgument, key,
            QStringLiteral("%1 bytes from %2 of an object of %3").arg(length).arg(range.offset).arg(size)));
    if (!source->narrow(range.offset, length))
        return tl::unexpected(objectError(Errc::StoreFailed, key, u"the object cannot be read"_s));
    return source;
}

Result<ObjectInfo> LocalFolderStore::head(const QString &key, const CancelToken &)
{
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    const QFileInfo info(*path);
    if (!info.isFile())
        return tl::unexpected(objectError(Errc::ObjectNotFound, key, {}));
    return describeFile(key, info);
}

Result<ObjectPage> LocalFolderStore::list(const QString &prefix, const QString &pageToken, int maxKeys,
                                          const CancelToken &cancel)
{
    if (maxKeys < 1 || maxKeys > 1000)
        return fail(Errc::InvalidArgument, u"a page has 1 to 1000 objects"_s, {.object = m_name});
    if (const auto reachable = checkReachable(); !reachable)
        return tl::unexpected(reachable.error());
    return listFolder(m_folder, prefix, pageToken, maxKeys, cancel);
}

Result<void> LocalFolderStore::remove(const QString &key, const CancelToken &)
{
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    if (!QFileInfo(*path).isFile())
        return tl::unexpected(objectError(Errc::ObjectNotFound, key, {}));
    if (!QFile::remove(*path)) {
        const bool denied = !QFileInfo(QFileInfo(*path).path()).isWritable();
        return tl::unexpected(objectError(denied ? Errc::StoreDenied : Errc::StoreFailed, key,
                                          u"the object cannot be removed"_s));
    }
    QString folder = QFileInfo(*path).path();
    auto synced = syncIfThere(folder);
    // Folders that are not empty stay.
    while (folder.size() > m_folder.size() && QDir().rmdir(folder))
        folder = QFileInfo(folder).path();
    return synced;
}

Result<int> LocalFolderStore::sweep(const CancelToken &cancel)
{
    if (const auto reachable = checkReachable(); !reachable)
        return tl::unexpected(reachable.error());
    int removed = 0;
    const QDateTime now = SystemClock().now();
    const QDir folder(m_folder % u'/' % kTemporaryFolder);
    const auto temporaries = folder.entryInfoList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QFileInfo &file : temporaries) {
        if (const auto cancelled = cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        const bool forgotten = file.lastModified().secsTo(now) > kForgottenSeconds;
        if ((forgotten || ownerIsDead(file.fileName())) && QFile::remove(file.filePath()))
            ++removed;
    }
    return removed;
}

Result<qint64> LocalFolderStore::freeSpace()
{
    if (const auto reachable = checkReachable(); !reachable)
        return tl::unexpected(reachable.error());
    return QStorageInfo(m_folder).bytesAvailable();
}

QString LocalFolderStore::location(const QString &key) const
{
    return QUrl::fromLocalFile(m_folder % u'/' % key).toString(QUrl::FullyEncoded);
}

} // namespace holdfast
