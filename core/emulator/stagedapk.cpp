// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/stagedapk.h"

#include "core/apk/apkfile.h"
#include "core/base/randomaccess.h"

#include <QFile>

namespace holdfast {
namespace {

/// A part of an open file.
class FileRange final : public ByteSource
{
public:
    FileRange(QFile &file, qint64 offset, qint64 length) : m_file(file), m_offset(offset), m_left(length) {}

    Result<qint64> read(char *data, qint64 size) override
    {
        const qint64 wanted = qMin(size, m_left);
        if (wanted == 0)
            return 0;
        if (!m_file.seek(m_offset) || m_file.read(data, wanted) != wanted)
            return fail(Errc::LocalFailed, m_file.errorString(), {.path = m_file.fileName()});
        m_offset += wanted;
        m_left -= wanted;
        return wanted;
    }

private:
    QFile &m_file;
    qint64 m_offset;
    qint64 m_left;
};

class LocalFile final : public RandomAccess
{
public:
    explicit LocalFile(QFile &file) : m_file(file) {}

    Result<qint64> size() override { return m_file.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken & /*cancel*/) override
    {
        return std::make_unique<FileRange>(m_file, offset, length);
    }

private:
    QFile &m_file;
};

} // namespace

Result<StagedApk> readStagedApk(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::LocalFailed, file.errorString(), {.path = path});
    LocalFile access(file);
    const auto apk = ApkFile::open(access, {});
    if (!apk)
        return tl::unexpected(apk.error());
    return StagedApk{.path = path,
                     .manifest = (*apk)->manifest(),
                     .versionName = (*apk)->manifest().versionName.text,
                     .abis = (*apk)->abis(),
                     .certificate = QString::fromLatin1((*apk)->signing().certificate().toHex())};
}

} // namespace holdfast
