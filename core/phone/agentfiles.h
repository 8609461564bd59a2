// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomaccess.h"
#include "core/phone/agentprocess.h"

namespace holdfast {

/// Files on a phone, read in places by one run of the agent (`read`). Used by one thread; what it hands out
/// must not outlive it.
class AgentFiles
{
public:
    /// @p process runs `read` for @p paths.
    AgentFiles(std::unique_ptr<AgentProcess> process, QList<QByteArray> paths, ErrorContext context)
        : m_process(std::move(process)), m_paths(std::move(paths)), m_context(std::move(context))
    {}

    /// The file at @p index of the paths; @p size is what the caller knows of it. PhoneFile when it cannot be
    /// read, or is shorter than that by now.
    std::unique_ptr<RandomAccess> file(qsizetype index, qint64 size);

    /// At most 16 MiB; fewer at the file's end. PhoneFile when it cannot be read.
    Result<QByteArray> read(qsizetype index, qint64 offset, qint64 length);
    /// The heads of a chain of chunks (see agentprotocol.h). PhoneFile when the file cannot be read.
    Result<QByteArray> readChain(qsizetype index, qint64 offset, qint64 length, qint64 head);
    /// Bytes of content that came from the phone so far.
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }

private:
    Result<QByteArray> ask(qsizetype index, const QByteArray &question, qint64 maximum);
    Result<void> take(char *data, qint64 size);
    [[nodiscard]] tl::unexpected<Error> failure(qsizetype index, const QString &detail) const;

    std::unique_ptr<AgentProcess> m_process;
    QList<QByteArray> m_paths;
    ErrorContext m_context;
    qint64 m_bytesRead = 0;
};

} // namespace holdfast
