// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/preparedphones.h"

#include <QCollator>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

PreparedPhones preparePhones(const QList<PhoneView> &phones)
{
    PreparedPhones prepared;
    prepared.phones.reserve(phones.size());
    prepared.keys.reserve(size_t(phones.size()));
    const QCollator collator;
    std::vector<QCollatorSortKey> names;
    names.reserve(prepared.keys.capacity());
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
        prepared.keys.push_back({row, search.toCaseFolded()});
        names.push_back(collator.sortKey(phoneTitle(phone)));
    }
    std::vector<size_t> order(names.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t left, size_t right) {
        const int result = names[left].compare(names[right]);
        return result != 0 ? result < 0
                           : prepared.phones.at(qsizetype(left)).serial.value <
                                 prepared.phones.at(qsizetype(right)).serial.value;
    });
    for (size_t place = 0; place < order.size(); ++place)
        prepared.keys[order[place]].place = static_cast<int>(place);
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
