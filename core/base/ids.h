// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace holdfast {

/// A string that cannot be mistaken for another kind of string.
template <class Tag>
struct StrongId
{
    QString value;

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend bool operator<(const StrongId &a, const StrongId &b) { return a.value < b.value; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return qHash(id.value, seed); }
};

/// A phone as the catalog knows it: stays the same when its address changes.
using PhoneId = StrongId<struct PhoneIdTag>;
/// How the adb server names a phone now: `127.0.0.1:5601`, `emulator-5554`, a USB serial number.
using Serial = StrongId<struct SerialTag>;
/// `bf-` and 17 characters [a-z0-9].
using BackupId = StrongId<struct BackupIdTag>;
inline constexpr int kBackupIdLength = 20;
/// `t-` and 17 characters [a-z0-9].
using JobId = StrongId<struct JobIdTag>;
/// `t-` and 17 characters [a-z0-9].
using BatchId = StrongId<struct BatchIdTag>;

/// `pl-` and 17 characters [a-z0-9].
using PolicyId = StrongId<struct PolicyIdTag>;

/// Random ids from the system's generator: 17 characters of 36 carry 87 bits, so that ids made on many
/// machines do not meet.
BackupId newBackupId();
JobId newJobId();
BatchId newBatchId();
PolicyId newPolicyId();

} // namespace holdfast
