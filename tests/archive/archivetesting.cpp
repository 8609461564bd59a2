// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivetesting.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::testing {
namespace {

/// A file by the bytes of its name.
void writeFile(const QByteArray &path, const QByteArray &content)
{
    const std::unique_ptr<FILE, int (*)(FILE *)> file(fopen(path.constData(), "wb"), &fclose);
    QVERIFY(file);
    QCOMPARE(fwrite(content.constData(), 1, size_t(content.size()), file.get()), size_t(content.size()));
}

void setTime(const QByteArray &path, qint64 seconds, long nanos)
{
    const timespec times[2] = {{seconds, nanos}, {seconds, nanos}};
    QCOMPARE(utimensat(AT_FDCWD, path.constData(), times, AT_SYMLINK_NOFOLLOW), 0);
}

void makeSparse(const QByteArray &path)
{
    writeFile(path, "begin");
    QCOMPARE(truncate(path.constData(), 5 * 1024 * 1024), 0);
    QFile file(QString::fromUtf8(path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(3 * 1024 * 1024);
    file.write(noise(70'000));
}

} // namespace

Result<qint64> MemorySource::read(char *data, qint64 size)
{
    const qint64 take = std::min({size, m_block, qint64(m_bytes.size()) - m_taken});
    std::copy_n(m_bytes.constData() + m_taken, take, data);
    m_taken += take;
    return take;
}

Result<void> MemorySink::write(QByteArrayView more)
{
    if (m_limit >= 0 && bytes.size() + more.size() > m_limit)
        return fail(Errc::StoreFull, u"the sink is full"_s);
    bytes.append(more);
    return {};
}

Result<std::unique_ptr<ByteSource>> MemoryAccess::range(qint64 offset, qint64 length, const CancelToken &)
{
    if (offset < 0 || length < 0 || offset > m_bytes.size() - length)
        return fail(Errc::Internal, u"a range outside of the object"_s);
    ++rangeCount;
    bytesAsked += length;
    return std::make_unique<MemorySource>(m_bytes.mid(offset, length));
}

Result<QByteArray> readAll(ByteSource &source)
{
    QByteArray all;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (;;) {
        const auto got = source.read(block.data(), block.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return all;
        all.append(block.constData(), *got);
    }
}

QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    const QByteArray said = process.readAllStandardError();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        QTest::qFail(qPrintable(program % u": "_s % QString::fromLocal8Bit(said)), __FILE__, __LINE__);
        return {};
    }
    return process.readAllStandardOutput();
}

void makeOddTree(const QString &folder)
{
    const QByteArray root = folder.toUtf8() + '/';
    const QByteArray longName(240, 'n');
    QVERIFY(QDir(folder).mkpath(u"app/files"_s));
    QByteArray deep = root;
    for (int i = 0; i < 6; ++i) {
        deep += longName + '/';
        QCOMPARE(mkdir(deep.constData(), 0750), 0);
    }
    writeFile(deep + "leaf", "far down");
    const std::pair<QByteArray, QByteArray> files[] = {{"empty", {}},
                                                       {"app/files/plain", "plain content"},
                                                       {"new\nline", "1"},
                                                       {"quote'\"\\back", "2"},
                                                       {"云手机.txt", "3"},
                                                       {"e\xcc\x81 decomposed", "4"},
                                                       {"latin-\xe9", "5"},
                                                       {longName + "-\xff", "6"},
                                                       {"-dash first", "7"},
                                                       {"app/big", noise(700'000)},
                                                       {"app/text", QByteArray("abc ").repeated(100'000)}};
    for (const auto &[name, content] : files)
        writeFile(root + name, content);
    makeSparse(root + "app/sparse");
    QCOMPARE(link(QByteArray(root + "app/big").constData(), QByteArray(root + "zz hard link").constData()),
             0);
    QCOMPARE(symlink("../latin-\xe9", QByteArray(root + "app/symlink").constData()), 0);
    QCOMPARE(symlink(QByteArray(300, 't').constData(), QByteArray(root + "long symlink").constData()), 0);
    QCOMPARE(mkfifo(QByteArray(root + "fifo").constData(), 0622), 0);
    QCOMPARE(chmod(QByteArray(root + "app/text").constData(), 04751), 0);
    setxattr(QByteArray(root + "app/text").constData(), "user.big", noise(3000, 7).constData(), 3000, 0);
    setxattr(QByteArray(root + "app/text").constData(), "user.second", "equals\nsign", 11, 0);
    setTime(root + "app/text", -12345, 123456789);
    setTime(root + "empty", 4'500'000'000, 1);
}

QByteArray tarOf(const QString &folder)
{
    const QByteArray names = run(
        u"sh"_s, {u"-c"_s, u"cd \"$1\" && find . -mindepth 1 -printf '%P\\0' | sort -z"_s, u"sh"_s, folder});
    return run(u"tar"_s,
               {u"--format=pax"_s, u"--sparse"_s, u"--xattrs"_s, u"--xattrs-include=*"_s, u"--no-recursion"_s,
                u"--null"_s, u"--verbatim-files-from"_s, u"-C"_s, folder, u"-c"_s, u"-T"_s, u"-"_s},
               names);
}

QByteArray tarOfFiles(const QList<std::pair<QByteArray, QByteArray>> &files)
{
    QByteArray tar;
    const std::unique_ptr<archive, int (*)(archive *)> writer(archive_write_new(), &archive_write_free);
    archive_write_set_format_pax(writer.get());
    archive_write_set_bytes_per_block(writer.get(), 0);
    archive_write_open(
        writer.get(), &tar, nullptr,
        [](archive *, void *to, const void *data, size_t size) -> la_ssize_t {
            static_cast<QByteArray *>(to)->append(static_cast<const char *>(data), qsizetype(size));
            return la_ssize_t(size);
        },
        nullptr);
    for (const auto &[name, content] : files) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(),
                                                                              &archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.constData());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 1'700'000'000, 5);
        archive_entry_set_size(entry.get(), content.size());
        archive_write_header(writer.get(), entry.get());
        archive_write_data(writer.get(), content.constData(), size_t(content.size()));
    }
    archive_write_close(writer.get());
    return tar;
}

Written archiveOf(const QByteArray &tar, qint64 frameSize)
{
    MemorySource source(tar);
    MemorySink sink;
    ArchiveOptions options;
    options.frameSize = frameSize;
    options.workers = 2;
    auto summary = writeArchive(source, sink, {{u"phone"_s, u"test"_s}}, options, {}, {});
    if (!summary) {
        QTest::qFail(qPrintable(userText(summary.error())), __FILE__, __LINE__);
        return {};
    }
    return {sink.bytes, *summary};
}

QByteArray noise(qint64 size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(seed);
    std::generate(bytes.begin(), bytes.end(), [&generator] { return char(generator.generate()); });
    return bytes;
}

} // namespace holdfast::testing
