// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::cli;
using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

class Inert final : public Command
{
public:
    using Command::Command;
    [[nodiscard]] QString complaint(const Arguments &arguments) const override
    {
        return arguments.has("all"_L1) && arguments.has("path"_L1) ? u"Not both."_s : QString();
    }
    [[nodiscard]] Result<ExitCode> run(Invocation & /*invocation*/) const override { return ExitCode::Ok; }
};

QString evenOnly(const QString &value)
{
    return value.toInt() % 2 == 0 ? QString() : u"is not even"_s;
}

CommandRegistry sampleRegistry()
{
    CommandList commands;
    commands.push_back(std::make_unique<Inert>(CommandSpec{
        .noun = u"box"_s,
        .verb = u"fill"_s,
        .arguments = {{.name = u"NAME"_s, .many = true}},
        .options = {{.name = u"path"_s, .takes = Takes::Many, .valueName = u"P"_s},
                    {.name = u"all"_s},
                    {.name = u"to"_s, .takes = Takes::One, .valueName = u"PLACE"_s, .required = true},
                    {.name = u"rule"_s,
                     .takes = Takes::One,
                     .valueName = u"RULE"_s,
                     .choices = {u"first"_s, u"last"_s}},
                    {.name = u"count"_s, .takes = Takes::One, .valueName = u"N"_s, .check = evenOnly}}}));
    commands.push_back(std::make_unique<Inert>(
        CommandSpec{.noun = u"box"_s, .verb = u"show"_s, .arguments = {{.name = u"NAME"_s}}}));
    commands.push_back(std::make_unique<Inert>(CommandSpec{.noun = u"about"_s}));
    return {{{u"box"_s, u"Boxes."_s}, {u"about"_s, u"About."_s}}, std::move(commands)};
}

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void readsWordsAndOptions();
    void takesListsInBothForms();
    void takesOptionsAnywhere();
    void endsOptionsAtTwoDashes();
    void knowsCommandsWithoutVerb();
    void asksForHelp_data();
    void asksForHelp();
    void guessesTheNearest();

private:
    CommandRegistry m_registry = sampleRegistry();
};

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char *line, const QString &text, const QString &hint) {
        QTest::newRow(line) << QString::fromLatin1(line) << text << hint;
    };
    const QString program = u"holdfast-cli --help"_s;
    const QString noun = u"holdfast-cli box --help"_s;
    const QString fill = u"holdfast-cli box fill --help"_s;
    row("bax", u"There is no command \"bax\"; did you mean \"box\"?"_s, program);
    row("mountain", u"There is no command \"mountain\"."_s, program);
    row("box", u"What to do with \"box\" is missing: one of fill, show."_s, noun);
    row("--json", u"What to do is missing: name a command."_s, program);
    row("box fil x --to y", u"There is no command \"box fil\"; did you mean \"box fill\"?"_s, noun);
    row("box fill --to a", u"The argument NAME is missing."_s, fill);
    row("box fill a", u"The option --to PLACE is missing."_s, fill);
    row("box fill a --to", u"Option --to needs a value: --to PLACE."_s, fill);
    row("box fill a --to --all", u"Option --to needs a value: --to PLACE."_s, fill);
    row("box fill a --to=", u"Option --to needs a value."_s, fill);
    row("box fill a --to b --to c", u"Option --to was given more than once."_s, fill);
    row("box fill a --to b --all=yes", u"Option --all takes no value."_s, fill);
    row("box fill a --to b --pth c", u"There is no option --pth; did you mean --path?"_s, fill);
    row("box fill a --to b -x", u"There is no option -x."_s, fill);
    row("box fill a --to b --rule middle", u"Option --rule: \"middle\" is not one of first, last."_s, fill);
    row("box fill a --to b --count 3", u"Option --count: \"3\" is not even."_s, fill);
    row("box fill a --to b --all --path c", u"Not both."_s, fill);
    row("box fill --to b --path c a",
        u"The argument NAME is missing (the words after --path belong to that option; put NAME before it)."_s,
        fill);
    row("box show a b", u"\"b\" is one word too many."_s, u"holdfast-cli box show --help"_s);
    row("--to b box fill a", u"There is no option --to."_s, program);
    row("about more", u"\"more\" is one word too many."_s, u"holdfast-cli about --help"_s);
}

