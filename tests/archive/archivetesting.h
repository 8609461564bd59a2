// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/archivewriter.h"
#include "core/base/randomaccess.h"

#include <QByteArray>
#include <QStringList>

// What the tests of archives share: streams in memory and trees with every oddity.
namespace holdfast::testing {

/// Bytes in memory as a stream, in blocks of at most `block`.
class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(QByteArray bytes, qint64 block = kStreamBlock)
        : m_bytes(std::move(bytes)), m_block(block)
    {}
    Result<qint64> read(char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_block;
    qint64 m_taken = 0;
};

/// Collects what is written; fails with StoreFull after `limit` bytes.
class MemorySink final : public ByteSink
{
public:
    explicit MemorySink(qint64 limit = -1) : m_limit(limit) {}
    Result<void> write(QByteArrayView bytes) override;

    QByteArray bytes;

private:
    qint64 m_limit;
};

/// An object in memory that counts what is read of it.
class MemoryAccess final : public RandomAccess
{
public:
    explicit MemoryAccess(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Result<qint64> size() override { return m_bytes.size(); }
    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override;

    qint64 rangeCount = 0;
    qint64 bytesAsked = 0;

private:
    QByteArray m_bytes;
};

/// Everything that a source gives.
Result<QByteArray> readAll(ByteSource &source);

/// Runs a program with `input` at its standard input. Its standard output; fails the test (and returns
/// nothing) when it does not end with 0.
QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {});

/// Fills the folder with every kind of node and name that an ordinary user may make.
void makeOddTree(const QString &folder);

/// A pax tar of everything below the folder, as GNU tar makes it: names without `./`, sorted, with sparse
/// maps, extended attributes and nanoseconds.
QByteArray tarOf(const QString &folder);

/// A pax tar with one file after another: (name, content).
QByteArray tarOfFiles(const QList<std::pair<QByteArray, QByteArray>> &files);

struct Written
{
    QByteArray object;
    ArchiveSummary summary;
};
/// An archive of the tar; fails the test when it cannot be written.
Written archiveOf(const QByteArray &tar, qint64 frameSize = 64 * 1024);

/// Bytes that do not compress, the same ones for the same seed.
QByteArray noise(qint64 size, quint32 seed = 1);

} // namespace holdfast::testing
