// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/appbundle.h"

#include "core/apk/apkfile.h"
#include "core/apk/apkzip.h"
#include "core/base/nameescape.h"

#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// APKs are zips themselves and shrink little; only small ones may seem to.
constexpr qint64 kMostShrinking = 20;
constexpr qint64 kSmall = qint64{16} * 1024 * 1024;

/// A part of another place.
class PartAccess final : public RandomAccess
{
public:
    PartAccess(RandomAccess &whole, qint64 offset, qint64 size)
        : m_whole(whole), m_offset(offset), m_size(size)
    {}

    Result<qint64> size() override { return m_size; }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override
    {
        return m_whole.range(m_offset + offset, length, cancel);
    }

private:
    RandomAccess &m_whole;
    qint64 m_offset;
    qint64 m_size;
};

/// A part of a temporary file, which the source borrows.
class SpooledRange final : public ByteSource
{
public:
    SpooledRange(QTemporaryFile &file, qint64 offset, qint64 length, CancelToken cancel)
        : m_file(file), m_offset(offset), m_left(length), m_cancel(std::move(cancel))
    {}

    Result<qint64> read(char *data, qint64 size) override
    {
        if (auto going = m_cancel.check(); !going)
            return tl::unexpected(going.error());
        const qint64 wanted = std::min(size, m_left);
        if (wanted == 0)
            return 0;
        const qint64 got = m_file.seek(m_offset) ? m_file.read(data, wanted) : -1;
        if (got <= 0)
            return fail(Errc::LocalFailed, m_file.errorString(), {.path = m_file.fileName()});
        m_offset += got;
        m_left -= got;
        return got;
    }

private:
    QTemporaryFile &m_file;
    qint64 m_offset;
    qint64 m_left;
    CancelToken m_cancel;
};

class SpooledAccess final : public RandomAccess
{
public:
    explicit SpooledAccess(std::unique_ptr<QTemporaryFile> file) : m_file(std::move(file)) {}

    Result<qint64> size() override { return m_file->size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override
    {
        return std::make_unique<SpooledRange>(*m_file, offset, length, cancel);
    }

private:
    std::unique_ptr<QTemporaryFile> m_file;
};

class FileSink final : public ByteSink
{
public:
    explicit FileSink(QTemporaryFile &file) : m_file(file) {}

    Result<void> write(QByteArrayView bytes) override
    {
        if (m_file.write(bytes.data(), bytes.size()) == bytes.size())
            return {};
        const bool full = m_file.error() == QFileDevice::ResourceError;
        return fail(full ? Errc::LocalFull : Errc::LocalFailed, m_file.errorString(),
                    {.path = m_file.fileName()});
    }

private:
    QTemporaryFile &m_file;
};

/// For reading what only its checksum is wanted of.
class NoSink final : public ByteSink
{
public:
    Result<void> write(QByteArrayView /*bytes*/) override { return {}; }
};

bool isApkName(const QString &name)
{
    return name.endsWith(".apk"_L1, Qt::CaseInsensitive);
}

/// A name that an unpacker would follow out of its folder, or that people could not read.
bool isBadName(const QString &name)
{
    const bool control =
        std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
    return name.isEmpty() || control || name.startsWith(u'/') || name.contains(u'\\') ||
           name.split(u'/').contains(".."_L1);
}

} // namespace

AppBundle::AppBundle(RandomAccess &file, std::unique_ptr<ApkZip> zip) : m_file(file), m_zip(std::move(zip)) {}

AppBundle::~AppBundle() = default;

Result<std::unique_ptr<AppBundle>> AppBundle::open(RandomAccess &file, const CancelToken &cancel)
{
    auto zip = ApkZip::open(file, cancel);
    if (!zip)
        return tl::unexpected(zip.error());
    std::unique_ptr<AppBundle> bundle(new AppBundle(file, *std::move(zip)));
    const bool single = bundle->m_zip->contains(u"AndroidManifest.xml"_s);
    if (auto read = single ? bundle->readSingle(cancel) : bundle->readSet(cancel); !read)
        return tl::unexpected(read.error());
    return bundle;
}

Result<void> AppBundle::readSingle(const CancelToken &cancel)
{
    return takeApk({}, m_file, cancel);
}

Result<void> AppBundle::readSet(const CancelToken &cancel)
{
    if (auto named = checkNames(); !named)
        return named;
    const QStringList entries = apkEntries();
    if (entries.isEmpty())
        return apkInvalid(u"it is neither an APK nor a set of them"_s);
    if (entries.size() > kMostApks)
        return apkInvalid(u"it holds %1 APKs, more than %2"_s.arg(entries.size()).arg(kMostApks));
    for (const QString &entry : entries) {
        auto inner = openInner(entry, cancel);
        if (!inner)
            return tl::unexpected(inner.error());
        if (auto taken = takeApk(entry, **inner, cancel); !taken) {
            Error error = taken.error();
            if (error.code == Errc::ApkInvalid)
                error.detail = entry % u": "_s % error.detail;
            return tl::unexpected(error);
        }
        m_inner.push_back(*std::move(inner));
        const QString package = m_apks.constFirst().manifest.packageName;
        if (m_apks.constLast().manifest.packageName != package)
            return apkInvalid(
                u"it holds APKs of %1 and %2"_s.arg(package, m_apks.constLast().manifest.packageName));
    }
    findExpansions();
    return {};
}

