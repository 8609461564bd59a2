// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/packsequence.h"

namespace holdfast {

PackSequence::PackSequence(const PhoneSession &session, const PhoneAgent &agent, QList<PackStep> steps,
                           AgentEventHandler onEvent, JobLog &log, const CancelToken &cancel)
    : m_session(session),
      m_agent(agent),
      m_steps(std::move(steps)),
      m_onEvent(std::move(onEvent)),
      m_log(log),
      m_cancel(cancel),
      m_join([this] { return nextTar(); }, cancel)
{}

Result<qint64> PackSequence::read(char *data, qint64 size)
{
    return m_steps.size() == 1 ? readOnlyTar(data, size) : m_join.read(data, size);
}

/// One tar needs no joining: no folder comes twice in it. So its headers are parsed once only, by the
/// archive.
Result<qint64> PackSequence::readOnlyTar(char *data, qint64 size)
{
    if (m_next == 0) {
        if (auto first = nextTar(); !first)
            return tl::unexpected(first.error());
    }
    if (!m_stream)
        return 0;
    auto got = m_stream->read(data, size);
    if (got && *got == 0) {
        if (auto ended = endStep(); !ended)
            return tl::unexpected(ended.error());
    }
    return got;
}

Result<ByteSource *> PackSequence::nextTar()
{
    if (auto ended = endStep(); !ended)
        return tl::unexpected(ended.error());
    if (m_next == m_steps.size())
        return nullptr;
    const PackStep &step = m_steps[m_next++];
    if (!step.stopped.isEmpty()) {
        m_hold = std::make_unique<AppHold>(m_session, m_log);
        if (auto stopped = m_hold->stop(step.stopped, m_cancel); !stopped)
            return tl::unexpected(stopped.error());
    }
    auto stream = m_agent.pack(step.request, m_onEvent, m_cancel);
    if (!stream)
        return tl::unexpected(stream.error());
    m_stream = *std::move(stream);
    return m_stream.get();
}

Result<void> PackSequence::endStep()
{
    if (m_stream) {
        // Only now it is known whether the tar was whole.
        const auto outcome = m_stream->finish();
        if (!outcome)
            return tl::unexpected(outcome.error());
        m_entryCount += outcome->files + outcome->folders;
        m_stream.reset();
    }
    if (m_hold) {
        if (auto released = m_hold->release(m_cancel); !released)
            return released;
        m_hold.reset();
    }
    return {};
}

} // namespace holdfast
