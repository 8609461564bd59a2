// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/preparedphones.h"

#include <QCollator>
#include <QSet>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

PreparedPhones preparePhones(const QList<PhoneView> &phones)
{
    PreparedPhones prepared;
    prepared.phones.reserve(phones.size());
    prepared.keys.reserve(size_t(phones.size()));
    const QCollator collator;
    QSet<QString> seen;
    seen.reserve(phones.size());
    for (const PhoneView &phone : phones) {
        const QString row = phoneRowKey(phone);
        if (seen.contains(row))
            continue;
        seen.insert(row);
        const QString search = phone.name + u'\n' + phone.serial.value + u'\n' + phone.model + u'\n' +
                               phone.group + u'\n' + phone.tags.join(u'\n') + u'\n' + phone.androidVersion;
        prepared.phones.append(phone);
        prepared.keys.push_back({row, search.toCaseFolded(), collator.sortKey(phoneTitle(phone))});
    }
    return prepared;
}

QString phoneTitle(const PhoneView &phone)
{
    return phone.name.isEmpty() ? (phone.model.isEmpty() ? phone.serial.value : phone.model) : phone.name;
}

QString phoneRowKey(const PhoneView &phone)
{
    return phone.state == "absent"_L1 ? u"absent "_s + phone.id.value + phone.serial.value
                                      : phone.serial.value;
}

} // namespace holdfast::ui
