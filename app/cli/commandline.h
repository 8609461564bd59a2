// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandspec.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace holdfast::cli {

class Command;
class CommandRegistry;

/// The words and options that a command got, already checked against its CommandSpec.
class Arguments
{
public:
    [[nodiscard]] bool has(QLatin1String option) const { return m_options.contains(QString(option)); }
    /// The option's value; empty where it was not given.
    [[nodiscard]] QString value(QLatin1String option) const;
    [[nodiscard]] QStringList values(QLatin1String option) const { return m_options.value(QString(option)); }
    /// The words after the verb.
    [[nodiscard]] const QStringList &words() const { return m_words; }

    void addWord(const QString &word) { m_words << word; }
    void addOption(const QString &name, const QStringList &values) { m_options[name] << values; }

private:
    QHash<QString, QStringList> m_options;
    QStringList m_words;
};

/// A command line that was understood. Without a command it asks for help (on @p noun) or for the version.
struct CommandLine
{
    const Command *command = nullptr;
    QString noun;
    Arguments arguments;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool help = false;
    bool version = false;
    QString dataDirectory;
};

/// Why a command line was not understood.
struct UsageError
{
    QString text; ///< One sentence.
    QString hint; ///< The command whose help says more: `holdfast-cli backup create --help`.
};

/// Reads the words after the program's name. Strict: an unknown word or option, a missing value or argument,
/// and a repeated option are errors. Options are `--name VALUE` or `--name=VALUE`; `--` ends them.
tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &words,
                                                       const CommandRegistry &registry);

/// The one of @p known that @p word was probably meant to be, or nothing.
QString nearest(const QString &word, const QStringList &known);

} // namespace holdfast::cli
