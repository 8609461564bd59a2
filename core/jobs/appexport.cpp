// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/appexport.h"

#include "core/apk/appbundle.h"
#include "core/apk/bundletoc.h"
#include "core/archive/filerandomaccess.h"
#include "core/base/sha256.h"
#include "core/jobs/appreading.h"

#include <QFileInfo>
#include <QTemporaryFile>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>
#include <filesystem>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Reads @p content to its end, giving each piece to @p take; returns its SHA-256.
Result<QByteArray> readThrough(ByteSource &content, const CancelToken &cancel,
                               const std::function<Result<void>(QByteArrayView)> &take)
{
    Sha256 hash;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (;;) {
        if (auto going = cancel.check(); !going)
            return tl::unexpected(going.error());
        const auto got = content.read(block.data(), block.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return hash.result();
        const auto piece = QByteArrayView(block).first(*got);
        hash.add(piece);
        if (auto taken = take(piece); !taken)
            return tl::unexpected(taken.error());
    }
}

/// A file on a phone from its beginning to its end, in pieces that fit into memory.
class PhoneFileSource final : public ByteSource
{
public:
    PhoneFileSource(std::shared_ptr<AgentFiles> files, qsizetype number, qint64 size, CancelToken cancel)
        : m_files(std::move(files)), m_number(number), m_size(size), m_cancel(std::move(cancel))
    {}

    Result<qint64> read(char *data, qint64 size) override
    {
        if (auto going = m_cancel.check(); !going)
            return tl::unexpected(going.error());
        if (m_given == m_piece.size() && m_at < m_size) {
            auto piece = m_files->read(m_number, m_at, std::min(kPiece, m_size - m_at));
            if (!piece)
                return tl::unexpected(piece.error());
            if (piece->isEmpty())
                return fail(Errc::PhoneFile, u"a package became shorter while it was read"_s);
            m_piece = *std::move(piece);
            m_at += m_piece.size();
            m_given = 0;
        }
        const qint64 take = std::min<qint64>(size, m_piece.size() - m_given);
        std::copy_n(m_piece.constData() + m_given, take, data);
        m_given += take;
        return take;
    }

private:
    static constexpr qint64 kPiece = qint64{1} * 1024 * 1024;

    std::shared_ptr<AgentFiles> m_files;
    qsizetype m_number;
    qint64 m_size;
    CancelToken m_cancel;
    QByteArray m_piece;
    qint64 m_at = 0;    ///< In the file, behind m_piece.
    qint64 m_given = 0; ///< Of m_piece.
};

/// One export while it is written.
class Export
{
public:
    Export(const PackageSet &app, const QString &path, ProgressCounters &progress, CancelToken cancel)
        : m_app(app), m_path(path), m_progress(progress), m_cancel(std::move(cancel))
    {}

    Result<qint64> run()
    {
        m_file.setFileTemplate(m_path + u".XXXXXX"_s);
        if (!m_file.open()) {
            const bool denied = !QFileInfo(QFileInfo(m_path).absolutePath()).isWritable();
            return fail(denied ? Errc::LocalDenied : Errc::LocalFailed, m_file.errorString(),
                        {.path = m_path});
        }
        return write().and_then([this] { return compare(); }).and_then([this] { return putInPlace(); });
    }

private:
    Result<void> write()
    {
        QuaZip zip(&m_file);
        zip.setAutoClose(false);
        if (!zip.open(QuaZip::mdCreate))
            return failure(u"the zip cannot be begun (zip error %1)"_s.arg(zip.getZipError()));
        for (const PackageSource &package : m_app.packages) {
            if (auto added = add(zip, package); !added)
                return added;
            ++m_progress.filesDone;
        }
        if (auto added = addToc(zip); !added)
            return added;
        zip.close();
        if (zip.getZipError() != ZIP_OK || !m_file.flush())
            return failure(u"the zip cannot be ended (zip error %1)"_s.arg(zip.getZipError()));
        return {};
    }

    Result<void> addToc(QuaZip &zip)
    {
        QStringList fileNames;
        for (const PackageSource &package : m_app.packages)
            fileNames += package.fileName;
        const QByteArray toc = bundleToc(m_app.package, fileNames);
        const QString name = QString::fromLatin1(kBundleTocEntry);
        QuaZipFile entry(&zip);
        if (!entry.open(QIODevice::WriteOnly, QuaZipNewInfo(name)) || entry.write(toc) != toc.size())
            return failure(u"%1 cannot be written (zip error %2)"_s.arg(name).arg(entry.getZipError()));
        entry.close();
        if (entry.getZipError() != ZIP_OK)
            return failure(u"%1 cannot be ended (zip error %2)"_s.arg(name).arg(entry.getZipError()));
        return {};
    }

    Result<void> add(QuaZip &zip, const PackageSource &package)
    {
        auto content = package.open();
        if (!content)
            return tl::unexpected(content.error());
        QuaZipFile entry(&zip);
        // Stored: APKs hardly shrink, and their ranges can be read where they are.
        if (!entry.open(QIODevice::WriteOnly, QuaZipNewInfo(package.fileName), nullptr, 0, 0))
            return failure(
                u"%1 cannot be begun (zip error %2)"_s.arg(package.fileName).arg(entry.getZipError()));
        const auto hash = readThrough(**content, m_cancel, [&](QByteArrayView piece) -> Result<void> {
            if (entry.write(piece.data(), piece.size()) != piece.size())
                return failure(
                    u"%1 cannot be written (zip error %2)"_s.arg(package.fileName).arg(entry.getZipError()));
            m_progress.bytesDone += piece.size();
            return {};
        });
        entry.close();
        if (!hash)
            return tl::unexpected(hash.error());
        if (entry.getZipError() != ZIP_OK)
            return failure(
                u"%1 cannot be ended (zip error %2)"_s.arg(package.fileName).arg(entry.getZipError()));
        m_hashes.insert(package.fileName, *hash);
        return {};
    }

    /// By the reader that installs: what it reads is what was to be written.
    Result<void> compare()
    {
        FileRandomAccess access(m_file.fileName());
        const auto bundle = AppBundle::open(access, m_cancel);
        if (!bundle)
            return tl::unexpected(bundle.error());
        const QList<BundledApk> &apks = (*bundle)->apks();
        if (apks.size() != m_hashes.size())
            return fail(Errc::CompareFailed, u"%1 packages of %2"_s.arg(apks.size()).arg(m_hashes.size()),
                        {.path = m_path});
        for (qsizetype number = 0; number < apks.size(); ++number) {
            auto content = (*bundle)->content(number, m_cancel);
            if (!content)
                return tl::unexpected(content.error());
            const auto hash = readThrough(**content, m_cancel, [](QByteArrayView) { return Result<void>(); });
            if (!hash)
                return tl::unexpected(hash.error());
            if (*hash != m_hashes.value(apks[number].entry))
                return fail(Errc::CompareFailed, u"%1 was read back differently"_s.arg(apks[number].entry),
                            {.path = m_path});
        }
        return (*bundle)->check(m_cancel);
    }

    Result<qint64> putInPlace()
    {
        const qint64 size = m_file.size();
        m_file.setAutoRemove(false);
        m_file.close();
        // Unlike Qt's, this takes the place of a file that is there.
        std::error_code error;
        std::filesystem::rename(m_file.fileName().toStdU16String(), m_path.toStdU16String(), error);
        if (!error)
            return size;
        m_file.remove();
        return fail(Errc::LocalFailed, QString::fromStdString(error.message()), {.path = m_path});
    }

    [[nodiscard]] tl::unexpected<Error> failure(const QString &detail) const
    {
        const bool full = m_file.error() == QFileDevice::ResourceError;
        return fail(full ? Errc::LocalFull : Errc::LocalFailed, detail, {.path = m_path});
    }

    const PackageSet &m_app;
    const QString m_path;
    ProgressCounters &m_progress;
    CancelToken m_cancel;
    QTemporaryFile m_file;
    QHash<QString, QByteArray> m_hashes; ///< By name in the zip.
};

} // namespace

