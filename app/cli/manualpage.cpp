// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/generators.h"

#include "app/cli/help.h"
#include "generated/holdfastversion.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

/// @p text so that roff shows it as it is.
QString roff(const QString &text)
{
    QString out = text;
    out.replace(u'\\', u"\\e"_s);
    out.replace(u'-', u"\\-"_s);
    out.replace(u'\'', u"\\(aq"_s);
    out.replace(u'^', u"\\(ha"_s);
    out.replace(u'~', u"\\(ti"_s);
    if (out.startsWith(u'.'))
        out.prepend(u"\\&"_s);
    return out;
}

QString bold(const QString &text)
{
    return u"\\fB"_s % roff(text) % u"\\fR";
}

QString italic(const QString &text)
{
    return u"\\fI"_s % roff(text) % u"\\fR";
}

QString tagged(const QString &term, const QString &text)
{
    return u".TP\n"_s % term % u'\n' % roff(text) % u'\n';
}

QString optionEntry(const OptionSpec &option)
{
    QString term = bold(u"--"_s % option.name);
    if (option.takes != OptionSpec::Takes::Nothing)
        term += u' ' % italic(option.valueName);
    if (option.takes == OptionSpec::Takes::Many)
        term += u"…"_s;
    return tagged(term, option.help);
}

QString synopsisLine(const CommandSpec &spec)
{
    QString out = bold(QString(spec.noun % u' ' % spec.verb).trimmed());
    for (const ArgumentSpec &argument : spec.arguments) {
        const QString name = italic(argument.name) % (argument.many ? u"…"_s : QString());
        out += argument.optional ? QString(u" ["_s % name % u']') : QString(u' ' % name);
    }
    for (const OptionSpec &option : spec.options) {
        QString text = bold(u"--"_s % option.name);
        if (option.takes != OptionSpec::Takes::Nothing)
            text += u' ' % italic(option.valueName);
        if (option.takes == OptionSpec::Takes::Many)
            text += u"…"_s;
        out += option.required ? QString(u' ' % text) : QString(u" ["_s % text % u']');
    }
    return out;
}

QString commandSection(const CommandSpec &spec)
{
    QString out = u".SS "_s % QString(spec.noun % u' ' % spec.verb).trimmed() % u"\n.PP\n" %
                  synopsisLine(spec) % u"\n.PP\n" % roff(spec.summary) % u'\n';
    for (const QString &paragraph : spec.description.split(u"\n\n"_s, Qt::SkipEmptyParts))
        out += u".PP\n"_s % roff(paragraph) % u'\n';
    for (const ArgumentSpec &argument : spec.arguments)
        out += tagged(italic(argument.name), argument.help);
    for (const OptionSpec &option : spec.options)
        out += optionEntry(option);
    return out;
}

QString exampleSection(const CommandRegistry &registry)
{
    QString out = u".SH EXAMPLES\n"_s;
    for (const auto &command : registry.commands()) {
        for (const ExampleSpec &example : command->spec().examples)
            out += u".PP\n"_s % roff(example.help) % u"\n.RS 4\n.nf\n"_s %
                   roff(kProgramName % u' ' % example.words) % u"\n.fi\n.RE\n";
    }
    return out;
}

QString environmentSection()
{
    return u".SH ENVIRONMENT\n"_s %
           tagged(bold(u"HOLDFAST_DATA_DIR"_s), u"The data directory, unless --data-dir names one."_s) %
           tagged(bold(u"HOLDFAST_INACTIVITY_SECONDS"_s),
                  u"After how long a silent phone has failed; 60 where it is not set."_s) %
           tagged(bold(u"ADB_SERVER_SOCKET"_s % u", ANDROID_ADB_SERVER_ADDRESS, ANDROID_ADB_SERVER_PORT"_s),
                  u"Where the adb server listens, as the adb program reads them."_s) %
           u".SH FILES\n"_s %
           tagged(bold(u"DATA_DIR/log/holdfast.log"_s),
                  u"What happened; at 5 MB it becomes holdfast.log.1, and so on up to .4."_s);
}

} // namespace

QByteArray manualPage(const CommandRegistry &registry)
{
    QString out = u".TH HOLDFAST\\-CLI 1 \"\" \"Holdfast %1\" \"User Commands\"\n"_s.arg(
        QStringLiteral(HOLDFAST_VERSION));
    out += u".SH NAME\nholdfast\\-cli \\- back up and restore Android cloud phones over adb\n"_s;
    out += u".SH SYNOPSIS\n"_s % bold(kProgramName) % u' ' % italic(u"NOUN VERB"_s) % u" …\n"_s;
    out +=
        u".SH DESCRIPTION\n"_s %
        roff(
            u"Backs up and restores Android cloud phones over adb, alone or in fleets. Data goes to standard "
            "output, progress and errors to standard error."_s) %
        u"\n.SH OPTIONS OF EVERY COMMAND\n"_s;
    for (const OptionSpec &option : globalOptions())
        out += optionEntry(option);
    out += u".SH COMMANDS\n"_s;
    for (const auto &command : registry.commands())
        out += commandSection(command->spec());
    out += u".SH EXIT STATUS\n"_s;
    for (const auto &[code, meaning] : exitCodeMeanings())
        out += tagged(bold(QString::number(code)), meaning);
    out += environmentSection() % exampleSection(registry) % u".SH SEE ALSO\n.BR adb (1)\n"_s;
    return out.toUtf8();
}

} // namespace holdfast::cli
