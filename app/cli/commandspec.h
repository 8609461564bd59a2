// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace holdfast::cli {

/// Looks at one value; returns what is wrong with it ("is not a number from 1 to 100"), or nothing.
using ValueCheck = std::function<QString(const QString &)>;

/// What kind of value a word is, for completion.
enum class ValueKind { Text, LocalPath };

/// An option as data: the parser, the help, the man page and the completion are all made from it.
struct OptionSpec
{
    enum class Takes {
        Nothing, ///< A switch.
        One,     ///< One value; may be given once.
        Many,    ///< One or more values, up to the next option; may be repeated.
    };
    QString name = {}; ///< Without the dashes.
    Takes takes = Takes::Nothing;
    QString valueName = {}; ///< In capitals, as the help shows it.
    QString help = {};      ///< A sentence.
    bool required = false;
    QStringList choices = {}; ///< The only words allowed; empty: any.
    ValueCheck check = {};
    ValueKind kind = ValueKind::Text;
};

/// A word after the verb.
struct ArgumentSpec
{
    QString name = {};     ///< In capitals, as the help shows it.
    QString help = {};     ///< A sentence.
    bool many = false;     ///< One or more; only the last argument may be so.
    bool optional = false; ///< May be left out; only the last argument may be so.
    ValueKind kind = ValueKind::Text;
};

struct ExampleSpec
{
    QString words = {}; ///< What follows the program's name.
    QString help = {};  ///< What it does, a sentence.
};

/// A command as data. A command without a verb is called by its noun alone.
struct CommandSpec
{
    QString noun = {};
    QString verb = {};
    QString summary = {};     ///< A short sentence for lists.
    QString description = {}; ///< More, where the summary does not say all; paragraphs.
    QList<ArgumentSpec> arguments = {};
    QList<OptionSpec> options = {};
    QList<ExampleSpec> examples = {};
};

/// A noun and what its commands are about.
struct NounSpec
{
    QString name = {};
    QString summary = {};
};

/// Options that every command takes.
const QList<OptionSpec> &globalOptions();

/// Name of the program in help and hints.
inline const QString kProgramName = QStringLiteral("holdfast-cli");

/// `PHONE…`, `[SEARCH…]`.
QString shownName(const ArgumentSpec &argument);

/// `backup create PHONE… [--path PATTERN…] …` as the help and the man page show it.
QString synopsis(const CommandSpec &spec);

} // namespace holdfast::cli
