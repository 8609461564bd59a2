// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QDateTime>
#include <QStringList>

namespace holdfast {

/// A phone that was seen. Times are UTC with milliseconds.
struct PhoneRecord
{
    PhoneId id{};    ///< Made from the identity; see phoneIdFor().
    Serial serial{}; ///< Where it was seen last.
    QString serialNumber{};
    QString androidId{};
    QString name{};
    QString model{};
    QString manufacturer{};
    QString androidVersion{};
    int sdk = 0;
    QString abi{};
    QString groupName{}; ///< Empty: in no group. Changed by PhoneRepository::assignGroup() only.
    QStringList tags{};  ///< Sorted. Changed by PhoneRepository::setTags() only.
    QDateTime firstSeen{};
    QDateTime lastSeen{};

    friend bool operator==(const PhoneRecord &, const PhoneRecord &) = default;
};

struct PhoneGroup
{
    QString name{};
    qint64 phoneCount = 0;

    friend bool operator==(const PhoneGroup &, const PhoneGroup &) = default;
};

/// `ph-` and 17 characters [a-z0-9], the same on every host for the same phone: made from the hardware's
/// serial number and the android_id; from the adb serial where the phone tells neither.
PhoneId phoneIdFor(const QString &serialNumber, const QString &androidId, const Serial &serial);

} // namespace holdfast
