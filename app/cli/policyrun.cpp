// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "app/cli/policyviews.h"
#include "app/cli/servicenotifier.h"
#include "app/cli/textformat.h"
#include "app/cli/values.h"
#include "app/cli/wholefile.h"
#include "core/base/clock.h"
#include "core/engine/messagesender.h"
#include "core/engine/metricsendpoint.h"
#include "core/engine/metricsservice.h"
#include "core/engine/notifyservice.h"
#include "core/engine/policydriver.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kPollMs = 100;
constexpr qint64 kRunPollMs = 500;
constexpr qint64 kWatchdogMs = 5'000;
constexpr qint64 kMetricsMs = 30'000;

ExitCode exitCodeOf(const QList<PolicyTargetRecord> &targets)
{
    const auto is = [&](TargetState state) {
        return std::any_of(targets.begin(), targets.end(),
                           [state](const PolicyTargetRecord &target) { return target.state == state; });
    };
    if (is(TargetState::Cancelled))
        return ExitCode::Cancelled;
    if (std::none_of(targets.begin(), targets.end(),
                     [](const PolicyTargetRecord &target) { return isGood(target.state); }))
        return ExitCode::Failed;
    return is(TargetState::Failed) || is(TargetState::Missed) || is(TargetState::Partly) ? ExitCode::Partly
                                                                                         : ExitCode::Ok;
}

class PolicyRun final : public EngineCommand
{
public:
    PolicyRun()
        : EngineCommand(
              {.noun = u"policy"_s,
               .verb = u"run"_s,
               .summary = u"Run a policy now and wait for its end."_s,
               .description =
                   u"Each phone is tried once; then retention is applied. Works on a suspended policy "
                   "too, and beside the daemon, which then does the work. Ctrl-C cancels the run."_s,
               .arguments = {{.name = u"NAME"_s, .help = u"The policy's name."_s}},
               .examples = {{u"policy run nightly"_s, u"Do not wait for the night."_s}}})
    {}

private:
    static Result<PolicyView> follow(Invocation &invocation, Engine &engine, const QString &name,
                                     qint64 number);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

Result<PolicyView> PolicyRun::follow(Invocation &invocation, Engine &engine, const QString &name,
                                     qint64 number)
{
    Console &console = invocation.console();
    const auto driver = engine.policies().makeDriver(number);
    bool cancelled = false;
    for (;;) {
        if (invocation.cancel().requested() && !cancelled) {
            cancelled = true;
            console.complain(
                u"Cancelling. Waiting until nothing partial is left; once more to leave at once."_s);
            if (auto asked = engine.policies().cancelRun(name, number); !asked)
                return tl::unexpected(asked.error());
        }
        // Where the daemon leads this only looks; what is under way ends in any case.
        if (const auto step = driver->step(cancelled ? CancelToken() : invocation.cancel());
            !step && step.error().code != Errc::Cancelled)
            return tl::unexpected(step.error());
        auto view = engine.policies().run(name, number);
        if (!view || view->lastRun->finishedAt.isValid()) {
            console.live({});
            return view;
        }
        console.live(targetsText(view->lastTargets));
        QThread::msleep(kRunPollMs);
    }
}

Result<ExitCode> PolicyRun::runWith(Invocation &invocation, Engine &engine) const
{
    const QString name = invocation.arguments().words().constFirst();
    auto number = engine.policies().startRun(name);
    if (!number && number.error().code == Errc::StateConflict) {
        // Begun by the daemon, or by somebody who was interrupted.
        if (const auto known = engine.policies().show(name); known && known->lastRun) {
            invocation.console().note(u"A run is under way already; following it."_s);
            number = known->lastRun->number;
        }
    }
    if (!number)
        return tl::unexpected(number.error());
    const auto view = follow(invocation, engine, name, *number);
    if (!view)
        return tl::unexpected(view.error());
    Console &console = invocation.console();
    // There may be no daemon. What is not taken now is sent by the next one.
    if (const auto told = engine.notifications().deliver(invocation.cancel()); told && told->failed > 0)
        console.note(u"A message about the run could not be delivered yet; see \"%1 notify list\"."_s.arg(
            kProgramName));
    if (console.json())
        console.document({{u"policy"_s, toJson(*view)}});
    else
        printTargets(console, view->lastTargets);
    for (const PolicyTargetRecord &target : view->lastTargets) {
        if (target.error)
            console.complain(userText(*target.error));
    }
    return exitCodeOf(view->lastTargets);
}

/// The metrics file, written anew from time to time. Readers see the old one or the new one, never a part.
class MetricsFile
{
public:
    /// An empty path: there is none.
    explicit MetricsFile(QString path) : m_path(std::move(path)) {}

