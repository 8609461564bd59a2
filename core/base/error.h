// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace holdfast {

/// Every way in which something can fail. Callers branch on these; people read userText().
enum class Errc {
    Cancelled,
    Internal,
    InvalidArgument, ///< A wrong word on the command line or in a request; detail says which.
    // adb and phones
    AdbMissing,     ///< No server answers and there is no adb program to start one.
    AdbUnreachable, ///< The server does not answer or went away.
    AdbProtocol,    ///< Something answered that is not an adb server, or it broke the protocol.
    PhoneNotFound,
    PhoneAmbiguous, ///< More than one phone fits.
    PhoneOffline,
    PhoneUnauthorized,
    PhoneNotReady, ///< connecting, authorizing, recovery, bootloader, no permissions…; detail says which.
    PhoneLost,     ///< The link was cut in the middle.
    PhoneSilent,   ///< No byte for the inactivity time.
    PhoneChanged,  ///< Another phone answers at this address now, or it was restarted in between.
    PhoneBusy,     ///< Another job or another Holdfast works on this phone.
    PhoneRefused,  ///< The phone refused a service or answered nonsense.
    PhoneFile,     ///< A file operation on the phone failed; detail says how.
    PhoneSpace,    ///< Not enough room on the phone.
    PhoneNeedsRoot,
    PhoneLocked,  ///< Nobody has unlocked its user's storage since it was started.
    PhoneBattery, ///< Its battery is low and not being charged; also a warning.
    AgentFailed,  ///< The agent could not be installed or run on the phone.
    PhoneAbi,     ///< No agent for this processor.
    // rules
    AndroidTooOld,   ///< The backup comes from a newer Android than the phone has.
    AndroidNewer,    ///< A warning: the phone has a newer Android than the backup.
    AbiDiffers,      ///< A warning: the phone has another processor than the backup's.
    SafetyBackup,    ///< What a restore would replace could not be backed up before; detail says why.
    CompareFailed,   ///< What lies on the phone after a restore is not what the backup holds.
    NothingSelected, ///< The paths asked for match nothing.
    BackupNotUsable, ///< The backup is not AVAILABLE.
    BackupNotFound,
    JobNotFound,
    JobInterrupted, ///< The process that ran the job ended before the job did.
    HookFailed,     ///< A command that runs before or after a backup failed or ran too long.
    StateConflict,  ///< What was asked does not fit the state the thing is in by now.
    GroupNotFound,
    GroupExists,
    PolicyNotFound,
    PolicyExists,
    RecipientNotFound, ///< Nobody of this name is told of what happened.
    RecipientExists,
    MessageFailed, ///< A message was not taken; detail says why.
    // apps
    AppNotInstalled,  ///< The phone has no such app.
    AppNotInBackup,   ///< The backup holds no such app, or not its packages.
    AppDowngrade,     ///< The phone has a newer version than the one to be installed.
    AppSignature,     ///< Somebody else signed the app on the phone.
    AppAbi,           ///< Its native code is for other processors.
    AppSdk,           ///< It needs another Android version.
    AppSplits,        ///< Parts are missing that the app does not run without.
    AppInstallFailed, ///< Android refused the installation; detail has its words.
    AppOldTarget,     ///< A warning: made for a very old Android.
    AppNotCarried,    ///< A warning: something of the app cannot be moved to another phone.
    // stores
    StoreNotFound,
    StoreExists,
    StoreInUse, ///< Backups still lie in it.
    StoreUnreachable,
    StoreUntrusted,  ///< Its server's certificate.
    StoreKeyMissing, ///< The access key or its secret is not where the store says.
    StoreKeyRefused, ///< The service does not know the key, or its secret is another one, or it has expired.
    StoreNoBucket,
    StoreRegion,      ///< The bucket lies in another region.
    StoreAddressing,  ///< The service wants the bucket in the host's name.
    StoreClock,       ///< Its clock and ours differ too much; also a warning.
    StoreIntercepted, ///< A proxy or a sign-in page answers in its place.
    StoreExpires,     ///< A warning: rules of the bucket delete objects after a time.
    StoreKeepsParts,  ///< A warning: no rule of the bucket ends unfinished uploads.
    StoreDenied,
    StoreFull,
    StoreFailed,
    ObjectNotFound,
    ObjectExists,
    // archives
    ArchiveDamaged,
    ArchiveTruncated,
    ArchiveTooNew,
    // apps
    ApkInvalid, ///< No APK, a damaged or a hostile one; detail says what is wrong.
    // this machine
    LocalDenied,
    LocalFull,
    LocalFailed,
    // catalog
    CatalogBusy,
    CatalogDamaged,
    CatalogTooNew,
    CatalogFailed,
    // emulated phones
    EmulatorNotFound,
    EmulatorExists,
    EmulatorFailed,
};

/// The last of them, for loops over all codes.
inline constexpr Errc kLastErrc = Errc::EmulatorFailed;

/// What an error is about, for the sentence that people read. Empty parts are unknown or do not apply.
struct ErrorContext
{
    QString phone{};  ///< Serial or name.
    QString path{};   ///< A path on the phone or on this machine, in its shown form.
    QString object{}; ///< An object, a store, a backup, a job.

    friend bool operator==(const ErrorContext &, const ErrorContext &) = default;
};

struct Error
{
    Errc code = Errc::Internal;
    QString detail; ///< English, technical, for the log and behind the sentence; never a secret.
    ErrorContext context{};

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning a failure: `return fail(Errc::StoreDenied, detail, {.object = name});`
inline tl::unexpected<Error> fail(Errc code, QString detail = {}, ErrorContext context = {})
{
    return tl::unexpected(Error{code, std::move(detail), std::move(context)});
}

/// One or two sentences for the operator: what failed, on what, why, and what to do next. Translated.
QString userText(const Error &error);

/// The code's name as used in `--json` and in the log: `PhoneOffline`.
QString errorName(Errc code);

/// The inverse of errorName(); nothing for a name that this version does not know.
std::optional<Errc> errorFromName(QStringView name);

/// Process exit codes, also the CLI's contract.
enum class ExitCode { Ok = 0, Failed = 1, Usage = 2, Partly = 3, NotFound = 4, Refused = 5, Cancelled = 130 };

ExitCode exitCode(Errc code);

} // namespace holdfast
