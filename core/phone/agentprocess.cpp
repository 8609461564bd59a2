// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentprocess.h"

#include "core/phone/adbtext.h"
#include "core/phone/agentprotocol.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kMaximumNoise = 4096;
constexpr QByteArrayView kPidWord = "holdfast-pid ";

/// Waits for the agent to end by itself, then insists. The name is checked so that a number that was given to
/// another process meanwhile is left alone.
QByteArray stopScript(qint64 pid)
{
    return "p=" + QByteArray::number(pid) +
           "; i=0; while [ $i -lt 20 ] && grep -q holdfast-agent /proc/$p/cmdline 2>/dev/null; do"
           " [ $i -eq 5 ] && kill -TERM $p; [ $i -eq 15 ] && kill -KILL $p; sleep 0.1; i=$((i+1)); done";
}

} // namespace

AgentProcess::AgentProcess(const PhoneSession &session, bool endsWithEvent, AgentEventHandler onEvent)
    : m_session(session), m_endsWithEvent(endsWithEvent), m_onEvent(std::move(onEvent))
{}

Result<std::unique_ptr<AgentProcess>> AgentProcess::start(const PhoneSession &session,
                                                          QByteArrayView agentPath, QByteArrayView verb,
                                                          AgentEventHandler onEvent,
                                                          const CancelToken &cancel)
{
    // `probe` has one document to give and no events.
    const bool endsWithEvent = verb != "probe";
    std::unique_ptr<AgentProcess> process(new AgentProcess(session, endsWithEvent, std::move(onEvent)));
    ShellStream::Options options;
    options.onStderrLine = [self = process.get()](QByteArrayView line) { self->takeLine(line); };
    QByteArray command("echo ");
    command.append(kPidWord).append("$$ >&2; exec ").append(shellQuote(agentPath)).append(' ').append(verb);
    auto stream = session.stream(command, cancel, std::move(options));
    if (!stream)
        return tl::unexpected(stream.error());
    process->m_stream = *std::move(stream);
    return process;
}

AgentProcess::~AgentProcess()
{
    stop();
}

void AgentProcess::stop()
{
    if (m_finished || !m_stream)
        return;
    const bool running = !m_stream->exitCode();
    m_stream->close();
    // A silent phone would not answer this either; the agent ends by itself when its link does.
    if (!running || m_pid <= 0 || m_isPhoneSilent)
        return;
    // The caller's work is over, maybe by its cancellation; this must still happen, but not for long.
    PhoneTransport quick = m_session.transport();
    quick.timeouts.connect = quick.timeouts.reply = quick.timeouts.ping = 2'000;
    quick.timeouts.inactivity = quick.timeouts.silence = 4'000;
    (void)runShell(quick, m_session.asRoot(stopScript(m_pid)), CancelToken());
}

void AgentProcess::takeLine(QByteArrayView line)
{
    if (m_pid == 0 && line.startsWith(kPidWord)) {
        m_pid = line.sliced(kPidWord.size()).toByteArray().toLongLong();
        return;
    }
    if (!line.startsWith('{')) {
        if (m_noise.size() + line.size() < kMaximumNoise)
            m_noise.append(line).append('\n');
        return;
    }
    auto event = parseAgentEvent(line);
    if (!event) {
        if (!m_eventError)
            m_eventError = event.error();
        return;
    }
    if (!*event)
        return;
    if ((*event)->kind == AgentEvent::Kind::Done)
        m_done = **event;
    if ((*event)->kind == AgentEvent::Kind::Fatal)
        m_fatal = (*event)->reason;
    if (m_onEvent)
        m_onEvent(**event);
}

Error AgentProcess::noted(const Error &error)
{
    m_isPhoneSilent = m_isPhoneSilent || error.code == Errc::PhoneSilent;
    return error;
}

Result<qint64> AgentProcess::read(char *data, qint64 size)
{
    auto got = m_stream->read(data, size);
    return got ? got : tl::unexpected(noted(got.error()));
}

Result<void> AgentProcess::write(QByteArrayView bytes)
{
    auto written = m_stream->write(bytes);
    // Ended early: the agent's own reason is better than that.
    if (!written && m_stream->exitCode())
        return tl::unexpected(explain(*m_stream->exitCode()));
    return written ? written : tl::unexpected(noted(written.error()));
}

Result<void> AgentProcess::closeInput()
{
    auto closed = m_stream->closeStdin();
    return closed ? closed : tl::unexpected(noted(closed.error()));
}

Error AgentProcess::explain(int exitCode) const
{
    const ErrorContext context = m_session.transport().context();
    const QString reason = m_fatal.isEmpty() ? QString::fromUtf8(m_noise).trimmed() : m_fatal;
    if (exitCode == agent::kExitBadRequest)
        return {Errc::InvalidArgument, reason, context};
    if (m_fatal.startsWith("ENOSPC"_L1))
        return {Errc::PhoneSpace, reason, context};
    if (!m_fatal.isEmpty())
        return {Errc::AgentFailed, reason, context};
    return {Errc::AgentFailed, u"it ended with exit code %1: %2"_s.arg(exitCode).arg(reason), context};
}

Result<AgentOutcome> AgentProcess::finish()
{
    const auto exitCode = m_stream->finish();
    if (!exitCode)
        return tl::unexpected(noted(exitCode.error()));
    m_finished = true;
    if (m_eventError)
        return tl::unexpected(*m_eventError);
    const bool did = *exitCode == agent::kExitOk || *exitCode == agent::kExitPartly;
    if (!did || (m_endsWithEvent && !m_done))
        return tl::unexpected(explain(*exitCode));
    if (!m_done)
        return AgentOutcome{};
    return AgentOutcome{*exitCode == agent::kExitPartly, m_done->files, m_done->folders, m_done->bytes};
}

} // namespace holdfast
