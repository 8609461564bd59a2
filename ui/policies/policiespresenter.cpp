// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policiespresenter.h"

#include "core/engine/engine.h"
#include "core/engine/policydriver.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"

#include <QThread>

namespace holdfast::ui {
namespace {

constexpr unsigned long kStepMilliseconds = 100;
constexpr int kStepsBetweenLooks = 5;

/// Carries a run out until it has ended, or until a daemon turns out to do it.
Result<void> driveRun(Engine &engine, const QString &policy, qint64 number, const CancelToken &cancel)
{
    const auto driver = engine.policies().makeDriver(number);
    for (;;) {
        const auto step = driver->step(cancel);
        if (!step)
            return tl::unexpected(step.error());
        const auto now = engine.policies().run(policy, number);
        if (!now)
            return tl::unexpected(now.error());
        if (!step->leading || now->lastRun->finishedAt.isValid())
            return {};
        for (int i = 0; i < kStepsBetweenLooks; ++i) {
            if (auto r = cancel.check(); !r)
                return r;
            QThread::msleep(kStepMilliseconds);
        }
    }
}

} // namespace

PoliciesPresenter::PoliciesPresenter(UiContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

void PoliciesPresenter::refresh()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.policies().overview(); },
        [this](const Result<QList<PolicyOverview>> &rows) {
            if (rows)
                Q_EMIT listed(*rows);
            else
                Q_EMIT failed(userText(rows.error()));
        });
}

void PoliciesPresenter::readDetails(const QString &policy)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [policy](Engine &engine, const CancelToken &) -> Result<PolicyDetails> {
            const auto runs = engine.policies().nextRuns(policy, kShownRuns);
            if (!runs)
                return tl::unexpected(runs.error());
            const auto retention = engine.policies().previewRetention(policy);
            if (!retention)
                return tl::unexpected(retention.error());
            return PolicyDetails{*runs, *retention};
        },
        [this, policy](const Result<PolicyDetails> &details) {
            // Of one that has gone meanwhile nothing is shown.
            if (details)
                Q_EMIT detailsRead(policy, *details);
        });
}

void PoliciesPresenter::add(const QString &name, const PolicyDefinition &definition)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [name, definition](Engine &engine, const CancelToken &) {
            return engine.policies().add(name, definition);
        },
        [this](const Result<PolicyView> &policy) {
            if (policy)
                Q_EMIT added(policy->name);
            else
                Q_EMIT refused(userText(policy.error()));
            refresh();
        });
}

void PoliciesPresenter::change(const QString &name, const QString &newName,
                               const PolicyDefinition &definition)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [name, newName, definition](Engine &engine, const CancelToken &) {
            return engine.policies().change(name, newName, definition);
        },
        [this](const Result<PolicyView> &policy) {
            if (policy)
                Q_EMIT changed(policy->name);
            else
                Q_EMIT refused(userText(policy.error()));
            refresh();
        });
}

void PoliciesPresenter::carryOut(std::function<Result<void>(Engine &, const CancelToken &)> work)
{
    m_context.engine.ask(EngineLink::Lane::Catalog, this, std::move(work), [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(userText(done.error()));
        refresh();
    });
}

void PoliciesPresenter::setSuspended(const QString &policy, bool suspended)
{
    carryOut([policy, suspended](Engine &engine, const CancelToken &) {
        return engine.policies().setSuspended(policy, suspended);
    });
}

void PoliciesPresenter::remove(const QString &policy)
{
    carryOut([policy](Engine &engine, const CancelToken &) { return engine.policies().remove(policy); });
}

void PoliciesPresenter::run(const QString &policy)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [policy](Engine &engine, const CancelToken &) { return engine.policies().startRun(policy); },
        [this, policy](const Result<qint64> &number) {
            refresh();
            if (!number) {
                Q_EMIT failed(userText(number.error()));
                return;
            }
            m_context.engine.ask(
                EngineLink::Lane::Phones, this,
                [policy, number = *number](Engine &engine, const CancelToken &cancel) {
                    return driveRun(engine, policy, number, cancel);
                },
                [this](const Result<void> &done) {
                    if (!done && done.error().code != Errc::Cancelled)
                        Q_EMIT failed(userText(done.error()));
                    m_context.jobs.refresh();
                    refresh();
                });
        });
}

} // namespace holdfast::ui
