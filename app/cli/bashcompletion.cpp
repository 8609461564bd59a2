// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/generators.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString optionWords(const QList<OptionSpec> &options)
{
    QStringList words;
    for (const OptionSpec &option : options)
        words << u"--"_s % option.name;
    return words.join(u' ');
}

/// `'backup create') …;;` lines of a case over "noun verb".
QString commandCases(const CommandRegistry &registry, QString (*line)(const CommandSpec &))
{
    QString out;
    for (const auto &command : registry.commands()) {
        const CommandSpec &spec = command->spec();
        if (const QString text = line(spec); !text.isEmpty())
            out +=
                u"        '"_s % QString(spec.noun % u' ' % spec.verb).trimmed() % u"') " % text % u" ;;\n";
    }
    return out;
}

/// Cases over "noun verb --option" for options whose value can be completed, then for all others.
QString valueCases(const CommandRegistry &registry)
{
    QString out;
    QStringList opaque;
    const auto add = [&](const QString &command, const OptionSpec &option) {
        const QString label = u"'"_s % command % u" --" % option.name % u'\'';
        if (option.takes == OptionSpec::Takes::Nothing)
            return;
        if (!option.choices.isEmpty())
            out += u"        "_s % label % u") _holdfast_words '" % option.choices.join(u' ') %
                   u"'; return ;;\n";
        else if (option.kind == ValueKind::LocalPath)
            out += u"        "_s % label % u") _holdfast_files; return ;;\n";
        else
            opaque << label;
    };
    for (const auto &command : registry.commands()) {
        for (const OptionSpec &option : command->spec().options)
            add(QString(command->spec().noun % u' ' % command->spec().verb).trimmed(), option);
    }
    return opaque.isEmpty()
               ? out
               : QString(out % u"        "_s % opaque.join(u"|\\\n        "_s) % u") return ;;\n"_s);
}

QString verbCases(const CommandRegistry &registry)
{
    QString out;
    for (const NounSpec &noun : registry.nouns())
        out += u"        "_s % noun.name % u") verbs='" % registry.verbs(noun.name).join(u' ') % u"' ;;\n";
    return out;
}

} // namespace

QByteArray bashCompletion(const CommandRegistry &registry)
{
    const QString script = uR"(# bash completion for %PROGRAM%, made by "%PROGRAM% completion bash"
_holdfast_words()
{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}")
}

_holdfast_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
}

_holdfast_cli()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local noun='' verb='' verbs='' options='' arguments='' i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --data-dir) ((i++)) ;;
        -*) ;;
        *)
            if [ -z "$noun" ]; then
                noun=${COMP_WORDS[i]}
            elif [ -z "$verb" ]; then
                verb=${COMP_WORDS[i]}
            fi
            ;;
        esac
    done
    if [ "$previous" = --data-dir ]; then
        _holdfast_files
        return
    fi
    case "$noun $verb $previous" in
%VALUES%    esac
    case "$noun${verb:+ $verb}" in
%OPTIONS%    esac
    case "$noun${verb:+ $verb}" in
%ARGUMENTS%    esac
    case "$noun" in
%VERBS%    esac
    if [[ $current == -* ]]; then
        _holdfast_words "$options %GLOBAL%"
    elif [ -z "$noun" ]; then
        _holdfast_words '%NOUNS%'
    elif [ -z "$verb" ]; then
        _holdfast_words "$verbs"
    elif [ -n "$arguments" ]; then
        _holdfast_files
    fi
}

complete -F _holdfast_cli %PROGRAM%
)"_s;
    const auto options = [](const CommandSpec &spec) {
        return spec.options.isEmpty() ? QString()
                                      : QString(u"options='"_s % optionWords(spec.options) % u'\'');
    };
    const auto arguments = [](const CommandSpec &spec) {
        for (const ArgumentSpec &argument : spec.arguments) {
            if (argument.kind == ValueKind::LocalPath)
                return u"arguments=files"_s;
        }
        return QString();
    };
    QString out = script;
    out.replace(u"%PROGRAM%"_s, kProgramName);
    out.replace(u"%VALUES%"_s, valueCases(registry));
    out.replace(u"%OPTIONS%"_s, commandCases(registry, options));
    out.replace(u"%ARGUMENTS%"_s, commandCases(registry, arguments));
    out.replace(u"%VERBS%"_s, verbCases(registry));
    out.replace(u"%GLOBAL%"_s, optionWords(globalOptions()));
    out.replace(u"%NOUNS%"_s, registry.nounNames().join(u' '));
    return out.toUtf8();
}

} // namespace holdfast::cli
