// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/agentevents.h"

namespace holdfast {
namespace {

struct Kind
{
    const char *name = nullptr; ///< Null for events that are about no file.
    EventSeverity severity = EventSeverity::Info;
};

Kind kindOf(AgentEvent::Kind kind)
{
    switch (kind) {
    case AgentEvent::Kind::Lost:
        return {"lost", EventSeverity::Warning};
    case AgentEvent::Kind::Changed:
        return {"changed", EventSeverity::Warning};
    case AgentEvent::Kind::Noted:
        return {"noted", EventSeverity::Info};
    case AgentEvent::Kind::Skipped:
        return {"skipped", EventSeverity::Info};
    case AgentEvent::Kind::Failed:
        return {"failed", EventSeverity::Error};
    case AgentEvent::Kind::Refused:
        return {"refused", EventSeverity::Error};
    case AgentEvent::Kind::Progress:
    case AgentEvent::Kind::Fatal:
    case AgentEvent::Kind::Done:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

AgentEventHandler agentEventLogger(JobLog &log)
{
    return [&log](const AgentEvent &event) {
        if (const Kind kind = kindOf(event.kind); kind.name)
            log.add(kind.severity, QLatin1String(kind.name), event.shownPath, event.reason);
    };
}

} // namespace holdfast
