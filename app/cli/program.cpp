// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include "app/cli/console.h"
#include "app/cli/help.h"
#include "app/cli/invocation.h"
#include "app/cli/jsonviews.h"
#include "core/base/logfile.h"
#include "generated/holdfastversion.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QJsonObject>
#include <QLoggingCategory>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logCli, "holdfast.cli", QtInfoMsg)

Result<EngineOptions> optionsFor(const QString &dataDirectory)
{
    auto options = EngineOptions::forThisProgram();
    if (options && !dataDirectory.isEmpty())
        options->dataDirectory = QDir::cleanPath(QDir::current().absoluteFilePath(dataDirectory));
    return options;
}

int reportError(Console &console, const Error &error)
{
    if (console.json())
        console.document({{u"error"_s, toJson(error)}});
    console.complain(userText(error));
    return static_cast<int>(exitCode(error.code));
}

int reportUsage(Console &console, const UsageError &error)
{
    if (console.json())
        console.document({{u"error"_s, QJsonObject{{u"code"_s, errorName(Errc::InvalidArgument)},
                                                   {u"message"_s, error.text},
                                                   {u"hint"_s, error.hint}}}});
    console.complain(error.text);
    console.complain(u"Try \"%1\"."_s.arg(error.hint));
    return static_cast<int>(ExitCode::Usage);
}

int reportVersion(Console &console)
{
    const QString version = QStringLiteral(HOLDFAST_VERSION);
    const QString commit = QStringLiteral(HOLDFAST_COMMIT);
    if (console.json())
        console.document({{u"version"_s, version}, {u"commit"_s, commit}});
    console.print(u"%1 %2 (commit %3)"_s.arg(kProgramName, version, commit));
    return static_cast<int>(ExitCode::Ok);
}

int reportHelp(Console &console, const CommandLine &line, const CommandRegistry &registry)
{
    const QString text = helpText(line, registry);
    if (console.json())
        console.document({{u"help"_s, text}});
    else
        console.raw(text.toUtf8());
    return static_cast<int>(ExitCode::Ok);
}

int runCommand(const CommandLine &line, const CommandRegistry &registry, Console &console,
               const CancelToken &cancel)
{
    const auto options = optionsFor(line.dataDirectory);
    if (!options)
        return reportError(console, options.error());
    const LogFormat format =
        line.arguments.value("log-format"_L1) == "json"_L1 ? LogFormat::Json : LogFormat::Text;
    const LogRouting routing(std::make_unique<LogFile>(options->dataDirectory), line.verbose, format);
    const CommandSpec &spec = line.command->spec();
    Result<ExitCode> outcome = ExitCode::Failed;
    {
        Invocation invocation(line, registry, *options, console, cancel);
        outcome = line.command->run(invocation);
    }
    if (!outcome) {
        const Error &error = outcome.error();
        qCWarning(logCli).noquote() << spec.noun << spec.verb << "failed:" << errorName(error.code)
                                    << error.detail;
        return reportError(console, error);
    }
    qCInfo(logCli).noquote() << spec.noun << spec.verb << "ended with" << static_cast<int>(*outcome);
    return static_cast<int>(*outcome);
}

} // namespace

Result<ExitCode> EngineCommand::run(Invocation &invocation) const
{
    const auto engine = invocation.engine([this](EngineOptions &options) { adjust(options); });
    if (!engine)
        return tl::unexpected(engine.error());
    return runWith(invocation, **engine);
}

Result<Engine *> Invocation::engine(const std::function<void(EngineOptions &)> &adjust)
{
    if (!m_engine) {
        EngineOptions options = m_options;
        if (adjust)
            adjust(options);
        options.catalogProgress = [this, last = QDeadlineTimer(0)](qint64 done,
                                                                   qint64 total) mutable -> Result<void> {
            const QString line = u"Bringing the catalog up to date: %1 of %2 backups"_s.arg(done).arg(total);
            m_console.live(line);
            if (!m_console.errorsToTerminal() && last.hasExpired()) {
                m_console.note(line);
                last.setRemainingTime(5000);
            }
            return m_cancel.check();
        };
        auto opened = Engine::open(options);
        m_console.live({});
        if (!opened)
            return tl::unexpected(opened.error());
        m_engine = std::move(*opened);
    }
    return m_engine.get();
}

int runProgram(const QStringList &words, const CommandRegistry &registry, const Surroundings &surroundings)
{
    const auto line = parseCommandLine(words, registry);
    // A wrong command line cannot be asked for --json, so that its words are.
    const bool json = line ? line->json : words.contains(u"--json"_s);
    Console console(surroundings.output, surroundings.errors,
                    {.json = json,
                     .quiet = line && line->quiet,
                     .errorsToTerminal = surroundings.errorsToTerminal,
                     .columns = surroundings.columns});
    if (!line)
        return reportUsage(console, line.error());
    if (line->help)
        return reportHelp(console, *line, registry);
    if (line->version)
        return reportVersion(console);
    return runCommand(*line, registry, console, surroundings.cancel);
}

} // namespace holdfast::cli
