// SPDX-License-Identifier: GPL-3.0-or-later
// What is made from the commands' data: help, completion, manual page.
#include "app/cli/generators.h"
#include "app/cli/help.h"
#include "app/cli/texttable.h"
#include "programrun.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::cli;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList wordsOf(const CommandSpec &spec)
{
    return spec.verb.isEmpty() ? QStringList{spec.noun} : QStringList{spec.noun, spec.verb};
}

/// What bash offers for the words of @p line, the last one being typed.
QStringList completions(const QString &script, const QStringList &line)
{
    QStringList quoted;
    for (const QString &word : line)
        quoted << u"'"_s % word % u'\'';
    const QString program = u"source '%1'; COMP_WORDS=(holdfast-cli %2); COMP_CWORD=%3; _holdfast_cli; "
                            "printf '%s\\n' \"${COMPREPLY[@]}\""_s.arg(script, quoted.join(u' '))
                                .arg(line.size());
    QProcess bash;
    bash.start(u"bash"_s, {u"--norc"_s, u"-c"_s, program});
    if (!bash.waitForFinished(10'000))
        return {u"bash did not end"_s};
    const QByteArray errors = bash.readAllStandardError();
    return errors.isEmpty() ? QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts)
                            : QStringList{QString::fromUtf8(errors)};
}

/// The words of a shell command line with simple quotes, up to a redirection or a pipe.
QStringList shellWords(const QString &line)
{
    QStringList words = QProcess::splitCommand(QString(line).replace(u'\'', u'"'));
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i] == u">"_s || words[i] == u"|"_s)
            return words.first(i);
    }
    return words;
}

} // namespace

class TestDocuments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyCommandIsDescribed();
    void everyExampleIsUnderstood();
    void helpNamesEverything();
    void helpStaysNarrow();
    void versionNamesTheCommit();
    void completionIsBash();
    void completes_data();
    void completes();
    void manualHasNoWarnings();
    void manualNamesEverything();

private:
    const CommandRegistry m_registry = makeRegistry();
    QTemporaryDir m_folder;
    QString m_script;
};

void TestDocuments::init()
{
    m_script = m_folder.filePath(u"completion"_s);
    QFile file(m_script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bashCompletion(m_registry));
}

void TestDocuments::everyCommandIsDescribed()
{
    for (const auto &command : m_registry.commands()) {
        const CommandSpec &spec = command->spec();
        const QByteArray name = wordsOf(spec).join(u' ').toUtf8();
        QVERIFY2(m_registry.noun(spec.noun), name.constData());
        QVERIFY2(spec.summary.endsWith(u'.'), name.constData());
        QVERIFY2(!spec.examples.isEmpty(), name.constData());
        for (const OptionSpec &option : spec.options) {
            QVERIFY2(option.help.endsWith(u'.'), qPrintable(option.name));
            QCOMPARE(option.valueName.isEmpty(), option.takes == OptionSpec::Takes::Nothing);
        }
        for (const ArgumentSpec &argument : spec.arguments)
            QVERIFY2(!argument.help.isEmpty(), name.constData());
    }
}

void TestDocuments::everyExampleIsUnderstood()
{
    for (const auto &command : m_registry.commands()) {
        for (const ExampleSpec &example : command->spec().examples) {
            const auto line = parseCommandLine(shellWords(example.words), m_registry);
            QVERIFY2(line, line ? "" : qPrintable(QString(example.words % u": "_s % line.error().text)));
            QVERIFY2(line->command == command.get(), qPrintable(example.words));
        }
    }
}

void TestDocuments::helpNamesEverything()
{
    const QString all = QString::fromUtf8(runHere({u"--help"_s}).output);
    for (const auto &command : m_registry.commands()) {
        const QStringList words = wordsOf(command->spec());
        QVERIFY2(all.contains(u"\n  "_s % words.join(u' ')), qPrintable(words.join(u' ')));
        const ProgramRun run = runHere(words + QStringList{u"--help"_s});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.errors.isEmpty());
        const QString help = QString::fromUtf8(run.output);
        for (const OptionSpec &option : command->spec().options)
            QVERIFY2(help.contains(u"\n  --"_s % option.name), qPrintable(option.name));
        QVERIFY(help.contains(u"Examples:"_s));
    }
    for (const QString &noun : m_registry.nounNames())
        QCOMPARE(runHere({noun, u"--help"_s}).exitCode, 0);
}

