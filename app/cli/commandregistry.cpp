// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <algorithm>

namespace holdfast::cli {

CommandRegistry::CommandRegistry(QList<NounSpec> nouns, CommandList commands)
    : m_nouns(std::move(nouns)), m_commands(std::move(commands))
{}

const NounSpec *CommandRegistry::noun(const QString &name) const
{
    const auto found =
        std::find_if(m_nouns.cbegin(), m_nouns.cend(), [&](const NounSpec &n) { return n.name == name; });
    return found == m_nouns.cend() ? nullptr : &*found;
}

QList<const Command *> CommandRegistry::of(const QString &noun) const
{
    QList<const Command *> found;
    for (const auto &command : m_commands) {
        if (command->spec().noun == noun)
            found << command.get();
    }
    return found;
}

const Command *CommandRegistry::find(const QString &noun, const QString &verb) const
{
    for (const auto &command : m_commands) {
        if (command->spec().noun == noun && command->spec().verb == verb)
            return command.get();
    }
    return nullptr;
}

QStringList CommandRegistry::nounNames() const
{
    QStringList names;
    for (const NounSpec &noun : m_nouns)
        names << noun.name;
    return names;
}

QStringList CommandRegistry::verbs(const QString &noun) const
{
    QStringList names;
    for (const Command *command : of(noun)) {
        if (!command->spec().verb.isEmpty())
            names << command->spec().verb;
    }
    return names;
}

} // namespace holdfast::cli
