// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentfiles.h"

#include "core/apk/chunkchain.h"
#include "core/base/bytessource.h"
#include "core/base/nameescape.h"

#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

constexpr qint64 kMaximumLength = qint64{16} * 1024 * 1024;

class AgentFile final : public RandomAccess, public ChunkChainSource
{
public:
    AgentFile(AgentFiles &files, qsizetype index, qint64 size) : m_files(files), m_index(index), m_size(size)
    {}

    Result<qint64> size() override { return m_size; }

    Result<std::unique_ptr<ByteSource>> range(qint64 offset, qint64 length,
                                              const CancelToken &cancel) override
    {
        if (const auto cancelled = cancel.check(); !cancelled)
            return tl::unexpected(cancelled.error());
        auto bytes = m_files.read(m_index, offset, length);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (bytes->size() != length)
            return fail(Errc::PhoneFile, u"the file became shorter"_s);
        return std::make_unique<BytesSource>(std::move(*bytes));
    }

    Result<QByteArray> chain(qint64 offset, qint64 length, qint64 head) override
    {
        return m_files.readChain(m_index, offset, length, head);
    }

private:
    AgentFiles &m_files;
    qsizetype m_index;
    qint64 m_size;
};

} // namespace

std::unique_ptr<RandomAccess> AgentFiles::file(qsizetype index, qint64 size)
{
    return std::make_unique<AgentFile>(*this, index, size);
}

tl::unexpected<Error> AgentFiles::failure(qsizetype index, const QString &detail) const
{
    ErrorContext context = m_context;
    context.path = QString::fromStdString(escapeName(m_paths.at(index).toStdString()));
    return fail(Errc::PhoneFile, detail, std::move(context));
}

Result<void> AgentFiles::take(char *data, qint64 size)
{
    while (size > 0) {
        const auto got = m_process->read(data, size);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0) {
            // The agent gave up in the middle: its own reason is what counts.
            const auto outcome = m_process->finish();
            return outcome ? fail(Errc::AgentFailed, u"it ended before it had answered"_s, m_context)
                           : tl::unexpected(outcome.error());
        }
        data += *got;
        size -= *got;
    }
    return {};
}

Result<QByteArray> AgentFiles::read(qsizetype index, qint64 offset, qint64 length)
{
    return ask(index, QByteArray::number(offset) + ' ' + QByteArray::number(length), length);
}

Result<QByteArray> AgentFiles::readChain(qsizetype index, qint64 offset, qint64 length, qint64 head)
{
    return ask(index,
               QByteArray::number(offset) + ' ' + QByteArray::number(length) + ' ' + QByteArray::number(head),
               kMaximumLength);
}

Result<QByteArray> AgentFiles::ask(qsizetype index, const QByteArray &question, qint64 maximum)
{
    if (index < 0 || index >= m_paths.size() || maximum < 0 || maximum > kMaximumLength)
        return fail(Errc::InvalidArgument, u"no range of a file on the phone"_s, m_context);
    const QByteArray record = QByteArray::number(index) + ' ' + question + '\0';
    if (const auto sent = m_process->write(record); !sent)
        return tl::unexpected(sent.error());
    char head[8];
    if (const auto taken = take(head, sizeof head); !taken)
        return tl::unexpected(taken.error());
    const auto size = qFromLittleEndian<qint64>(head);
    if (size < 0)
        return failure(index, u"errno %1"_s.arg(-size));
    if (size > maximum)
        return fail(Errc::PhoneRefused, u"the phone agent answered more than was asked"_s, m_context);
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    if (const auto taken = take(bytes.data(), size); !taken)
        return tl::unexpected(taken.error());
    m_bytesRead += size;
    return bytes;
}

} // namespace holdfast