void TestDocuments::helpStaysNarrow()
{
    for (const auto &command : m_registry.commands()) {
        const QString help =
            QString::fromUtf8(runHere(wordsOf(command->spec()) + QStringList{u"--help"_s}).output);
        for (const QString &line : help.split(u'\n'))
            QVERIFY2(displayWidth(line) <= 80 || line.startsWith(u"    holdfast-cli"_s), qPrintable(line));
    }
}

void TestDocuments::versionNamesTheCommit()
{
    const ProgramRun run = runHere({u"--version"_s});
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.output.startsWith("holdfast-cli 0.1.0 (commit "), run.output.constData());
    const QJsonObject json = runHere({u"--version"_s, u"--json"_s}).json();
    QCOMPARE(json.value(u"version"_s).toString(), u"0.1.0"_s);
    QVERIFY(!json.value(u"commit"_s).toString().isEmpty());
}

void TestDocuments::completionIsBash()
{
    QProcess bash;
    bash.start(u"bash"_s, {u"-n"_s, m_script});
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.exitCode(), 0);
    QCOMPARE(bash.readAllStandardError(), QByteArray());
}

void TestDocuments::completes_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QStringList>("offers");
    const auto row = [](const char *name, const QStringList &line, const QStringList &offers) {
        QTest::newRow(name) << line << offers;
    };
    row("noun", {u"ba"_s}, {u"backup"_s});
    row("nouns", {u""_s}, makeRegistry().nounNames());
    row("verb", {u"backup"_s, u"re"_s}, {u"restore"_s});
    row("verbs", {u"store"_s, u""_s}, makeRegistry().verbs(u"store"_s));
    row("verb after a global option", {u"--data-dir"_s, u"/x"_s, u"job"_s, u"l"_s},
        {u"list"_s, u"log"_s, u"limit"_s});
    row("option", {u"backup"_s, u"list"_s, u"--sea"_s}, {u"--search"_s});
    row("global option", {u"backup"_s, u"list"_s, u"--j"_s}, {u"--json"_s});
    row("choice", {u"backup"_s, u"restore"_s, u"bf-x"_s, u"--conflict"_s, u"s"_s}, {u"skip"_s});
    row("free value", {u"backup"_s, u"create"_s, u"S"_s, u"--name"_s, u""_s}, {});
}

void TestDocuments::completes()
{
    QFETCH(QStringList, line);
    QFETCH(QStringList, offers);
    QCOMPARE(completions(m_script, line), offers);
}

void TestDocuments::manualHasNoWarnings()
{
    QString formatter = QStandardPaths::findExecutable(u"groff"_s);
    QStringList words{u"-man"_s, u"-ww"_s, u"-Kutf8"_s, u"-Tutf8"_s};
    if (formatter.isEmpty()) {
        formatter = QStandardPaths::findExecutable(u"mandoc"_s);
        words = QStringList{u"-Tlint"_s, u"-Wwarning"_s};
    }
    if (formatter.isEmpty())
        QSKIP("neither groff nor mandoc is installed");
    QFile page(m_folder.filePath(u"holdfast-cli.1"_s));
    QVERIFY(page.open(QIODevice::WriteOnly));
    page.write(manualPage(m_registry));
    page.close();
    QProcess process;
    process.start(formatter, words + QStringList{page.fileName()});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(process.exitCode(), 0);
}

void TestDocuments::manualNamesEverything()
{
    const QString page = QString::fromUtf8(manualPage(m_registry));
    for (const char *section : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "EXAMPLES"})
        QVERIFY2(page.contains(u"\n.SH "_s % QString::fromLatin1(section) % u'\n'), section);
    for (const auto &command : m_registry.commands()) {
        QVERIFY(page.contains(u"\n.SS "_s % wordsOf(command->spec()).join(u' ') % u'\n'));
        for (const OptionSpec &option : command->spec().options)
            QVERIFY(page.contains(u"\\fB\\-\\-"_s % QString(option.name).replace(u'-', u"\\-"_s)));
    }
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
