// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archiveexport.h"

#include "core/archive/archiveformat.h"
#include "core/archive/platform.h"
#include "core/archive/tarscanner.h"
#include "core/base/nameescape.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kMostProblems = 1000;
/// Beyond the system's limit libarchive would change the process's current folder, which all threads share.
constexpr qsizetype kLongestPath = 4000;

QString shown(const QByteArray &path)
{
    return QString::fromStdString(escapeName(path.toStdString()));
}

/// Whether @p path stays below the folder that it is appended to.
bool staysInside(const QByteArray &path)
{
    const auto segments = path.split('/');
    return !path.startsWith('/') && std::none_of(segments.cbegin(), segments.cend(),
                                                 [](const QByteArray &segment) { return segment == ".."; });
}

struct FreeDisk
{
    void operator()(archive *disk) const { archive_write_free(disk); }
};

/// Makes entries below a folder through libarchive, which sets the folders' own times at the end.
class DiskWriter
{
public:
    DiskWriter(QByteArray folder, const ExportOptions &options, ProgressCounters *progress,
               CancelToken cancel)
        : m_folder(std::move(folder)),
          m_disk(archive_write_disk_new()),
          m_progress(progress),
          m_cancel(std::move(cancel))
    {
        int flags = ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_XATTR |
                    ARCHIVE_EXTRACT_SECURE_SYMLINKS | ARCHIVE_EXTRACT_SECURE_NODOTDOT;
        if (options.owners)
            flags |= ARCHIVE_EXTRACT_OWNER;
        archive_write_disk_set_options(m_disk.get(), flags);
    }

    /// Makes the current entry of @p tar. What goes wrong with one entry is noted; only errors of the archive
    /// and a full disk end the export.
    Result<void> take(TarReader &tar)
    {
        const auto described = describeEntry(tar);
        if (!described)
            return tl::unexpected(described.error());
        const IndexEntry &entry = *described;
        if (const QString reason = refusal(entry); !reason.isEmpty()) {
            note(entry.path, reason);
            return {};
        }
        const bool made = prepare(tar.entry(), entry);
        if (auto written = writeContent(tar, entry, made); !written)
            return written;
        if (made)
            finish(entry);
        if (m_progress)
            m_progress->filesDone.store(m_report.entryCount, std::memory_order_relaxed);
        return {};
    }

    ExportReport close()
    {
        const ByteNamesScope scope;
        if (archive_write_close(m_disk.get()) != ARCHIVE_OK)
            note({}, reason());
        return std::move(m_report);
    }

private:
    [[nodiscard]] QString refusal(const IndexEntry &entry) const
    {
        if (!staysInside(entry.path) || (entry.type == EntryType::HardLink && !staysInside(entry.linkTarget)))
            return u"its name or link leads out of the folder"_s;
        if (m_folder.size() + std::max(entry.path.size(), entry.linkTarget.size()) > kLongestPath)
            return u"its path is too long for this computer"_s;
        return {};
    }

    [[nodiscard]] QString reason() const
    {
        const char *text = archive_error_string(m_disk.get());
        return QString::fromLocal8Bit(text ? text : "no reason given");
    }

    void note(const QByteArray &path, const QString &why)
    {
        if (m_report.problemCount++ < kMostProblems)
            m_report.problems.append({shown(path), why});
    }

    bool prepare(archive_entry *to, const IndexEntry &entry)
    {
        const ByteNamesScope scope;
        archive_entry_copy_pathname(to, QByteArray(m_folder + '/' + entry.path).constData());
        if (entry.type == EntryType::HardLink)
            archive_entry_copy_hardlink(to, QByteArray(m_folder + '/' + entry.linkTarget).constData());
        archive_entry_set_mtime(to, entry.mtime, long(entry.mtimeNanos));
        archive_entry_unset_atime(to);
        const int code = archive_write_header(m_disk.get(), to);
        if (code != ARCHIVE_OK)
            note(entry.path, reason());
        return code >= ARCHIVE_WARN;
    }

