// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/hooks.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

bool Hooks::isEmpty() const
{
    return before.isEmpty() && after.isEmpty() && beforeOnPhone.isEmpty() && afterOnPhone.isEmpty();
}

Result<void> Hooks::check() const
{
    for (const QString &command : {before, after, beforeOnPhone, afterOnPhone}) {
        if (command.size() > kMostText)
            return fail(Errc::InvalidArgument, u"a command has at most %1 characters"_s.arg(kMostText));
        if (command.contains(QChar(u'\0')) || (!command.isEmpty() && command.trimmed().isEmpty()))
            return fail(Errc::InvalidArgument, u"a command before or after a backup is empty"_s);
    }
    for (const QString &command : {beforeOnPhone, afterOnPhone}) {
        if (command.toUtf8().size() > kMostOnPhone)
            return fail(Errc::InvalidArgument,
                        u"a command on the phone has at most %1 bytes"_s.arg(kMostOnPhone));
    }
    if (timeoutSeconds < 1 || timeoutSeconds > kMostSeconds)
        return fail(Errc::InvalidArgument, u"a command's time is from 1 to %1 seconds"_s.arg(kMostSeconds));
    return {};
}

QJsonObject toJson(const Hooks &hooks)
{
    return {{u"before"_s, hooks.before},
            {u"after"_s, hooks.after},
            {u"beforeOnPhone"_s, hooks.beforeOnPhone},
            {u"afterOnPhone"_s, hooks.afterOnPhone},
            {u"timeoutSeconds"_s, hooks.timeoutSeconds}};
}

Hooks hooksFrom(const QJsonObject &json)
{
    Hooks hooks;
    hooks.before = json.value("before"_L1).toString();
    hooks.after = json.value("after"_L1).toString();
    hooks.beforeOnPhone = json.value("beforeOnPhone"_L1).toString();
    hooks.afterOnPhone = json.value("afterOnPhone"_L1).toString();
    hooks.timeoutSeconds = json.value("timeoutSeconds"_L1).toInt(hooks.timeoutSeconds);
    return hooks;
}

} // namespace holdfast
