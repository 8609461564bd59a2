// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/chunkchain.h"
#include "core/base/randomaccess.h"

#include <QStringList>

namespace holdfast {

/// Bytes in memory that count what is read of them.
class CountedAccess final : public RandomAccess
{
public:
    explicit CountedAccess(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Result<qint64> size() override { return m_bytes.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override;

    qint64 bytesRead = 0;
    int ranges = 0;

private:
    QByteArray m_bytes;
};

/// The same for a place that follows chains of chunks by itself, as the agent on a phone does.
class ChainedAccess final : public RandomAccess, public ChunkChainSource
{
public:
    explicit ChainedAccess(const QByteArray &bytes) : counted(bytes), m_bytes(bytes) {}
    Result<qint64> size() override { return counted.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override
    {
        return counted.range(offset, length, cancel);
    }
    Result<QByteArray> chain(qint64 offset, qint64 length, qint64 head) override;

    CountedAccess counted;

private:
    QByteArray m_bytes;
};

/// Makes an APK by tests/support/makeapk.sh in @p folder (keys are kept there too) and gives its path; empty,
/// with the reason printed, when that failed.
QString makeApk(const QString &folder, const QString &name, const QStringList &options);

/// What a program prints, stdout only; empty, with its stderr printed, when it fails.
QByteArray outputOf(const QString &program, const QStringList &arguments);

/// The APK of the npm package android-apidemos, fetched once into the build's folder. Empty where there is no
/// npm or no network.
QString apiDemosApk();

QByteArray readFile(const QString &path);

} // namespace holdfast
