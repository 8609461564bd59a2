// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/hookoptions.h"

#include "app/cli/textformat.h"
#include "app/cli/values.h"

namespace holdfast::cli {

using namespace Qt::Literals::StringLiterals;
using Takes = OptionSpec::Takes;

namespace {

OptionSpec commandOption(const QString &name, const QString &help)
{
    return {.name = name, .takes = Takes::One, .valueName = u"COMMAND"_s, .help = help};
}

} // namespace

QList<OptionSpec> hookOptions()
{
    return {
        commandOption(u"before"_s, u"Run this on this computer first; if it fails, the phone is not backed "
                                   "up."_s),
        commandOption(u"after"_s, u"Run this on this computer at the end, also after a failure; if it fails, "
                                  "the backup stays and the job says so."_s),
        commandOption(u"before-on-phone"_s,
                      u"The same as --before, in the phone's shell, before its files are looked at."_s),
        commandOption(u"after-on-phone"_s,
                      u"The same as --after, in the phone's shell, when its files have been copied."_s),
        {.name = u"hook-timeout"_s,
         .takes = Takes::One,
         .valueName = u"SECONDS"_s,
         .help = u"The time that each of these commands has; 600 where none is given."_s,
         .check = wholeNumber(1, Hooks::kMostSeconds)}};
}

QString hookDescription()
{
    return u"The commands of --before and --after are a program and its arguments, parted by blanks; "
           u"quotation "
           "marks (\") keep words together, and no shell reads them. A text that begins with sh: is a line "
           "for "
           "the shell (/bin/sh, on Windows cmd). Commands with -on-phone are lines for the phone's shell, "
           "run "
           "by its strongest user. They run for each phone, without input. Their environment says what it is "
           "about: HOLDFAST_HOOK, HOLDFAST_PHONE (the serial), HOLDFAST_PHONE_NAME, HOLDFAST_JOB, "
           "HOLDFAST_BATCH, HOLDFAST_BACKUP, HOLDFAST_BACKUP_NAME and HOLDFAST_STORE; after the backup also "
           "HOLDFAST_STATUS (finished, partfinished, failed or cancelled) and HOLDFAST_ERROR. The last lines "
           "that they write are in the job's log. A command that takes too long, and one whose job is "
           "cancelled, is ended with all that it began; after a cancelled backup the after commands have "
           "half "
           "a minute. The commands are kept as they are: do not write secrets into them."_s;
}

Hooks hooksOf(const Arguments &arguments)
{
    Hooks hooks;
    hooks.before = arguments.value("before"_L1);
    hooks.after = arguments.value("after"_L1);
    hooks.beforeOnPhone = arguments.value("before-on-phone"_L1);
    hooks.afterOnPhone = arguments.value("after-on-phone"_L1);
    if (arguments.has("hook-timeout"_L1))
        hooks.timeoutSeconds = arguments.value("hook-timeout"_L1).toInt();
    return hooks;
}

void printHooks(Console &console, const Hooks &hooks)
{
    console.fact(u"Before"_s, hooks.before);
    console.fact(u"After"_s, hooks.after);
    console.fact(u"Before, on the phone"_s, hooks.beforeOnPhone);
    console.fact(u"After, on the phone"_s, hooks.afterOnPhone);
    if (!hooks.isEmpty())
        console.fact(u"Commands have"_s, counted(hooks.timeoutSeconds, u"second"_s));
}

} // namespace holdfast::cli
