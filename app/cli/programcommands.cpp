// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/generators.h"
#include "app/cli/invocation.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Prints a generated text, with `--json` as the one key of a document.
ExitCode printText(Console &console, const QString &key, const QByteArray &text)
{
    if (console.json())
        console.document({{key, QString::fromUtf8(text)}});
    else
        console.raw(text);
    return ExitCode::Ok;
}

class CompletionBash final : public Command
{
public:
    CompletionBash()
        : Command(
              {.noun = u"completion"_s,
               .verb = u"bash"_s,
               .summary = u"Print the completion script for bash."_s,
               .examples = {{u"completion bash > ~/.local/share/bash-completion/completions/holdfast-cli"_s,
                             u"Install the completion for yourself."_s}}})
    {}

    [[nodiscard]] Result<ExitCode> run(Invocation &invocation) const override
    {
        return printText(invocation.console(), u"script"_s, bashCompletion(invocation.registry()));
    }
};

class ManualPage final : public Command
{
public:
    ManualPage()
        : Command({.noun = u"man"_s,
                   .summary = u"Print the manual page."_s,
                   .examples = {{u"man | man -l -"_s, u"Read it."_s}}})
    {}

    [[nodiscard]] Result<ExitCode> run(Invocation &invocation) const override
    {
        return printText(invocation.console(), u"page"_s, manualPage(invocation.registry()));
    }
};

} // namespace

CommandList makeProgramCommands()
{
    CommandList list;
    list.push_back(std::make_unique<CompletionBash>());
    list.push_back(std::make_unique<ManualPage>());
    return list;
}

} // namespace holdfast::cli
