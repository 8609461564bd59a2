// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/agentrecords.h"
#include "core/phone/phonesession.h"

#include <functional>
#include <memory>

namespace holdfast {

using AgentEventHandler = std::function<void(const AgentEvent &)>;

/// How a verb ended. Losses were reported as events.
struct AgentOutcome
{
    bool partly = false; ///< Done, with lost, failed or refused files.
    qint64 files = 0;
    qint64 folders = 0;
    qint64 bytes = 0;
};

/// One run of the agent on a phone. Events come in the thread that reads, writes or finishes. The phone
/// session and the handler must live as long. If it is destroyed before finish() has succeeded, the agent on
/// the phone is stopped, and waited for at most some seconds.
class AgentProcess
{
public:
    static Result<std::unique_ptr<AgentProcess>> start(const PhoneSession &session, QByteArrayView agentPath,
                                                       QByteArrayView verb, AgentEventHandler onEvent,
                                                       const CancelToken &cancel);
    ~AgentProcess();
    AgentProcess(const AgentProcess &) = delete;
    AgentProcess &operator=(const AgentProcess &) = delete;

    Result<qint64> read(char *data, qint64 size);
    Result<void> write(QByteArrayView bytes);
    Result<void> closeInput();
    /// Drops the rest of stdout and waits for the end. PhoneLost without an exit code; AgentFailed, or
    /// PhoneSpace, when the agent could not go on; InvalidArgument when it refused the request.
    Result<AgentOutcome> finish();

private:
    AgentProcess(const PhoneSession &session, bool endsWithEvent, AgentEventHandler onEvent);
    void takeLine(QByteArrayView line);
    /// Remembers whether it is the phone that says nothing any more.
    Error noted(const Error &error);
    [[nodiscard]] Error explain(int exitCode) const;
    void stop();

    const PhoneSession &m_session;
    const bool m_endsWithEvent;
    AgentEventHandler m_onEvent;
    std::unique_ptr<ShellStream> m_stream;
    qint64 m_pid = 0;
    std::optional<Error> m_eventError;
    std::optional<AgentEvent> m_done;
    QString m_fatal;
    QByteArray m_noise; ///< Lines of stderr that are no events: the shell's or the loader's words.
    bool m_finished = false;
    bool m_isPhoneSilent = false;
};

} // namespace holdfast
