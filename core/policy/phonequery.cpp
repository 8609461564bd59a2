// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/phonequery.h"

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

bool isPart(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool isWhole(const QString &text, const QString &whole)
{
    return text.compare(whole, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<PhoneQuery> PhoneQuery::parse(const QString &text)
{
    static const QStringList kFields{u"group"_s, u"tag"_s, u"android"_s, u"serial"_s, u"name"_s, u"model"_s};
    PhoneQuery query;
    for (QString word : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        Term term;
        term.negated = word.startsWith(u'-');
        if (term.negated)
            word.remove(0, 1);
        const QString field = word.section(u':', 0, 0).toLower();
        const bool fielded = kFields.contains(field) && word.contains(u':');
        // A serial like 10.0.0.7:5555 is a word; an unknown field is a mistake.
        if (!fielded && word.contains(u':') && !field.isEmpty() && field.at(0).isLetter() &&
            std::all_of(field.begin(), field.end(), [](QChar sign) { return sign.isLetter(); })) {
            return fail(Errc::InvalidArgument,
                        u"phones have no '%1:'; there is %2"_s.arg(field, kFields.join(u":, "_s) % u':'));
        }
        term.field = fielded ? field : QString();
        term.value = fielded ? word.section(u':', 1) : word;
        if (term.value.isEmpty())
            return fail(Errc::InvalidArgument, u"'%1' is followed by nothing"_s.arg(word));
        query.m_terms.append(term);
    }
    if (query.m_terms.isEmpty())
        return fail(Errc::InvalidArgument, u"the query is empty"_s);
    return query;
}

bool PhoneQuery::holds(const Term &term, const PhoneTraits &phone)
{
    if (term.field == "group"_L1)
        return isWhole(phone.group, term.value);
    if (term.field == "tag"_L1)
        return phone.tags.contains(term.value, Qt::CaseInsensitive);
    if (term.field == "android"_L1)
        return isWhole(phone.androidVersion, term.value);
    if (term.field == "serial"_L1)
        return isWhole(phone.serial, term.value);
    if (term.field == "name"_L1)
        return isPart(phone.name, term.value);
    if (term.field == "model"_L1)
        return isPart(phone.model, term.value);
    return isPart(phone.name, term.value) || isPart(phone.serial, term.value) ||
           isPart(phone.model, term.value);
}

bool PhoneQuery::matches(const PhoneTraits &phone) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term &term) { return holds(term, phone) != term.negated; });
}

} // namespace holdfast
