// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/catalog/jobrecord.h"
#include "core/policy/hooks.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace holdfast {

/// How the jobs of a request wait for their turn.
struct QueueOptions
{
    JobPriority priority = JobPriority::Normal;
    int patienceSeconds = 0; ///< So long a phone or store that is away is waited for.
    bool outlives = true;    ///< Outlives a program that stays; policies begin theirs anew by themselves.
    bool detached = false;   ///< Left to whoever runs the queue: the daemon or the desktop.

    static constexpr int kMostPatienceSeconds = 7 * 24 * 3600;

    friend bool operator==(const QueueOptions &, const QueueOptions &) = default;
};

/// What to back up, of which phones, and where to. Checked whole before anything starts.
struct BackupRequest
{
    QList<Serial> phones;
    QStringList paths;    ///< PathPattern texts; empty with `whole`. There may be none beside apps.
    QStringList apps{};   ///< Packages: each with its APKs and all its data, and stopped while it is copied.
    bool whole = false;   ///< All of /data but caches and Holdfast's own files.
    QStringList excludes; ///< PathPattern texts; exclude wins.
    QString store;        ///< Name of a configured store.
    QString folder;       ///< Folder inside the store; empty for its top.
    QString name;         ///< As in expandName(); empty: made of the phone's name and the time.
    QString description;
    QString owner;
    int compressionLevel = 3; ///< zstd's, 1 to 19.
    QString speed{};          ///< SpeedRules text: limits the jobs of the batch together.
    QString speedGroup{};     ///< Batches of the same group share their limit; empty: each has its own.
    Hooks hooks{};
    /// Leaves out apps and paths that the phone does not have, also all of them; anything else that is lost
    /// still counts. For what may be missing because it is yet to be restored.
    bool onlyWhatIsThere = false;
    QueueOptions queue{};
};

/// `90s`, `30m`, `2h`, `1d` in seconds; nothing for other texts and for more than a week.
std::optional<int> patienceFromText(const QString &text);

/// What a restore does with a file that the phone already has.
enum class Conflict { Overwrite, Skip, KeepNewer };

/// What of an app a restore brings back.
enum class RestoreScope {
    Both,
    ApkOnly, ///< Its packages; its data on the phone stays.
    DataOnly ///< Its data, onto the app that is installed.
};

/// Where a backup goes.
struct StorePlace
{
    QString store{};
    QString folder{}; ///< Inside the store; empty for its top.

    friend bool operator==(const StorePlace &, const StorePlace &) = default;
};

/// One backup, or a part of it, to one or more phones.
struct RestoreRequest
{
    BackupId backup;
    QList<Serial> phones;
    QStringList paths; ///< PathPattern texts; with no apps either: all that the backup holds.
    /// Packages. Each is installed, and its data replaced as a whole: kept is all of the old or all of the
    /// new. Out of backups of apps, of paths and of whole phones.
    QStringList apps{};
    RestoreScope scope = RestoreScope::Both; ///< Of the apps.
    Conflict conflict = Conflict::Overwrite;
    bool restart = false; ///< Restart the phone afterwards.
    /// Another phone takes over also what phones are told apart by (identityPatterns()); else it keeps its
    /// own.
    bool takeIdentity = false;
    /// Keeps what is replaced until the restored files have been compared, and puts it back where that fails
    /// or the job ends before: needs room for both. Apps' data always has such a way back.
    bool wayBack = true;
    /// Also to a phone whose battery is almost empty and not being charged.
    bool mayRunOut = false;
    /// Before a phone is touched, what the restore would replace there is backed up to this place and
    /// checked; where that fails, so does the restore.
    std::optional<StorePlace> safetyBackup{};
    QueueOptions queue{.priority = JobPriority::High}; ///< Somebody waits for it.
};

/// Apps from files on this machine (.apk, .apks, .xapk), to one or more phones.
struct InstallRequest
{
    QStringList files;
    QList<Serial> phones;
};

/// `overwrite`, `skip`, `newer`.
QString toText(Conflict conflict);
std::optional<Conflict> conflictFromText(QStringView text);

/// `both`, `apk`, `data`.
QString toText(RestoreScope scope);
std::optional<RestoreScope> restoreScopeFromText(QStringView text);

/// What the record of a job keeps of a request: all but the phones, and what the backup's own record holds.
QJsonObject toJson(const BackupRequest &request);
QJsonObject toJson(const RestoreRequest &request);

/// The way back, without the phones. Nothing where the record holds something that this version does not
/// know: it would come back as less than it was. What an older version did not write has its default.
std::optional<BackupRequest> backupRequestFrom(const QJsonObject &json);
std::optional<RestoreRequest> restoreRequestFrom(const QJsonObject &json);

} // namespace holdfast
