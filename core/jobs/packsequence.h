// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/tarjoin.h"
#include "core/jobs/apphold.h"
#include "core/phone/phoneagent.h"

#include <QList>

namespace holdfast {

/// One run of the agent in a backup: what it copies, and the apps that do not run meanwhile.
struct PackStep
{
    QStringList stopped;
    AgentRequest request;
};

/// The tar of a backup, made by several runs of the agent one after the other: each stops its apps just
/// before, and lets them go as soon as its last byte is here. Used by one thread; everything given outlives
/// it.
class PackSequence final : public ByteSource
{
public:
    PackSequence(const PhoneSession &session, const PhoneAgent &agent, QList<PackStep> steps,
                 AgentEventHandler onEvent, JobLog &log, const CancelToken &cancel);

    Result<qint64> read(char *data, qint64 size) override;
    /// Files and folders that were asked for, of the steps that have ended.
    [[nodiscard]] qint64 entryCount() const { return m_entryCount; }

private:
    Result<ByteSource *> nextTar();
    Result<qint64> readOnlyTar(char *data, qint64 size);
    Result<void> endStep();

    const PhoneSession &m_session;
    const PhoneAgent &m_agent;
    QList<PackStep> m_steps;
    AgentEventHandler m_onEvent;
    JobLog &m_log;
    CancelToken m_cancel;
    qsizetype m_next = 0;
    qint64 m_entryCount = 0;
    std::unique_ptr<AppHold> m_hold;
    std::unique_ptr<AgentStream> m_stream; ///< After m_hold: it ends first.
    TarJoin m_join;
};

} // namespace holdfast