    /// Reads the content in any case, so that the next entry is found; writes it while @p write.
    Result<void> writeContent(TarReader &tar, const IndexEntry &entry, bool write)
    {
        for (;;) {
            if (auto cancelled = m_cancel.check(); !cancelled) {
                abandon(entry);
                return cancelled;
            }
            const auto run = tar.content();
            if (!run) {
                abandon(entry);
                return tl::unexpected(run.error());
            }
            if (run->end)
                return {};
            if (!write || run->bytes.isEmpty())
                continue;
            const auto code = archive_write_data_block(m_disk.get(), run->bytes.data(),
                                                       size_t(run->bytes.size()), run->offset);
            if (code < ARCHIVE_OK) {
                const Error error{archive_errno(m_disk.get()) == ENOSPC ? Errc::LocalFull : Errc::LocalFailed,
                                  reason(),
                                  {.path = QFile::decodeName(m_folder)}};
                abandon(entry);
                if (error.code == Errc::LocalFull)
                    return tl::unexpected(error);
                note(entry.path, error.detail);
                write = false;
            }
            m_report.contentBytes += run->bytes.size();
            if (m_progress)
                m_progress->bytesDone.store(m_report.contentBytes, std::memory_order_relaxed);
        }
    }

    void finish(const IndexEntry &entry)
    {
        const ByteNamesScope scope;
        if (archive_write_finish_entry(m_disk.get()) != ARCHIVE_OK)
            note(entry.path, reason());
        ++m_report.entryCount;
    }

    /// Takes away a file that is not whole.
    void abandon(const IndexEntry &entry) const
    {
        if (entry.type == EntryType::File)
            QFile::remove(QFile::decodeName(m_folder + '/' + entry.path));
    }

    QByteArray m_folder; ///< Canonical: the security checks refuse any symbolic link on the way.
    std::unique_ptr<archive, FreeDisk> m_disk;
    ProgressCounters *m_progress;
    CancelToken m_cancel;
    ExportReport m_report;
};

Result<void> writeTo(QSaveFile &file, ByteSource &tar, ProgressCounters *progress)
{
    const auto failed = [&file] {
        const bool full = file.error() == QFileDevice::ResourceError;
        return fail(full ? Errc::LocalFull : Errc::LocalFailed, file.errorString(),
                    {.path = file.fileName()});
    };
    std::vector<char> block(static_cast<size_t>(kStreamBlock));
    for (qint64 done = 0;;) {
        const auto got = tar.read(block.data(), kStreamBlock);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        if (file.write(block.data(), *got) != *got)
            return failed();
        done += *got;
        if (progress)
            progress->bytesDone.store(done, std::memory_order_relaxed);
    }
    if (!file.commit())
        return failed();
    return {};
}

} // namespace

Result<ExportReport> exportToFolder(ArchiveReader &archive, const EntryFilter &select, const QString &folder,
                                    const ExportOptions &options, ProgressCounters *progress,
                                    const CancelToken &cancel)
{
    const auto stream = archive.tarStream(select, cancel);
    if (!stream)
        return tl::unexpected(stream.error());
    if (!QDir().mkpath(folder))
        return fail(Errc::LocalFailed, u"the folder cannot be made"_s, {.path = folder});
    if (!QFileInfo(folder).isWritable())
        return fail(Errc::LocalDenied, u"the folder cannot be written to"_s, {.path = folder});
    DiskWriter disk(QFile::encodeName(QFileInfo(folder).canonicalFilePath()), options, progress, cancel);
    TarReader tar(blocksOf(**stream));
    for (;;) {
        const auto more = tar.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return disk.close();
        if (const auto taken = disk.take(tar); !taken)
            return tl::unexpected(taken.error());
    }
}

Result<qint64> exportToTar(ArchiveReader &archive, const EntryFilter &select, const QString &file,
                           ProgressCounters *progress, const CancelToken &cancel)
{
    const auto stream = archive.tarStream(select, cancel);
    if (!stream)
        return tl::unexpected(stream.error());
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) {
        const bool denied = out.error() == QFileDevice::PermissionsError ||
                            !QFileInfo(QFileInfo(file).absolutePath()).isWritable();
        return fail(denied ? Errc::LocalDenied : Errc::LocalFailed, out.errorString(), {.path = file});
    }
    if (const auto written = writeTo(out, **stream, progress); !written)
        return tl::unexpected(written.error());
    return QFileInfo(file).size();
}

} // namespace holdfast
