// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include "app/cli/command.h"
#include "app/cli/texttable.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTermColumns = 26;

/// `  --name VALUE   Sentence, wrapped below itself.`
QString entry(const QString &term, const QString &help)
{
    const QString text = wrapped(help, kTermColumns);
    const QString head = u"  "_s % term;
    if (displayWidth(head) > kTermColumns - 2)
        return head % u'\n' % text;
    return head % QString(kTermColumns - displayWidth(head), u' ') % QString(text).mid(kTermColumns);
}

QString optionTerm(const OptionSpec &option)
{
    QString term = u"--"_s % option.name;
    if (option.takes != OptionSpec::Takes::Nothing)
        term += u' ' % option.valueName;
    if (option.takes == OptionSpec::Takes::Many)
        term += u'…';
    return term;
}

QString optionHelp(const OptionSpec &option)
{
    return option.choices.isEmpty() || option.help.contains(option.choices.constFirst())
               ? option.help
               : QString(option.help % u" One of "_s % option.choices.join(u", "_s) % u'.');
}

QString optionList(const QString &title, const QList<OptionSpec> &options)
{
    if (options.isEmpty())
        return {};
    QString out = u"\n"_s % title % u":\n"_s;
    for (const OptionSpec &option : options)
        out += entry(optionTerm(option), optionHelp(option));
    return out;
}

QString exampleList(const CommandSpec &spec)
{
    QString out;
    for (const ExampleSpec &example : spec.examples)
        out += wrapped(example.help, 2) % u"    " % kProgramName % u' ' % example.words % u'\n';
    return out;
}

QString commandHelp(const CommandSpec &spec)
{
    QString out =
        u"Usage:\n"_s % wrapped(kProgramName % u' ' % synopsis(spec), 2) % u'\n' % wrapped(spec.summary, 0);
    for (const QString &paragraph : spec.description.split(u"\n\n"_s, Qt::SkipEmptyParts))
        out += u'\n' % wrapped(paragraph, 0);
    if (!spec.arguments.isEmpty())
        out += u"\nArguments:\n";
    for (const ArgumentSpec &argument : spec.arguments)
        out += entry(shownName(argument), argument.help);
    out += optionList(u"Options"_s, spec.options);
    out += optionList(u"Options of every command"_s, globalOptions());
    return out % u"\nExamples:\n" % exampleList(spec);
}

QString commandTerm(const CommandSpec &spec)
{
    return spec.verb.isEmpty() ? spec.noun : QString(spec.noun % u' ' % spec.verb);
}

QString nounHelp(const NounSpec &noun, const CommandRegistry &registry)
{
    QString out =
        u"Usage:\n  %1 %2 COMMAND …\n\n%3\n\nCommands:\n"_s.arg(kProgramName, noun.name, noun.summary);
    for (const Command *command : registry.of(noun.name))
        out += entry(commandTerm(command->spec()), command->spec().summary);
    out += u"\nExamples:\n";
    for (const Command *command : registry.of(noun.name))
        out += exampleList(command->spec());
    return out % u"\n\"%1 %2 COMMAND --help\" says more of a command.\n"_s.arg(kProgramName, noun.name);
}

QString programHelp(const CommandRegistry &registry)
{
    QString out = u"Usage:\n  %1 NOUN VERB …\n\n"_s.arg(kProgramName) %
                  wrapped(u"Backs up and restores Android cloud phones over adb, alone or in fleets."_s, 0);
    for (const NounSpec &noun : registry.nouns()) {
        out += u'\n' % noun.summary % u'\n';
        for (const Command *command : registry.of(noun.name))
            out += entry(commandTerm(command->spec()), command->spec().summary);
    }
    out += optionList(u"Options of every command"_s, globalOptions());
    out += u"\nExit codes:\n"_s;
    for (const auto &[code, meaning] : exitCodeMeanings())
        out += entry(QString::number(code), meaning);
    out += u"\nExamples:\n"_s;
    for (const auto &command : registry.commands()) {
        if (!command->spec().examples.isEmpty() && !command->spec().options.isEmpty())
            out += u"  "_s % kProgramName % u' ' % command->spec().examples.constFirst().words % u'\n';
    }
    return out % u"\n\"%1 NOUN VERB --help\" says more of a command.\n"_s.arg(kProgramName);
}

} // namespace

QString wrapped(const QString &text, int indent, int columns)
{
    const QString margin(indent, u' ');
    QString out;
    QString line;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent + displayWidth(line) + 1 + displayWidth(word) > columns) {
            out += margin % line % u'\n';
            line.clear();
        }
        line += line.isEmpty() ? word : QString(u' ' % word);
    }
    return out % margin % line % u'\n';
}

QList<std::pair<int, QString>> exitCodeMeanings()
{
    return {{0, u"Everything was done."_s},
            {1, u"It failed."_s},
            {2, u"The command line or the request is not valid; nothing was done."_s},
            {3, u"Partly failed: some phones or files."_s},
            {4, u"What was named does not exist."_s},
            {5, u"Refused by a check before anything was changed."_s},
            {130, u"Cancelled on request."_s}};
}

QString helpText(const CommandLine &line, const CommandRegistry &registry)
{
    if (line.command)
        return commandHelp(line.command->spec());
    if (const NounSpec *noun = registry.noun(line.noun))
        return nounHelp(*noun, registry);
    return programHelp(registry);
}

} // namespace holdfast::cli
