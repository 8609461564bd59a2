// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include "app/cli/command.h"
#include "app/cli/texttable.h"

#include <QCoreApplication>

#include <array>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTermColumns = 26;

// What help says beside the commands' own texts.
constexpr auto kUsage = "Usage:";
constexpr auto kArguments = "Arguments:";
constexpr auto kOptions = "Options:";
constexpr auto kGlobalOptions = "Options of every command:";
constexpr auto kCommands = "Commands:";
constexpr auto kExamples = "Examples:";
constexpr auto kExitCodes = "Exit codes:";
constexpr auto kOneOf = "One of %1.";
constexpr auto kMore = "\"%1\" says more of a command.";
constexpr auto kProgram = "Backs up and restores Android cloud phones over adb, alone or in fleets.";
constexpr std::array kFrame = {kUsage,    kArguments, kOptions, kGlobalOptions, kCommands,
                               kExamples, kExitCodes, kOneOf,   kMore,          kProgram};

QString shown(const char *text)
{
    return QCoreApplication::translate("Help", text);
}

QString shown(const QString &text)
{
    return shown(text.toUtf8().constData());
}

QString heading(const char *text)
{
    return u'\n' % shown(text) % u'\n';
}

QStringList paragraphs(const QString &text)
{
    return text.split(u"\n\n"_s, Qt::SkipEmptyParts);
}

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
    const QString help = shown(option.help);
    return option.choices.isEmpty() || help.contains(option.choices.constFirst())
               ? help
               : QString(help % u' ' % shown(kOneOf).arg(option.choices.join(u", "_s)));
}

QString optionList(const char *title, const QList<OptionSpec> &options)
{
    if (options.isEmpty())
        return {};
    QString out = heading(title);
    for (const OptionSpec &option : options)
        out += entry(optionTerm(option), optionHelp(option));
    return out;
}

QString exampleList(const CommandSpec &spec)
{
    QString out;
    for (const ExampleSpec &example : spec.examples)
        out += wrapped(shown(example.help), 2) % u"    " % kProgramName % u' ' % example.words % u'\n';
    return out;
}

QString commandHelp(const CommandSpec &spec)
{
    QString out = shown(kUsage) % u'\n' % wrapped(kProgramName % u' ' % synopsis(spec), 2) % u'\n' %
                  wrapped(shown(spec.summary), 0);
    for (const QString &paragraph : paragraphs(spec.description))
        out += u'\n' % wrapped(shown(paragraph), 0);
    if (!spec.arguments.isEmpty())
        out += heading(kArguments);
    for (const ArgumentSpec &argument : spec.arguments)
        out += entry(shownName(argument), shown(argument.help));
    out += optionList(kOptions, spec.options);
    out += optionList(kGlobalOptions, globalOptions());
    return out % heading(kExamples) % exampleList(spec);
}

QString commandTerm(const CommandSpec &spec)
{
    return spec.verb.isEmpty() ? spec.noun : QString(spec.noun % u' ' % spec.verb);
}

QString more(const QString &words)
{
    return u'\n' % shown(kMore).arg(words) % u'\n';
}

QString nounHelp(const NounSpec &noun, const CommandRegistry &registry)
{
    QString out = shown(kUsage) % u"\n  "_s % kProgramName % u' ' % noun.name % u" COMMAND …\n\n"_s %
                  wrapped(shown(noun.summary), 0) % heading(kCommands);
    for (const Command *command : registry.of(noun.name))
        out += entry(commandTerm(command->spec()), shown(command->spec().summary));
    out += heading(kExamples);
    for (const Command *command : registry.of(noun.name))
        out += exampleList(command->spec());
    return out % more(kProgramName % u' ' % noun.name % u" COMMAND --help"_s);
}

QString programHelp(const CommandRegistry &registry)
{
    QString out =
        shown(kUsage) % u"\n  "_s % kProgramName % u" NOUN VERB …\n\n"_s % wrapped(shown(kProgram), 0);
    for (const NounSpec &noun : registry.nouns()) {
        out += u'\n' % wrapped(shown(noun.summary), 0);
        for (const Command *command : registry.of(noun.name))
            out += entry(commandTerm(command->spec()), shown(command->spec().summary));
    }
    out += optionList(kGlobalOptions, globalOptions()) % heading(kExitCodes);
    for (const auto &[code, meaning] : exitCodeMeanings())
        out += entry(QString::number(code), shown(meaning));
    out += heading(kExamples);
    for (const auto &command : registry.commands()) {
        if (!command->spec().examples.isEmpty() && !command->spec().options.isEmpty())
            out += u"  "_s % kProgramName % u' ' % command->spec().examples.constFirst().words % u'\n';
    }
    return out % more(kProgramName % u" NOUN VERB --help"_s);
}

/// A part of a text that stays on one line.
struct Piece
{
    QString text;
    bool spaced; ///< A space stands before it.
};

bool isWide(QChar sign)
{
    return displayWidth(QStringView(&sign, 1)) == 2;
}

/// Whether a line may end between two signs that no space parts.
bool mayBreak(QChar before, QChar after)
{
    static constexpr QStringView closing = u"，。；：、！？）”》…";
    static constexpr QStringView opening = u"（“《";
    return (isWide(before) || isWide(after)) && !opening.contains(before) && !closing.contains(after);
}

QList<Piece> piecesOf(const QString &text)
{
    QList<Piece> pieces;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        pieces.append({word.first(1), true});
        for (const QChar sign : QStringView(word).sliced(1)) {
            if (mayBreak(pieces.constLast().text.back(), sign))
                pieces.append({sign, false});
            else
                pieces.last().text += sign;
        }
    }
    return pieces;
}

void addText(QStringList &texts, const QString &text)
{
    if (!text.isEmpty() && !texts.contains(text))
        texts.append(text);
}

void addOptions(QStringList &texts, const QList<OptionSpec> &options)
{
    for (const OptionSpec &option : options)
        addText(texts, option.help);
}

} // namespace

QStringList helpTexts(const CommandRegistry &registry)
{
    QStringList texts;
    for (const char *text : kFrame)
        texts.append(QString::fromLatin1(text));
    for (const NounSpec &noun : registry.nouns())
        addText(texts, noun.summary);
    addOptions(texts, globalOptions());
    for (const auto &command : registry.commands()) {
        const CommandSpec &spec = command->spec();
        addText(texts, spec.summary);
        for (const QString &paragraph : paragraphs(spec.description))
            addText(texts, paragraph);
        for (const ArgumentSpec &argument : spec.arguments)
            addText(texts, argument.help);
        addOptions(texts, spec.options);
        for (const ExampleSpec &example : spec.examples)
            addText(texts, example.help);
    }
    for (const auto &[code, meaning] : exitCodeMeanings())
        addText(texts, meaning);
    return texts;
}

QString wrapped(const QString &text, int indent, int columns)
{
    const QString margin(indent, u' ');
    QString out;
    QString line;
    for (const auto &[piece, spaced] : piecesOf(text)) {
        const bool gap = spaced && !line.isEmpty();
        if (!line.isEmpty() && indent + displayWidth(line) + int(gap) + displayWidth(piece) > columns) {
            out += margin % line % u'\n';
            line.clear();
        }
        line += gap && !line.isEmpty() ? QString(u' ' % piece) : piece;
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
