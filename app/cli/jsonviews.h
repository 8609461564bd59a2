// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/indexentry.h"
#include "core/catalog/backuprecord.h"
#include "core/catalog/drillrecord.h"
#include "core/catalog/eventrepository.h"
#include "core/catalog/filequery.h"
#include "core/catalog/jobrecord.h"
#include "core/catalog/phonerecord.h"
#include "core/catalog/searchresult.h"
#include "core/engine/backupservice.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"

#include <QJsonArray>
#include <QJsonObject>

namespace holdfast::cli {

/// The objects of `--json`. Keys are camelCase and stay; new ones may come. Times are ISO 8601 in UTC, sizes
/// numbers of bytes; what is unknown is null. Names from phones are in their shown form.

QJsonObject toJson(const Error &error);
QJsonObject toJson(const RestorePreview &preview, Conflict rule);
QJsonObject toJson(const PhoneView &phone);
QJsonObject toJson(const PhoneFileEntry &entry);
/// The icon only as `adaptive`, `plain` or null.
QJsonObject toJson(const AppView &app);
QJsonObject toJson(const AppIcon &icon);
QJsonObject toJson(const EmulatorView &emulator);
QJsonObject toJson(const StoreView &store);
QJsonObject toJson(const StoreTestStep &step);
QJsonObject toJson(const StoreScanReport &report);
/// Without the manifest, which `backup show` adds.
QJsonObject toJson(const BackupRecord &backup);
QJsonObject toJson(const DrillRecord &drill);
/// The backup with its `match`: `exact`, `beginning`, `inside`, `near` or `nearBeginning`.
QJsonObject toJson(const BackupHit &hit);
QJsonObject toJson(const PhoneRecord &phone);
QJsonObject toJson(const FileHit &hit);
QJsonObject toJson(const FileVersion &version);
QJsonObject toJson(const FacetCount &count);
QJsonObject toJson(const BackupFacets &facets);
QJsonObject toJson(const JobRecord &job);
QJsonObject toJson(const EventRecord &event);
QJsonObject toJson(const IndexEntry &entry);
/// `lastRun` is null before the first; its phones are there where one policy is asked for.
QJsonObject toJson(const PolicyView &policy);
QJsonObject toJson(const PolicyTargetRecord &target);
QJsonObject toJson(const RetentionPreview &preview);
QJsonObject toJson(const OverduePhone &phone);
QJsonObject toJson(const BrokenPolicy &policy);
QJsonObject toJson(const OverdueDrill &drill);
QJsonObject toJson(const PolicyPhone &phone);

template <class T>
QJsonArray toJsonArray(const QList<T> &list)
{
    QJsonArray array;
    for (const T &each : list)
        array.append(toJson(each));
    return array;
}

/// The path of an archive's entry as it is on the phone: absolute, in shown form.
QString phonePath(const IndexEntry &entry);
/// `file`, `folder`, `symlink`, `hardlink`, `fifo`, `characterDevice`, `blockDevice`.
QString typeName(EntryType type);
/// `write`, `readBack`, `range`, `list`, `noOverwrite`, `delete`.
QString stepName(StoreTestStep::Kind kind);

} // namespace holdfast::cli
