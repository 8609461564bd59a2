// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/catalog/phonerecord.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace holdfast {

/// What the name of a backup can hold of its phone.
struct NameFacts
{
    QString phone{};
    QString group{};
    QString model{};
    QString android{};
    QString serial{};
    QDateTime time{};
};

/// What may stand in braces: `phone`, `group`, `model`, `android`, `serial`, `date`, `time`.
QStringList namePlaceholders();

/// Whether @p text has words in braces, so that each phone's backup gets a name of its own.
bool isNameTemplate(const QString &text);

/// Fills in `{phone}` and the others; date and time are UTC, `2026-11-22` and `02-00-00`. What a phone does
/// not have is left out. InvalidArgument for a word in braces that is not known. Pure.
Result<QString> expandName(const QString &text, const NameFacts &facts);

/// The name of a backup of @p phone from a request's @p text, which expandName() takes; defaultBackupName()
/// where nothing is left of it.
QString backupName(const QString &text, const PhoneRecord &phone, const QDateTime &time);

} // namespace holdfast