Result<qint64> exportPackages(const PackageSet &app, const QString &path, ProgressCounters &progress,
                              const CancelToken &cancel)
{
    qint64 bytes = 0;
    for (const PackageSource &package : app.packages)
        bytes += package.size;
    progress.phase = Phase::Copying;
    progress.filesTotal = app.packages.size();
    progress.bytesTotal = bytes;
    return Export(app, path, progress, cancel).run();
}

Result<PackageSet> installedPackages(const PhoneSession &session, const PhoneAgent &agent,
                                     const QString &package, const CancelToken &cancel)
{
    const auto app = readInstalledState(session, agent, package, cancel);
    if (!app)
        return tl::unexpected(app.error());
    if (app->apks.isEmpty())
        return fail(Errc::AppNotInstalled, {},
                    {.phone = session.facts().serial.value, .path = {}, .object = package});
    QList<QByteArray> paths;
    for (const QString &apk : app->apks)
        paths.append(apk.toUtf8());
    const auto sizes = readPackageSizes(session, app->apks, cancel);
    if (!sizes)
        return tl::unexpected(sizes.error());
    auto opened = agent.files(paths, cancel);
    if (!opened)
        return tl::unexpected(opened.error());
    const std::shared_ptr<AgentFiles> files = *std::move(opened);
    PackageSet set{.package = package, .installer = {}, .packages = {}};
    for (qsizetype number = 0; number < paths.size(); ++number) {
        const qint64 size = sizes->at(number);
        set.packages.append({.fileName = app->apks[number].section(u'/', -1),
                             .size = size,
                             .open = [=]() -> Result<std::unique_ptr<ByteSource>> {
                                 return std::make_unique<PhoneFileSource>(files, number, size, cancel);
                             }});
    }
    return set;
}

} // namespace holdfast
