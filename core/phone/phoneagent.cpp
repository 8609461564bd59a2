// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phoneagent.h"

#include "core/phone/agentprotocol.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kMaximumLine = 32 * 1024 * 1024;
constexpr qsizetype kBatchPaths = 20'000;
constexpr qsizetype kBatchBytes = 2 * 1024 * 1024;

} // namespace

Result<qint64> AgentStream::read(char *data, qint64 size)
{
    auto got = m_outcome ? Result<qint64>(0) : m_process->read(data, size);
    if (!got || *got > 0)
        return got;
    const auto outcome = finish();
    return outcome ? got : tl::unexpected(outcome.error());
}

Result<AgentOutcome> AgentStream::finish()
{
    if (!m_outcome) {
        auto outcome = m_process->finish();
        if (!outcome)
            return outcome;
        m_outcome = *outcome;
    }
    return *m_outcome;
}

Result<void> AgentSink::write(QByteArrayView bytes)
{
    return m_process->write(bytes);
}

Result<AgentOutcome> AgentSink::finish()
{
    // An agent that ended before its input did says why in its outcome.
    if (auto closed = m_process->closeInput(); !closed && closed.error().code != Errc::PhoneRefused)
        return tl::unexpected(closed.error());
    return m_process->finish();
}

Result<std::unique_ptr<AgentProcess>> PhoneAgent::start(QByteArrayView verb, const AgentRequest &request,
                                                        AgentEventHandler onEvent,
                                                        const CancelToken &cancel) const
{
    const auto encoded = request.encode();
    if (!encoded)
        return tl::unexpected(encoded.error());
    auto process = AgentProcess::start(m_session, m_path, verb, std::move(onEvent), cancel);
    if (!process)
        return process;
    if (auto sent = (*process)->write(*encoded); !sent)
        return tl::unexpected(sent.error());
    return process;
}

Result<AgentOutcome> PhoneAgent::eachLine(AgentProcess &process,
                                          const std::function<Result<void>(QByteArrayView)> &onLine) const
{
    if (auto closed = process.closeInput(); !closed)
        return tl::unexpected(closed.error());
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    QByteArray partial;
    while (true) {
        const auto size = process.read(block.data(), block.size());
        if (!size)
            return tl::unexpected(size.error());
        if (*size == 0)
            break;
        QByteArrayView rest = QByteArrayView(block).first(*size);
        for (qsizetype newline = rest.indexOf('\n'); newline >= 0; newline = rest.indexOf('\n')) {
            partial.append(rest.first(newline));
            rest = rest.sliced(newline + 1);
            if (auto taken = onLine(std::exchange(partial, {})); !taken)
                return tl::unexpected(taken.error());
        }
        partial.append(rest);
        if (partial.size() > kMaximumLine)
            return fail(Errc::PhoneRefused, u"the phone agent wrote an endless line"_s,
                        m_session.transport().context());
    }
    auto outcome = process.finish();
    if (outcome && !partial.isEmpty())
        return fail(Errc::PhoneRefused, u"the phone agent's last line has no end"_s,
                    m_session.transport().context());
    return outcome;
}

