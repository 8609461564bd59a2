// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore/restoresources.h"

#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "ui/phones/phonemodel.h"

#include <QCoreApplication>

#include <algorithm>

namespace holdfast::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("Mapping", text);
}

} // namespace

Result<BackupRecord> newestBackupOf(Engine &engine, const PhoneView &phone)
{
    const QString name = phone.name.isEmpty() ? phone.serial.value : phone.name;
    if (phone.id.isEmpty())
        return fail(Errc::BackupNotFound, {}, {.phone = {}, .path = {}, .object = name});
    BackupFilter filter;
    filter.phone = phone.id.value;
    filter.statuses = {BackupStatus::Available};
    const auto page = engine.backups().list(filter, {.limit = 1, .token = {}, .withTotal = false});
    if (!page)
        return tl::unexpected(page.error());
    if (page->rows.isEmpty())
        return fail(Errc::BackupNotFound, {}, {.phone = {}, .path = {}, .object = name});
    return page->rows.first();
}

Result<QHash<QString, BackupRecord>> newestBackupsOf(Engine &engine, const QList<PhoneView> &phones,
                                                     const CancelToken &cancel)
{
    QHash<QString, BackupRecord> found;
    for (const PhoneView &phone : phones) {
        if (auto go = cancel.check(); !go)
            return tl::unexpected(go.error());
        const auto newest = newestBackupOf(engine, phone);
        if (newest)
            found.insert(phone.serial.value, *newest);
        else if (newest.error().code != Errc::BackupNotFound)
            return tl::unexpected(newest.error());
    }
    return found;
}

ResolvedMapping resolveMapping(Engine &engine, const RestoreMapping &mapping, const QList<PhoneView> &known,
                               const CancelToken &cancel)
{
    ResolvedMapping resolved{.phones = {}, .backups = {}, .problems = mapping.problems};
    for (const MappingLine &line : mapping.lines) {
        if (cancel.requested())
            return resolved;
        const auto fits = [&](const PhoneView &phone) {
            return phone.name == line.phone || phone.serial.value == line.phone ||
                   phone.id.value == line.phone;
        };
        const auto phone = std::find_if(known.begin(), known.end(), fits);
        if (phone == known.end()) {
            resolved.problems << tr("Line %1: there is no phone %2.").arg(line.number).arg(line.phone);
            continue;
        }
        if (std::count_if(known.begin(), known.end(), fits) > 1) {
            resolved.problems << tr("Line %1: several phones are called %2. Name its serial.")
                                     .arg(line.number)
                                     .arg(line.phone);
            continue;
        }
        if (phoneCondition(*phone) != PhoneCondition::Online) {
            resolved.problems << tr("Line %1: phone %2 is not online.").arg(line.number).arg(line.phone);
            continue;
        }
        const auto backup = line.backup.compare("newest"_L1, Qt::CaseInsensitive) == 0
                                ? newestBackupOf(engine, *phone)
                                : engine.backups().get(BackupId{line.backup});
        if (!backup || backup->status != BackupStatus::Available) {
            resolved.problems << tr("Line %1: there is no backup %2 that can be restored.")
                                     .arg(line.number)
                                     .arg(line.backup);
            continue;
        }
        resolved.phones.append(*phone);
        resolved.backups.insert(phone->serial.value, *backup);
    }
    return resolved;
}

} // namespace holdfast::ui
