// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/phone/agentfiles.h"
#include "core/phone/agentprocess.h"
#include "core/phone/agentrequest.h"

namespace holdfast {

/// The tar stream of a running `pack`. It ends well only if the agent did: else the last read() fails with
/// the agent's own reason.
class AgentStream final : public ByteSource
{
public:
    explicit AgentStream(std::unique_ptr<AgentProcess> process) : m_process(std::move(process)) {}
    Result<qint64> read(char *data, qint64 size) override;
    /// Drops what was not read and tells how it went.
    Result<AgentOutcome> finish();

private:
    std::unique_ptr<AgentProcess> m_process;
    std::optional<AgentOutcome> m_outcome;
};

/// The way into a running `unpack`. Write the whole tar, then finish().
class AgentSink final : public ByteSink
{
public:
    explicit AgentSink(std::unique_ptr<AgentProcess> process) : m_process(std::move(process)) {}
    /// Fails with the agent's own reason when it has given up.
    Result<void> write(QByteArrayView bytes) override;
    /// Ends the stream and waits until everything is in place.
    Result<AgentOutcome> finish();

private:
    std::unique_ptr<AgentProcess> m_process;
};

/// The deployed agent of one phone session. All calls block, are for worker threads, and take the handler for
/// events (may be empty), which is called in the calling thread.
class PhoneAgent
{
public:
    using EntryHandler = std::function<Result<void>(const AgentEntry &)>;

    /// @p session outlives the agent; @p path is what AgentDeployer::deploy() gave.
    PhoneAgent(const PhoneSession &session, QByteArray path) : m_session(session), m_path(std::move(path)) {}

    /// What the phone has for the agent; with the space at each of @p paths. AgentFailed when the agent
    /// speaks another protocol version.
    Result<AgentProbe> probe(const QList<QByteArray> &paths, const CancelToken &cancel) const;
    /// Counts what the request selects.
    Result<AgentSummary> scanSummary(AgentRequest request, const AgentEventHandler &onEvent,
                                     const CancelToken &cancel) const;
    /// Lists what the request selects. An error of the handler ends the scan and is returned.
    Result<AgentOutcome> scan(AgentRequest request, const EntryHandler &onEntry,
                              const AgentEventHandler &onEvent, const CancelToken &cancel) const;
    /// Metadata and SHA-256 of each path, in the order asked, in batches; as many paths as one likes.
    Result<void> hash(const QList<QByteArray> &paths, const QByteArray &root, const EntryHandler &onEntry,
                      const AgentEventHandler &onEvent, const CancelToken &cancel) const;
    /// What lies at and below each path, in the order asked. What cannot be reached is told, not an error.
    Result<QList<AgentMeasure>> measure(const QList<QByteArray> &paths, const CancelToken &cancel) const;
    /// Lets files be read in places; they are named by their place in @p paths.
    Result<std::unique_ptr<AgentFiles>> files(const QList<QByteArray> &paths,
                                              const CancelToken &cancel) const;
    /// Starts a tar stream of what the request selects.
    Result<std::unique_ptr<AgentStream>> pack(const AgentRequest &request, AgentEventHandler onEvent,
                                              const CancelToken &cancel) const;
    /// Starts to take in a tar stream.
    Result<std::unique_ptr<AgentSink>> unpack(const AgentRequest &request, AgentEventHandler onEvent,
                                              const CancelToken &cancel) const;
    /// Goes back to what was there before the `unpack` that wrote the journal, or keeps what it brought.
    Result<AgentOutcome> settle(const QByteArray &journal, bool keep, AgentEventHandler onEvent,
                                const CancelToken &cancel) const;

private:
    Result<std::unique_ptr<AgentProcess>> start(QByteArrayView verb, const AgentRequest &request,
                                                AgentEventHandler onEvent, const CancelToken &cancel) const;
    Result<AgentOutcome> eachLine(AgentProcess &process,
                                  const std::function<Result<void>(QByteArrayView)> &onLine) const;

    const PhoneSession &m_session;
    QByteArray m_path;
};

} // namespace holdfast