void TestCommandLine::refuses()
{
    QFETCH(QString, line);
    QFETCH(QString, text);
    QFETCH(QString, hint);
    const auto parsed = parseCommandLine(words(line), m_registry);
    QVERIFY2(!parsed, "it was understood");
    QCOMPARE(parsed.error().text, text);
    QCOMPARE(parsed.error().hint, hint);
}

void TestCommandLine::readsWordsAndOptions()
{
    const auto line = parseCommandLine(words(u"box fill a b --to=x=y --rule last"_s), m_registry);
    QVERIFY(line);
    QCOMPARE(line->command, m_registry.find(u"box"_s, u"fill"_s));
    QCOMPARE(line->arguments.words(), words(u"a b"_s));
    QCOMPARE(line->arguments.value("to"_L1), u"x=y"_s);
    QCOMPARE(line->arguments.value("rule"_L1), u"last"_s);
    QVERIFY(!line->arguments.has("all"_L1));
    QVERIFY(line->arguments.values("path"_L1).isEmpty());
}

void TestCommandLine::takesListsInBothForms()
{
    const auto line =
        parseCommandLine(words(u"box fill a --path p q --to x --path r --path=--s"_s), m_registry);
    QVERIFY(line);
    QCOMPARE(line->arguments.values("path"_L1), words(u"p q r --s"_s));
    QCOMPARE(line->arguments.words(), words(u"a"_s));
}

void TestCommandLine::takesOptionsAnywhere()
{
    const auto line =
        parseCommandLine(words(u"--json box --data-dir /d fill --to x --quiet a --verbose"_s), m_registry);
    QVERIFY(line);
    QVERIFY(line->json);
    QVERIFY(line->quiet);
    QVERIFY(line->verbose);
    QCOMPARE(line->dataDirectory, u"/d"_s);
    QCOMPARE(line->arguments.words(), words(u"a"_s));
}

void TestCommandLine::endsOptionsAtTwoDashes()
{
    const auto line = parseCommandLine(words(u"box fill --to x -- --all -"_s), m_registry);
    QVERIFY(line);
    QVERIFY(!line->arguments.has("all"_L1));
    QCOMPARE(line->arguments.words(), words(u"--all -"_s));
}

void TestCommandLine::knowsCommandsWithoutVerb()
{
    const auto line = parseCommandLine(words(u"about"_s), m_registry);
    QVERIFY(line);
    QCOMPARE(line->command, m_registry.find(u"about"_s, {}));
}

void TestCommandLine::asksForHelp_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("noun");
    QTest::addColumn<bool>("command");
    QTest::newRow("nothing") << QString() << QString() << false;
    QTest::newRow("program") << u"--help"_s << QString() << false;
    QTest::newRow("noun") << u"box --help"_s << u"box"_s << false;
    QTest::newRow("command") << u"box fill -h"_s << u"box"_s << true;
    QTest::newRow("word") << u"help box fill"_s << u"box"_s << true;
}

void TestCommandLine::asksForHelp()
{
    QFETCH(QString, line);
    QFETCH(QString, noun);
    QFETCH(bool, command);
    const auto parsed = parseCommandLine(words(line), m_registry);
    QVERIFY(parsed);
    QVERIFY(parsed->help);
    QCOMPARE(parsed->noun, noun);
    QCOMPARE(parsed->command != nullptr, command);
}

void TestCommandLine::guessesTheNearest()
{
    const QStringList known{u"list"_s, u"show"_s, u"create"_s, u"connect"_s};
    QCOMPARE(nearest(u"lsit"_s, known), u"list"_s);
    QCOMPARE(nearest(u"craete"_s, known), u"create"_s);
    QCOMPARE(nearest(u"conn"_s, known), u"connect"_s);
    QCOMPARE(nearest(u"x"_s, known), QString());
    QCOMPARE(nearest(u"elephant"_s, known), QString());
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