Result<void> AppBundle::checkNames() const
{
    for (auto name = m_zip->files().keyBegin(); name != m_zip->files().keyEnd(); ++name) {
        if (isBadName(*name))
            return apkInvalid(u"it holds a file with a name that leads elsewhere: %1"_s.arg(
                QString::fromStdString(escapeName(name->left(200).toStdString()))));
    }
    return {};
}

/// bundletool puts the splits of one phone into a folder; what lies in its other folders is for other phones.
QStringList AppBundle::apkEntries() const
{
    QStringList top;
    QStringList splits;
    QStringList all;
    for (auto name = m_zip->files().keyBegin(); name != m_zip->files().keyEnd(); ++name) {
        if (!isApkName(*name))
            continue;
        all.append(*name);
        if (name->startsWith("splits/"_L1))
            splits.append(*name);
        else if (!name->contains(u'/'))
            top.append(*name);
    }
    QStringList chosen = !splits.isEmpty() ? splits : !top.isEmpty() ? top : all;
    chosen.sort();
    return chosen;
}

Result<std::unique_ptr<RandomAccess>> AppBundle::openInner(const QString &entry, const CancelToken &cancel)
{
    const ApkZip::File file = m_zip->files().value(entry);
    if (file.method == 0) {
        const auto offset = m_zip->storedOffset(entry);
        if (!offset)
            return tl::unexpected(offset.error());
        return std::make_unique<PartAccess>(m_file, *offset, file.size);
    }
    if (file.size > kSmall && file.size / kMostShrinking > file.storedSize)
        return apkInvalid(u"%1 has %2 bytes in %3: no APK shrinks so much"_s.arg(entry).arg(file.size).arg(
            file.storedSize));
    auto spool = std::make_unique<QTemporaryFile>();
    if (!spool->open())
        return fail(Errc::LocalFailed, spool->errorString(), {.path = spool->fileTemplate()});
    FileSink sink(*spool);
    if (auto unpacked = m_zip->unpack(entry, sink, cancel); !unpacked)
        return tl::unexpected(unpacked.error());
    if (!spool->flush())
        return fail(Errc::LocalFull, spool->errorString(), {.path = spool->fileName()});
    return std::make_unique<SpooledAccess>(std::move(spool));
}

Result<void> AppBundle::takeApk(const QString &entry, RandomAccess &access, const CancelToken &cancel)
{
    const auto size = access.size();
    if (!size)
        return tl::unexpected(size.error());
    const auto apk = ApkFile::open(access, cancel);
    if (!apk)
        return tl::unexpected(apk.error());
    m_apks.append({.entry = entry,
                   .size = *size,
                   .manifest = (*apk)->manifest(),
                   .abis = (*apk)->abis(),
                   .certificate = QString::fromLatin1((*apk)->signing().certificate().toHex())});
    return {};
}

/// Where Android looks for them: `Android/obb/PACKAGE/FILE`.
void AppBundle::findExpansions()
{
    const QString folder = u"Android/obb/"_s % m_apks.constFirst().manifest.packageName % u'/';
    for (auto name = m_zip->files().keyBegin(); name != m_zip->files().keyEnd(); ++name) {
        const QString file = name->mid(folder.size());
        if (name->startsWith(folder) && !file.isEmpty() && !file.contains(u'/'))
            m_expansions.append({*name, file, m_zip->files().value(*name).size});
    }
}

Result<std::unique_ptr<ByteSource>> AppBundle::content(qsizetype number, const CancelToken &cancel)
{
    RandomAccess &access = isSingle() ? m_file : *m_inner.at(static_cast<size_t>(number));
    return access.range(0, m_apks.at(number).size, cancel);
}

Result<void> AppBundle::unpackExpansion(qsizetype number, ByteSink &sink, const CancelToken &cancel)
{
    return m_zip->unpack(m_expansions.at(number).entry, sink, cancel);
}

Result<void> AppBundle::check(const CancelToken &cancel)
{
    NoSink nowhere;
    for (const BundledApk &apk : m_apks) {
        // What was compressed has been checked when it was unpacked; an APK by itself is Android's to check.
        if (apk.entry.isEmpty() || m_zip->files().value(apk.entry).method != 0)
            continue;
        if (auto read = m_zip->unpack(apk.entry, nowhere, cancel); !read)
            return read;
    }
    return {};
}

} // namespace holdfast
