// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/commandspec.h"
#include "core/base/error.h"

#include <memory>
#include <vector>

namespace holdfast {
class Engine;
struct EngineOptions;
} // namespace holdfast

namespace holdfast::cli {

class Invocation;

/// One command: its description as data, and what it does.
class Command
{
public:
    explicit Command(CommandSpec spec) : m_spec(std::move(spec)) {}
    virtual ~Command() = default;
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;

    [[nodiscard]] const CommandSpec &spec() const { return m_spec; }
    /// What is wrong with arguments that are right one by one (a sentence), or nothing.
    [[nodiscard]] virtual QString complaint(const Arguments & /*arguments*/) const { return {}; }
    /// Does it. Data goes to the invocation's console; an error is printed by the caller.
    [[nodiscard]] virtual Result<ExitCode> run(Invocation &invocation) const = 0;

private:
    CommandSpec m_spec;
};

/// A command that needs the engine: opens it first.
class EngineCommand : public Command
{
public:
    using Command::Command;
    [[nodiscard]] Result<ExitCode> run(Invocation &invocation) const final;

protected:
    /// What the engine of this command is otherwise than usual.
    virtual void adjust(EngineOptions &) const {}
    [[nodiscard]] virtual Result<ExitCode> runWith(Invocation &invocation, Engine &engine) const = 0;
};

using CommandList = std::vector<std::unique_ptr<Command>>;

/// All commands, in the order in which help shows them.
class CommandRegistry
{
public:
    CommandRegistry(QList<NounSpec> nouns, CommandList commands);

    [[nodiscard]] const QList<NounSpec> &nouns() const { return m_nouns; }
    [[nodiscard]] const NounSpec *noun(const QString &name) const;
    [[nodiscard]] const CommandList &commands() const { return m_commands; }
    /// The commands of a noun.
    [[nodiscard]] QList<const Command *> of(const QString &noun) const;
    /// Null where there is none. An empty verb finds a command that is called by its noun alone.
    [[nodiscard]] const Command *find(const QString &noun, const QString &verb) const;
    [[nodiscard]] QStringList nounNames() const;
    [[nodiscard]] QStringList verbs(const QString &noun) const;

private:
    QList<NounSpec> m_nouns;
    CommandList m_commands;
};

} // namespace holdfast::cli
