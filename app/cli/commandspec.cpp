// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandspec.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

const QList<OptionSpec> &globalOptions()
{
    using Takes = OptionSpec::Takes;
    static const QList<OptionSpec> options{
        {.name = u"data-dir"_s,
         .takes = Takes::One,
         .valueName = u"DIR"_s,
         .help =
             u"Keep the catalog, the log and the emulated phones in DIR instead of the user's own place."_s,
         .kind = ValueKind::LocalPath},
        {.name = u"json"_s, .help = u"Print one JSON document on standard output."_s},
        {.name = u"quiet"_s, .help = u"Print no progress and no remarks; errors are still printed."_s},
        {.name = u"verbose"_s, .help = u"Also print what is going on inside, and log it."_s},
        {.name = u"help"_s, .help = u"Print help on what was typed so far, and end."_s},
        {.name = u"version"_s, .help = u"Print the version and the commit, and end."_s},
    };
    return options;
}

QString shownName(const ArgumentSpec &argument)
{
    const QString name = argument.many ? QString(argument.name % u"…") : argument.name;
    return argument.optional ? QString(u'[' % name % u']') : name;
}

QString synopsis(const CommandSpec &spec)
{
    QStringList words{spec.noun};
    if (!spec.verb.isEmpty())
        words << spec.verb;
    for (const ArgumentSpec &argument : spec.arguments)
        words << shownName(argument);
    for (const OptionSpec &option : spec.options) {
        QString text = u"--"_s % option.name;
        if (option.takes != OptionSpec::Takes::Nothing)
            text += u' ' % option.valueName;
        if (option.takes == OptionSpec::Takes::Many)
            text += u'…';
        words << (option.required ? text : QString(u'[' % text % u']'));
    }
    return words.join(u' ');
}

} // namespace holdfast::cli