Result<AgentProbe> PhoneAgent::probe(const QList<QByteArray> &paths, const CancelToken &cancel) const
{
    AgentRequest request;
    request.paths = paths;
    auto process = start("probe", request, {}, cancel);
    if (!process)
        return tl::unexpected(process.error());
    QByteArray document;
    const auto outcome = eachLine(**process, [&document](QByteArrayView line) -> Result<void> {
        document.append(line).append('\n');
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    auto probe = parseAgentProbe(document);
    if (probe && probe->protocol != agent::kProtocolVersion)
        return fail(
            Errc::AgentFailed,
            u"it speaks protocol %1 instead of %2"_s.arg(probe->protocol).arg(agent::kProtocolVersion),
            m_session.transport().context());
    return probe;
}

Result<AgentSummary> PhoneAgent::scanSummary(AgentRequest request, const AgentEventHandler &onEvent,
                                             const CancelToken &cancel) const
{
    request.summary = true;
    auto process = start("scan", request, onEvent, cancel);
    if (!process)
        return tl::unexpected(process.error());
    Result<AgentSummary> summary =
        fail(Errc::AgentFailed, u"it gave no summary"_s, m_session.transport().context());
    const auto outcome = eachLine(**process, [&summary](QByteArrayView line) -> Result<void> {
        summary = parseAgentSummary(line);
        return {};
    });
    return outcome ? summary : tl::unexpected(outcome.error());
}

Result<AgentOutcome> PhoneAgent::scan(AgentRequest request, const EntryHandler &onEntry,
                                      const AgentEventHandler &onEvent, const CancelToken &cancel) const
{
    request.summary = false;
    auto process = start("scan", request, onEvent, cancel);
    if (!process)
        return tl::unexpected(process.error());
    return eachLine(**process, [&onEntry](QByteArrayView line) -> Result<void> {
        const auto entry = parseAgentEntry(line);
        return entry ? onEntry(*entry) : tl::unexpected(entry.error());
    });
}

Result<void> PhoneAgent::hash(const QList<QByteArray> &paths, const QByteArray &root,
                              const EntryHandler &onEntry, const AgentEventHandler &onEvent,
                              const CancelToken &cancel) const
{
    qsizetype at = 0;
    while (at < paths.size()) {
        AgentRequest request;
        request.root = root;
        qsizetype bytes = 0;
        while (at < paths.size() && request.paths.size() < kBatchPaths && bytes < kBatchBytes) {
            bytes += paths.at(at).size();
            request.paths.append(paths.at(at++));
        }
        auto process = start("hash", request, onEvent, cancel);
        if (!process)
            return tl::unexpected(process.error());
        qsizetype answers = 0;
        const auto outcome = eachLine(**process, [&](QByteArrayView line) -> Result<void> {
            const auto entry = parseAgentEntry(line);
            if (!entry)
                return tl::unexpected(entry.error());
            if (answers == request.paths.size() || entry->path != request.paths.at(answers++))
                return fail(Errc::PhoneRefused, u"the phone agent hashed something else"_s,
                            m_session.transport().context());
            return onEntry(*entry);
        });
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (answers != request.paths.size())
            return fail(Errc::AgentFailed,
                        u"it hashed %1 of %2 files"_s.arg(answers).arg(request.paths.size()),
                        m_session.transport().context());
    }
    return {};
}

Result<QList<AgentMeasure>> PhoneAgent::measure(const QList<QByteArray> &paths,
                                                const CancelToken &cancel) const
{
    AgentRequest request;
    request.paths = paths;
    auto process = start("measure", request, {}, cancel);
    if (!process)
        return tl::unexpected(process.error());
    QList<AgentMeasure> measures;
    const auto outcome = eachLine(**process, [&](QByteArrayView line) -> Result<void> {
        auto measure = parseAgentMeasure(line);
        if (!measure)
            return tl::unexpected(measure.error());
        if (measures.size() == paths.size() || measure->path != paths.at(measures.size()))
            return fail(Errc::PhoneRefused, u"the phone agent measured something else"_s,
                        m_session.transport().context());
        measures.append(std::move(*measure));
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (measures.size() != paths.size())
        return fail(Errc::AgentFailed, u"it measured %1 of %2 paths"_s.arg(measures.size()).arg(paths.size()),
                    m_session.transport().context());
    return measures;
}

Result<std::unique_ptr<AgentFiles>> PhoneAgent::files(const QList<QByteArray> &paths,
                                                      const CancelToken &cancel) const
{
    AgentRequest request;
    request.paths = paths;
    auto process = start("read", request, {}, cancel);
    if (!process)
        return tl::unexpected(process.error());
    return std::make_unique<AgentFiles>(*std::move(process), paths, m_session.transport().context());
}

Result<std::unique_ptr<AgentStream>> PhoneAgent::pack(const AgentRequest &request, AgentEventHandler onEvent,
                                                      const CancelToken &cancel) const
{
    auto process = start("pack", request, std::move(onEvent), cancel);
    if (!process)
        return tl::unexpected(process.error());
    if (auto closed = (*process)->closeInput(); !closed)
        return tl::unexpected(closed.error());
    return std::make_unique<AgentStream>(*std::move(process));
}

Result<AgentOutcome> PhoneAgent::settle(const QByteArray &journal, bool keep, AgentEventHandler onEvent,
                                        const CancelToken &cancel) const
{
    AgentRequest request;
    request.journal = journal;
    request.keep = keep;
    auto process = start("settle", request, std::move(onEvent), cancel);
    if (!process)
        return tl::unexpected(process.error());
    if (auto closed = (*process)->closeInput(); !closed)
        return tl::unexpected(closed.error());
    return (*process)->finish();
}

Result<std::unique_ptr<AgentSink>> PhoneAgent::unpack(const AgentRequest &request, AgentEventHandler onEvent,
                                                      const CancelToken &cancel) const
{
    auto process = start("unpack", request, std::move(onEvent), cancel);
    if (!process)
        return tl::unexpected(process.error());
    return std::make_unique<AgentSink>(*std::move(process));
}

} // namespace holdfast