    /// Writes it unless that was done a moment ago.
    Result<void> write(Engine &engine)
    {
        if (m_path.isEmpty() || (m_written.isValid() && m_written.elapsed() < kMetricsMs))
            return {};
        m_written.start();
        const auto text = engine.metrics().prometheusText();
        if (!text)
            return tl::unexpected(text.error());
        return writeWholeFile(m_path, *text);
    }

private:
    QString m_path;
    QElapsedTimer m_written;
};

OptionSpec logFormatOption()
{
    OptionSpec option{
        .name = u"log-format"_s,
        .takes = OptionSpec::Takes::One,
        .valueName = u"FORMAT"_s,
        .help = u"Lines of the log file as text, or as a JSON object each; text where none is given."_s};
    option.choices = {u"text"_s, u"json"_s};
    return option;
}

class Daemon final : public EngineCommand
{
public:
    Daemon()
        : EngineCommand(
              {.noun = u"daemon"_s,
               .summary = u"Carry policies and detached jobs out until it is stopped."_s,
               .description = u"Stays in the foreground, begins the runs that are due and follows "
                              u"them to their end. Ctrl-C "
                              "and SIGTERM end it cleanly: jobs that run are cancelled and leave "
                              "nothing partial, and are "
                              "tried again by the next daemon while the run has time; detached jobs "
                              "(\"backup create --detach\") "
                              "go on with the next daemon or desktop. Of several "
                              "on one data directory one "
                              "works and the others wait to take over. Tells systemd when it is "
                              "ready and that it lives; "
                              "the package brings units for the system and for users."_s,
               .options =
                   {{.name = u"metrics-file"_s,
                     .takes = OptionSpec::Takes::One,
                     .valueName = u"FILE"_s,
                     .help = u"Write figures for monitoring there, in Prometheus' text format, "
                             "twice a minute; for its textfile collector."_s,
                     .kind = ValueKind::LocalPath},
                    {.name = u"metrics-port"_s,
                     .takes = OptionSpec::Takes::One,
                     .valueName = u"PORT"_s,
                     .help = u"Answer http://127.0.0.1:PORT/metrics with the same figures, for this computer "
                             "alone."_s,
                     .check = wholeNumber(1, 65535)},
                    logFormatOption()},
               .examples = {{u"daemon"_s, u"On a server, in a terminal or as a service."_s}}})
    {}

private:
    void adjust(EngineOptions &options) const override
    {
        options.adoptsJobs = true;
        options.keepsJobs = true;
    }
    static void waitUntil(const QDateTime &time, const CancelToken &cancel, const ServiceNotifier &notifier);
    Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const override;
};

/// The wall clock is asked each time, as computers sleep and clocks are set.
void Daemon::waitUntil(const QDateTime &time, const CancelToken &cancel, const ServiceNotifier &notifier)
{
    constexpr qint64 kLongestMs = 60'000;
    const SystemClock clock;
    QElapsedTimer waited;
    QElapsedTimer sinceAlive;
    waited.start();
    sinceAlive.start();
    while (!cancel.requested() && clock.now() < time && waited.elapsed() < kLongestMs) {
        if (sinceAlive.elapsed() > kWatchdogMs) {
            notifier.alive();
            sinceAlive.start();
        }
        QThread::msleep(kPollMs);
    }
}

Result<ExitCode> Daemon::runWith(Invocation &invocation, Engine &engine) const
{
    Console &console = invocation.console();
    const ServiceNotifier notifier;
    const auto driver = engine.policies().makeDriver();
    const auto sender = engine.notifications().makeSender();
    MetricsEndpoint endpoint([&engine] { return engine.metrics().prometheusText(); });
    if (const int port = invocation.arguments().value("metrics-port"_L1).toInt(); port > 0) {
        if (const auto listening = endpoint.listen(quint16(port)); !listening)
            return tl::unexpected(listening.error());
    }
    MetricsFile metrics(invocation.arguments().value("metrics-file"_L1));
    std::optional<bool> led;
    QString problem;
    notifier.ready();
    while (!invocation.cancel().requested()) {
        notifier.alive();
        const auto step = driver->step(invocation.cancel(), [&notifier] { notifier.alive(); });
        const auto measured = metrics.write(engine);
        QString said = step || step.error().code == Errc::Cancelled ? QString() : userText(step.error());
        if (said.isEmpty() && !measured)
            said = userText(measured.error());
        if (!said.isEmpty() && said != problem)
            console.complain(said);
        problem = said;
        if (step && led != step->leading) {
            led = step->leading;
            console.note(*led ? u"Policies are carried out here."_s
                              : u"Another process carries policies out; waiting to take over."_s);
        }
        if (step)
            notifier.status(step->leading ? u"%1 under way"_s.arg(counted(step->openRuns, u"run"_s)).toUtf8()
                                          : QByteArray("waiting"));
        waitUntil(step ? step->wakeAt : SystemClock().now().addSecs(10), invocation.cancel(), notifier);
    }
    notifier.stopping();
    console.note(u"Stopping. Jobs that run are cancelled and leave nothing partial."_s);
    return ExitCode::Ok;
}

} // namespace

CommandList makePolicyRunCommands()
{
    CommandList list;
    list.push_back(std::make_unique<PolicyRun>());
    list.push_back(std::make_unique<Daemon>());
    return list;
}

} // namespace holdfast::cli
