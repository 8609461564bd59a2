// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace holdfast {

/// One thing that a restore would meet on a phone.
struct PreflightFinding
{
    enum class Severity { Warning, Refusal };
    Severity severity = Severity::Warning;
    Error error; ///< Its code says what kind, userText() says it in words.
};

/// What the check needs to know of the backup and of the phone.
struct PreflightFacts
{
    QString phone; ///< For messages.
    int backupSdk = 0;
    QString backupAndroid;
    QString backupAbi;
    int phoneSdk = 0;
    QString phoneAndroid;
    QString phoneAbi;
    bool phoneHasRoot = false;
    bool needsRoot = false; ///< Something selected belongs to others than the shell user.
    qint64 neededBytes = 0; ///< What the selected files take beyond what they replace.
    qint64 freeBytes = -1;  ///< Of the phone's /data; -1 where unknown.
    qint64 neededInodes = 0;
    qint64 freeInodes = -1;
    int batteryPercent = -1; ///< -1 where unknown.
    bool charging = false;
    bool mayRunOut = false; ///< The operator takes the risk of an empty battery.
    bool storageLocked = false;
};

/// The rules, without asking anybody: a newer Android's backup is refused on an older phone and warned of the
/// other way round; space is needed with a tenth to spare; other processors are warned of. A locked
/// phone is refused. A low battery that is not charged is warned of, an almost empty one is refused.
QList<PreflightFinding> judgePreflight(const PreflightFacts &facts);

/// The first refusal as an error; success where there is none.
Result<void> refusalOf(const QList<PreflightFinding> &findings);

} // namespace holdfast
