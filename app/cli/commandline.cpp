// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/cli/command.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

bool looksLikeOption(const QString &word)
{
    return word.size() > 1 && word.startsWith(u'-');
}

/// A value to be repeated in a sentence.
QString shortened(const QString &value)
{
    constexpr qsizetype kMost = 100;
    return value.size() <= kMost ? value : QString(value.left(kMost) % u'…');
}

/// Edits (insert, delete, replace, swap of neighbours) that make @p a of @p b.
int editDistance(const QString &a, const QString &b)
{
    const auto columns = static_cast<size_t>(b.size()) + 1;
    std::vector<std::vector<int>> cost(static_cast<size_t>(a.size()) + 1, std::vector<int>(columns));
    for (size_t i = 0; i < cost.size(); ++i) {
        for (size_t j = 0; j < columns; ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<int>(i + j);
                continue;
            }
            const auto x = static_cast<qsizetype>(i);
            const auto y = static_cast<qsizetype>(j);
            const bool same = a[x - 1] == b[y - 1];
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[x - 1] == b[y - 2] && a[x - 2] == b[y - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost.back().back();
}

/// Reads one command line; a class because every step looks at the words that are left.
class Reader
{
public:
    Reader(QStringList words, const CommandRegistry &registry)
        : m_words(std::move(words)), m_registry(registry)
    {}

    tl::expected<CommandLine, UsageError> read();

private:
    using Outcome = tl::expected<void, UsageError>;

    [[nodiscard]] Outcome wrong(const QString &text) const;
    [[nodiscard]] const OptionSpec *findOption(const QString &name) const;
    Outcome takeOption(const QString &word);
    Outcome takeValues(const OptionSpec &option, std::optional<QString> inlineValue);
    Outcome takeWord(const QString &word);
    Outcome takeVerb(const QString &word);
    [[nodiscard]] Outcome checkValue(const OptionSpec &option, const QString &value) const;
    [[nodiscard]] Outcome checkWhole() const;
    void apply(const OptionSpec &option, const QStringList &values);

    QStringList m_words;
    const CommandRegistry &m_registry;
    CommandLine m_line;
    QStringList m_given;
    QString m_greedy; ///< The last option that took several words, for the hint on a missing argument.
    bool m_optionsEnded = false;
};

Reader::Outcome Reader::wrong(const QString &text) const
{
    QString topic = kProgramName;
    if (m_line.command || !m_line.noun.isEmpty())
        topic += u' ' % m_line.noun;
    if (m_line.command && !m_line.command->spec().verb.isEmpty())
        topic += u' ' % m_line.command->spec().verb;
    return tl::unexpected(UsageError{text, QString(topic % u" --help")});
}

const OptionSpec *Reader::findOption(const QString &name) const
{
    if (m_line.command) {
        for (const OptionSpec &option : m_line.command->spec().options) {
            if (option.name == name)
                return &option;
        }
    }
    for (const OptionSpec &option : globalOptions()) {
        if (option.name == name)
            return &option;
    }
    return nullptr;
}

Reader::Outcome Reader::checkValue(const OptionSpec &option, const QString &value) const
{
    const auto complain = [&](const QString &what) {
        return wrong(u"Option --%1: \"%2\" %3."_s.arg(option.name, shortened(value), what));
    };
    if (value.isEmpty())
        return wrong(u"Option --%1 needs a value."_s.arg(option.name));
    if (!option.choices.isEmpty() && !option.choices.contains(value))
        return complain(u"is not one of "_s % option.choices.join(u", "_s));
    const QString problem = option.check ? option.check(value) : QString();
    return problem.isEmpty() ? Outcome() : complain(problem);
}

void Reader::apply(const OptionSpec &option, const QStringList &values)
{
    if (option.name == "json"_L1)
        m_line.json = true;
    else if (option.name == "quiet"_L1)
        m_line.quiet = true;
    else if (option.name == "verbose"_L1)
        m_line.verbose = true;
    else if (option.name == "help"_L1)
        m_line.help = true;
    else if (option.name == "version"_L1)
        m_line.version = true;
    else if (option.name == "data-dir"_L1)
        m_line.dataDirectory = values.constFirst();
    else
        m_line.arguments.addOption(option.name, values);
}

Reader::Outcome Reader::takeValues(const OptionSpec &option, std::optional<QString> inlineValue)
{
    if (option.takes == Takes::Nothing) {
        if (inlineValue)
            return wrong(u"Option --%1 takes no value."_s.arg(option.name));
        apply(option, {});
        return {};
    }
    if (option.takes == Takes::One && m_given.contains(option.name))
        return wrong(u"Option --%1 was given more than once."_s.arg(option.name));
    QStringList values;
    if (inlineValue)
        values << *inlineValue;
    else
        while (!m_words.isEmpty() && !looksLikeOption(m_words.constFirst()) &&
               (values.isEmpty() || option.takes == Takes::Many))
            values << m_words.takeFirst();
    if (values.isEmpty())
        return wrong(u"Option --%1 needs a value: --%1 %2."_s.arg(option.name, option.valueName));
    if (!inlineValue && option.takes == Takes::Many && values.size() > 1)
        m_greedy = option.name;
    for (const QString &value : std::as_const(values)) {
        if (auto ok = checkValue(option, value); !ok)
            return ok;
    }
    apply(option, values);
    return {};
}

Reader::Outcome Reader::takeOption(const QString &word)
{
    if (word == "-h"_L1) {
        m_line.help = true;
        return {};
    }
    const qsizetype equals = word.indexOf(u'=');
    const QString name = word.startsWith("--"_L1) ? word.mid(2, equals < 0 ? -1 : equals - 2) : QString();
    const OptionSpec *option = findOption(name);
    if (!option) {
        QStringList known;
        for (const OptionSpec &each : globalOptions())
            known << u"--"_s % each.name;
        if (m_line.command) {
            for (const OptionSpec &each : m_line.command->spec().options)
                known << u"--"_s % each.name;
        }
        const QString shown = equals < 0 ? word : word.left(equals);
        const QString meant = nearest(shown, known);
        return wrong(meant.isEmpty() ? u"There is no option %1."_s.arg(shown)
                                     : u"There is no option %1; did you mean %2?"_s.arg(shown, meant));
    }
    std::optional<QString> inlineValue;
    if (equals >= 0)
        inlineValue = word.mid(equals + 1);
    auto outcome = takeValues(*option, inlineValue);
    m_given << option->name;
    return outcome;
}

Reader::Outcome Reader::takeVerb(const QString &word)
{
    if (m_line.noun.isEmpty()) {
        if (!m_registry.noun(word)) {
            const QString meant = nearest(word, m_registry.nounNames());
            return wrong(meant.isEmpty()
                             ? u"There is no command \"%1\"."_s.arg(word)
                             : u"There is no command \"%1\"; did you mean \"%2\"?"_s.arg(word, meant));
        }
        m_line.noun = word;
        m_line.command = m_registry.find(word, {});
        return {};
    }
    m_line.command = m_registry.find(m_line.noun, word);
    if (m_line.command)
        return {};
    const QString meant = nearest(word, m_registry.verbs(m_line.noun));
    return wrong(meant.isEmpty() ? u"There is no command \"%1 %2\"."_s.arg(m_line.noun, word)
                                 : u"There is no command \"%1 %2\"; did you mean \"%1 %3\"?"_s.arg(
                                       m_line.noun, word, meant));
}

Reader::Outcome Reader::takeWord(const QString &word)
{
    if (!m_line.command)
        return takeVerb(word);
    const auto &expected = m_line.command->spec().arguments;
    const bool open = !expected.isEmpty() && expected.constLast().many;
    if (!open && m_line.arguments.words().size() == expected.size())
        return wrong(u"\"%1\" is one word too many."_s.arg(word));
    if (word.isEmpty())
        return wrong(u"An argument is empty."_s);
    m_line.arguments.addWord(word);
    return {};
}

Reader::Outcome Reader::checkWhole() const
{
    if (m_line.help || m_line.version)
        return {};
    if (m_line.noun.isEmpty())
        return wrong(u"What to do is missing: name a command."_s);
    if (!m_line.command)
        return wrong(u"What to do with \"%1\" is missing: one of %2."_s.arg(
            m_line.noun, m_registry.verbs(m_line.noun).join(u", "_s)));
    const CommandSpec &spec = m_line.command->spec();
    const qsizetype got = m_line.arguments.words().size();
    if (got < spec.arguments.size() && !spec.arguments[got].optional) {
        const QString why = m_greedy.isEmpty()
                                ? QString()
                                : u" (the words after --%1 belong to that option; put %2 before it)"_s.arg(
                                      m_greedy, spec.arguments[got].name);
        return wrong(u"The argument %1 is missing%2."_s.arg(spec.arguments[got].name, why));
    }
    for (const OptionSpec &option : spec.options) {
        if (option.required && !m_given.contains(option.name))
            return wrong(u"The option --%1 %2 is missing."_s.arg(option.name, option.valueName));
    }
    const QString complaint = m_line.command->complaint(m_line.arguments);
    return complaint.isEmpty() ? Outcome() : wrong(complaint);
}

tl::expected<CommandLine, UsageError> Reader::read()
{
    if (m_words.isEmpty())
        m_line.help = true;
    if (!m_words.isEmpty() && m_words.constFirst() == "help"_L1) {
        m_words.removeFirst();
        m_line.help = true;
    }
    while (!m_words.isEmpty()) {
        const QString word = m_words.takeFirst();
        if (!m_optionsEnded && word == "--"_L1) {
            m_optionsEnded = true;
            continue;
        }
        const auto taken = !m_optionsEnded && looksLikeOption(word) ? takeOption(word) : takeWord(word);
        if (!taken)
            return tl::unexpected(taken.error());
    }
    if (const auto ok = checkWhole(); !ok)
        return tl::unexpected(ok.error());
    return m_line;
}

} // namespace

QString Arguments::value(QLatin1String option) const
{
    const QStringList all = m_options.value(QString(option));
    return all.isEmpty() ? QString() : all.constLast();
}

tl::expected<CommandLine, UsageError> parseCommandLine(const QStringList &words,
                                                       const CommandRegistry &registry)
{
    return Reader(words, registry).read();
}

QString nearest(const QString &word, const QStringList &known)
{
    QString best;
    int bestDistance = 3;
    for (const QString &candidate : known) {
        if (word.size() >= 2 && candidate.startsWith(word))
            return candidate;
        const int distance = editDistance(word, candidate);
        if (distance < bestDistance && distance < candidate.size() - 1) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace holdfast::cli
