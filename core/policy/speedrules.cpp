// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/speedrules.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

Result<SpeedRules::Rule> SpeedRules::parseRule(const QString &text)
{
    static const QRegularExpression kForm(u"^([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,10}|NaN)$"_s);
    const auto form = kForm.match(text);
    if (!form.hasMatch()) {
        return fail(Errc::InvalidArgument,
                    u"'%1' is no speed rule; one is START:END:KB/s, like 8:20:5120 or 20:24:NaN"_s.arg(text));
    }
    Rule rule;
    rule.start = form.captured(1).toInt();
    rule.end = form.captured(2).toInt();
    if (rule.end > 24 || rule.start >= rule.end) {
        return fail(Errc::InvalidArgument,
                    u"the hours of '%1' are not a beginning and a later end from 0 to 24"_s.arg(text));
    }
    if (form.captured(3) == "NaN"_L1)
        return rule;
    rule.kilobytes = form.captured(3).toLongLong();
    if (rule.kilobytes < 1 || rule.kilobytes > kMostKilobytes) {
        return fail(Errc::InvalidArgument,
                    u"the speed of '%1' is not from 1 to %2 KB/s; NaN is without limit"_s.arg(text).arg(
                        kMostKilobytes));
    }
    return rule;
}

Result<SpeedRules> SpeedRules::parse(const QString &text)
{
    SpeedRules rules;
    if (text.isEmpty())
        return rules;
    for (const QString &part : text.split(u'|')) {
        const auto rule = parseRule(part);
        if (!rule)
            return tl::unexpected(rule.error());
        rules.m_rules.append(*rule);
    }
    std::sort(rules.m_rules.begin(), rules.m_rules.end(),
              [](const Rule &a, const Rule &b) { return a.start < b.start; });
    for (qsizetype i = 1; i < rules.m_rules.size(); ++i) {
        if (rules.m_rules[i].start < rules.m_rules[i - 1].end) {
            return fail(Errc::InvalidArgument,
                        u"two speed rules name the hour from %1 on"_s.arg(rules.m_rules[i].start));
        }
    }
    return rules;
}

qint64 SpeedRules::bytesPerSecond(const QTime &local) const
{
    for (const Rule &rule : m_rules) {
        if (rule.start <= local.hour() && local.hour() < rule.end)
            return rule.kilobytes * 1024;
    }
    return 0;
}

bool SpeedRules::isUnlimited() const
{
    return std::all_of(m_rules.begin(), m_rules.end(), [](const Rule &rule) { return rule.kilobytes == 0; });
}

QString SpeedRules::text() const
{
    QStringList parts;
    for (const Rule &rule : m_rules) {
        parts.append(u"%1:%2:%3"_s.arg(rule.start)
                         .arg(rule.end)
                         .arg(rule.kilobytes == 0 ? u"NaN"_s : QString::number(rule.kilobytes)));
    }
    return parts.join(u'|');
}

} // namespace holdfast
