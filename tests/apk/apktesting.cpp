// SPDX-License-Identifier: GPL-3.0-or-later
#include "apktesting.h"

#include "core/apk/chunkbytes.h"
#include "core/base/bytessource.h"

#include <QDir>
#include <QFile>
#include <QProcess>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {} // namespace

Result<std::unique_ptr<ByteSource>> CountedAccess::range(qint64 offset, qint64 length,
                                                         const CancelToken &cancel)
{
    if (const auto cancelled = cancel.check(); !cancelled)
        return tl::unexpected(cancelled.error());
    Q_ASSERT(offset >= 0 && length >= 0 && offset + length <= m_bytes.size());
    bytesRead += length;
    ++ranges;
    return std::make_unique<BytesSource>(m_bytes.mid(offset, length));
}

Result<QByteArray> ChainedAccess::chain(qint64 offset, qint64 length, qint64 head)
{
    MemoryBytes bytes(m_bytes);
    auto heads = bytes.chain(offset, offset + length, head);
    ++counted.ranges;
    counted.bytesRead += heads ? heads->size() : 0;
    return heads;
}

QString makeApk(const QString &folder, const QString &name, const QStringList &options)
{
    const QString path = QDir(folder).filePath(name);
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(u"bash"_s, QStringList{QStringLiteral(HOLDFAST_SOURCE_DIR "/tests/support/makeapk.sh"),
                                         u"--out"_s, path} +
                                 options);
    return process.waitForFinished(120'000) && process.exitCode() == 0 ? path : QString();
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

QString apiDemosApk()
{
    const QDir folder(qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/tests/apk/npm"_s);
    QString apk = folder.filePath(u"package/apks/ApiDemos-debug.apk"_s);
    if (QFile::exists(apk))
        return apk;
    folder.mkpath(u"."_s);
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(u"sh"_s, {u"-c"_s, u"npm pack --silent --cache .cache android-apidemos@5.0.0 >/dev/null && "
                                     "tar xzf android-apidemos-5.0.0.tgz"_s});
    process.waitForFinished(90'000);
    return QFile::exists(apk) ? apk : QString();
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace holdfast
