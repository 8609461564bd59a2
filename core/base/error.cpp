// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QCoreApplication>

namespace holdfast {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Errors", text);
}

QString named(const QString &name, const char *unknown)
{
    return name.isEmpty() ? tr(unknown) : name;
}

QString phoneOf(const Error &e)
{
    return named(e.context.phone, QT_TRANSLATE_NOOP("Errors", "the phone"));
}

QString pathOf(const Error &e)
{
    return named(e.context.path, QT_TRANSLATE_NOOP("Errors", "the file"));
}

QString objectOf(const Error &e)
{
    return named(e.context.object, QT_TRANSLATE_NOOP("Errors", "the object"));
}

/// The sentence of each code. `%1` is what it is about; the switch has no default, so that the compiler finds
/// a code without a sentence.
QString sentence(const Error &e)
{
    switch (e.code) {
    case Errc::Cancelled:
        return tr("Cancelled on request. Nothing partial was kept.");
    case Errc::Internal:
        return tr("Something went wrong inside Holdfast. Please report it with the log file.");
    case Errc::InvalidArgument:
        return tr("The request is not valid. Correct it and try again.");
    case Errc::AdbMissing:
        return tr("No adb server answers and no adb program was found. Install the Android platform tools "
                  "(on Debian: apt install adb) and try again.");
    case Errc::AdbUnreachable:
        return tr("The adb server does not answer. Start it with \"adb start-server\" and try again.");
    case Errc::AdbProtocol:
        return tr("What answers at the adb server's port does not speak adb. Check ADB_SERVER_SOCKET and "
                  "ANDROID_ADB_SERVER_PORT, or restart the server.");
    case Errc::PhoneNotFound:
        return tr("No phone %1 is connected. See \"holdfast-cli phone list\", or connect it first.")
            .arg(phoneOf(e));
    case Errc::PhoneAmbiguous:
        return tr("More than one phone fits %1. Name it by its full serial.").arg(phoneOf(e));
    case Errc::PhoneOffline:
        return tr("Phone %1 is offline. Check that it runs and is reachable, then connect it again.")
            .arg(phoneOf(e));
    case Errc::PhoneUnauthorized:
        return tr("Phone %1 has not authorized this computer. Accept the key on the phone's screen, then try "
                  "again.")
            .arg(phoneOf(e));
    case Errc::PhoneNotReady:
        return tr("Phone %1 is not ready. Wait until it has started, then try again.").arg(phoneOf(e));
    case Errc::PhoneLost:
        return tr("The connection to phone %1 was lost. Check the phone and the network, then try again.")
            .arg(phoneOf(e));
    case Errc::PhoneSilent:
        return tr("Phone %1 stopped answering. Check that it is not frozen or overloaded, then try again.")
            .arg(phoneOf(e));
    case Errc::PhoneChanged:
        return tr("The phone at %1 is not the one it was, or it was restarted. Check which phone answers "
                  "there, "
                  "then try again.")
            .arg(phoneOf(e));
    case Errc::PhoneBusy:
        return tr("Another job is working on phone %1. Wait for it to end, or cancel it.").arg(phoneOf(e));
    case Errc::PhoneRefused:
        return tr("Phone %1 refused the request. Check its Android version and its adb daemon.")
            .arg(phoneOf(e));
    case Errc::PhoneFile:
        return tr("A file on phone %1 could not be used: %2. Check the path and the rights.")
            .arg(phoneOf(e), pathOf(e));
    case Errc::PhoneSpace:
        return tr("Phone %1 has not enough free space. Free some and try again; a restore without a way back "
                  "needs less.")
            .arg(phoneOf(e));
    case Errc::PhoneNeedsRoot:
        return tr("This needs root on phone %1. Use an image with root, or choose only paths that the shell "
                  "user may use.")
            .arg(phoneOf(e));
    case Errc::PhoneLocked:
        return tr("The storage of phone %1 is locked: nobody has unlocked its screen since it was started. "
                  "Unlock it, then try again.")
            .arg(phoneOf(e));
    case Errc::PhoneBattery:
        return tr("The battery of phone %1 is low (%2) and not charging, so the phone could go out during a "
                  "restore. Connect it to power first.")
            .arg(phoneOf(e), e.context.object);
    case Errc::AgentFailed:
        return tr("The helper program could not run on phone %1. Check that /data/local/tmp is writable and "
                  "try "
                  "again.")
            .arg(phoneOf(e));
    case Errc::PhoneAbi:
        return tr("The processor of phone %1 is not supported. Holdfast works with arm64-v8a and x86_64.")
            .arg(phoneOf(e));
    case Errc::AndroidTooOld:
        return tr("The backup comes from a newer Android than phone %1 has, so it would not work there. "
                  "Choose a "
                  "phone with the same or a newer Android.")
            .arg(phoneOf(e));
    case Errc::AndroidNewer:
        return tr("Phone %1 has a newer Android than the backup. This usually works; check the apps "
                  "afterwards.")
            .arg(phoneOf(e));
    case Errc::AbiDiffers:
        return tr("Phone %1 has another processor than the backup's phone, so native parts of apps may not "
                  "run. "
                  "Check the apps afterwards.")
            .arg(phoneOf(e));
    case Errc::SafetyBackup:
        return tr("Phone %1 was not restored and stays as it was: its safety backup %2 did not become "
                  "whole. See in that backup's job what went wrong, then restore again.")
            .arg(phoneOf(e), e.context.object);
    case Errc::CompareFailed:
        return tr("Some files on phone %1 did not become what the backup holds. The job's log says which, "
                  "and "
                  "whether the phone was put back as it was before. Restore them again.")
            .arg(phoneOf(e));
    case Errc::NothingSelected:
        return tr("The paths asked for match nothing on %1. Check them and try again.")
            .arg(e.context.phone.isEmpty() ? objectOf(e) : phoneOf(e));
    case Errc::BackupNotUsable:
        return tr("Backup %1 is not available. Only AVAILABLE backups can be used; see \"holdfast-cli backup "
                  "show\".")
            .arg(objectOf(e));
    case Errc::BackupNotFound:
        return tr("There is no backup %1. See \"holdfast-cli backup list\".").arg(objectOf(e));
    case Errc::JobNotFound:
        return tr("There is no job %1. See \"holdfast-cli job list\".").arg(objectOf(e));
    case Errc::JobInterrupted:
        return tr("Holdfast was ended while job %1 was not done. Start it again.").arg(objectOf(e));
    case Errc::HookFailed:
        return tr("The command given by --%1 failed for phone %2, or ran too long. Its last lines are in the "
                  "job's log; correct it, or try it by hand.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::StateConflict:
        return tr("%1 is in a state that does not allow this. Look at it again; something else may have "
                  "changed it.")
            .arg(objectOf(e));
    case Errc::GroupNotFound:
        return tr("There is no group %1. Check its name, or create it.").arg(objectOf(e));
    case Errc::GroupExists:
        return tr("There is a group %1 already. Choose another name.").arg(objectOf(e));
    case Errc::PolicyNotFound:
        return tr("There is no policy %1. See \"holdfast-cli policy list\".").arg(objectOf(e));
    case Errc::PolicyExists:
        return tr("There is a policy %1 already. Choose another name.").arg(objectOf(e));
    case Errc::RecipientNotFound:
        return tr("There is no recipient %1. See \"holdfast-cli notify list\".").arg(objectOf(e));
    case Errc::RecipientExists:
        return tr("There is a recipient %1 already. Choose another name.").arg(objectOf(e));
    case Errc::MessageFailed:
        return tr("The message to %1 could not be delivered. Correct what the log says of it, then try "
                  "\"holdfast-cli "
                  "notify test\".")
            .arg(objectOf(e));
    case Errc::AppNotInstalled:
        return tr("The app %1 is not installed on phone %2. See \"holdfast-cli phone apps\", or restore it "
                  "with its "
                  "packages.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::AppNotInBackup:
        return tr("The backup does not hold the app %1. See \"holdfast-cli backup show\".").arg(objectOf(e));
    case Errc::AppDowngrade:
        return tr("Phone %1 has a newer version of the app %2. Remove the app there first; out of a backup "
                  "its data "
                  "can be restored alone.")
            .arg(phoneOf(e), objectOf(e));
    case Errc::AppSignature:
        return tr("The app %1 on phone %2 comes from somebody else than the one to be installed. Remove it "
                  "there "
                  "first; its data goes with it.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::AppAbi:
        return tr("The app %1 does not run on the processor of phone %2. Choose a phone with the processor "
                  "that "
                  "it is made for.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::AppSdk:
        return tr("The app %1 needs a newer Android than phone %2 has. Choose another phone.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::AppSplits:
        return tr("Parts of the app %1 are missing, and it does not run without them. Bring all of its "
                  "packages; out "
                  "of a backup its data can be restored alone, onto an app that is installed.")
            .arg(objectOf(e));
    case Errc::AppInstallFailed:
        return tr("Phone %1 refused to install the app %2. The reason is Android's own.")
            .arg(phoneOf(e), objectOf(e));
    case Errc::AppOldTarget:
        return tr("The app %1 was made for a very old Android; phone %2 would not install it by itself. "
                  "Check it "
                  "afterwards.")
            .arg(objectOf(e), phoneOf(e));
    case Errc::AppNotCarried:
        return tr("Something of the app %1 cannot be moved to another phone. It may ask to sign in again.")
            .arg(objectOf(e));
    case Errc::StoreNotFound:
        return tr("There is no store %1. See \"holdfast-cli store list\", or add it.").arg(objectOf(e));
    case Errc::StoreExists:
        return tr("There is a store %1 already. Choose another name.").arg(objectOf(e));
    case Errc::StoreInUse:
        return tr("Backups still lie in store %1. Delete them first, or remove the store by force.")
            .arg(objectOf(e));
    case Errc::StoreUnreachable:
        return tr("Store %1 cannot be reached. Check that its folder exists or its network works.")
            .arg(objectOf(e));
    case Errc::StoreUntrusted:
        return tr("The server of store %1 shows a certificate that this computer does not trust. Check its "
                  "address, or name the file of its authority with --ca-file (in the window: Certificates to "
                  "trust).")
            .arg(objectOf(e));
    case Errc::StoreKeyMissing:
        return tr("The access key of store %1 or its secret cannot be found. Put it where \"holdfast-cli "
                  "store show\" says.")
            .arg(objectOf(e));
    case Errc::StoreKeyRefused:
        return tr("Store %1 refuses the access key or its secret. Check both, and whether they have expired.")
            .arg(objectOf(e));
    case Errc::StoreNoBucket:
        return tr("There is no such bucket at store %1. Check its name and region, or create it.")
            .arg(objectOf(e));
    case Errc::StoreRegion:
        return tr("The bucket of store %1 lies in another region. Add the store again with the region that "
                  "its service shows for the bucket.")
            .arg(objectOf(e));
    case Errc::StoreAddressing:
        return tr("The service of store %1 wants the bucket in the host's name. Add the store again with "
                  "--addressing host (in the window: Bucket stands in the host's name).")
            .arg(objectOf(e));
    case Errc::StoreClock:
        return tr("The clocks of this computer and of store %1 differ too much. Set this computer's clock, "
                  "then try again.")
            .arg(objectOf(e));
    case Errc::StoreIntercepted:
        return tr("Something between this computer and store %1 answers in its place, like a proxy or a "
                  "sign-in page. Check the endpoint and this computer's proxy settings.")
            .arg(objectOf(e));
    case Errc::StoreExpires:
        return tr("Rules of the bucket delete what lies in store %1 after a time, backups too. Change them "
                  "unless that is what you want.")
            .arg(objectOf(e));
    case Errc::StoreKeepsParts:
        return tr("No rule of the bucket ends unfinished uploads to store %1. Add one "
                  "(AbortIncompleteMultipartUpload), so that what a crash leaves does not cost money for "
                  "ever.")
            .arg(objectOf(e));
    case Errc::StoreDenied:
        return tr("Store %1 does not allow this. Check the rights on it.").arg(objectOf(e));
    case Errc::StoreFull:
        return tr("Store %1 is full. Free some space or use another store.").arg(objectOf(e));
    case Errc::StoreFailed:
        return tr("Store %1 failed. Check it with \"holdfast-cli store test\".").arg(objectOf(e));
    case Errc::ObjectNotFound:
        return tr("The object %1 is not in its store any more. Restore it there, or rescan the store.")
            .arg(objectOf(e));
    case Errc::ObjectExists:
        return tr("There is an object %1 already, and it is not overwritten. Choose another name.")
            .arg(objectOf(e));
    case Errc::ArchiveDamaged:
        return tr("The archive %1 is damaged. Use another backup; this one is not safe to restore.")
            .arg(objectOf(e));
    case Errc::ArchiveTruncated:
        return tr("The archive %1 is cut short. Use another backup; this one is not complete.")
            .arg(objectOf(e));
    case Errc::ArchiveTooNew:
        return tr("The archive %1 was made by a newer Holdfast. Update this program to use it.")
            .arg(objectOf(e));
    case Errc::ApkInvalid:
        return tr("%1 is not an app package that Holdfast can read. Get the package again, from where the "
                  "app "
                  "comes from.")
            .arg(pathOf(e));
    case Errc::LocalDenied:
        return tr("This computer does not allow the use of %1. Check the rights on it.").arg(pathOf(e));
    case Errc::LocalFull:
        return tr("This computer has no room left for %1. Free some space and try again.").arg(pathOf(e));
    case Errc::LocalFailed:
        return tr("This computer could not use %1. Check the path and try again.").arg(pathOf(e));
    case Errc::CatalogBusy:
        return tr("The catalog is in use by another Holdfast for too long. Try again in a moment.");
    case Errc::CatalogDamaged:
        return tr("The catalog is damaged. Move it away and rebuild it with \"holdfast-cli store scan\".");
    case Errc::CatalogTooNew:
        return tr("The catalog was written by a newer Holdfast. Update this program to open it.");
    case Errc::CatalogFailed:
        return tr(
            "The catalog could not be read or written. Check the data directory's rights and free space.");
    case Errc::EmulatorNotFound:
        return tr("There is no emulated phone %1. See \"holdfast-cli emulator list\".").arg(objectOf(e));
    case Errc::EmulatorExists:
        return tr("There is an emulated phone %1 already. Choose another name, or remove it.")
            .arg(objectOf(e));
    case Errc::EmulatorFailed:
        return tr("The emulated phone %1 could not be used. See its log in the data directory.")
            .arg(objectOf(e));
    }
    Q_UNREACHABLE();
}

} // namespace

QString userText(const Error &error)
{
    const QString text = sentence(error);
    return error.detail.isEmpty() ? text : QString(text % u" (" % error.detail % u')');
}

QString errorName(Errc code)
{
    switch (code) {
#define HOLDFAST_NAME(name)                                                                                  \
    case Errc::name:                                                                                         \
        return QStringLiteral(#name);
        HOLDFAST_NAME(Cancelled)
        HOLDFAST_NAME(Internal)
        HOLDFAST_NAME(InvalidArgument)
        HOLDFAST_NAME(AdbMissing)
        HOLDFAST_NAME(AdbUnreachable)
        HOLDFAST_NAME(AdbProtocol)
        HOLDFAST_NAME(PhoneNotFound)
        HOLDFAST_NAME(PhoneAmbiguous)
        HOLDFAST_NAME(PhoneOffline)
        HOLDFAST_NAME(PhoneUnauthorized)
        HOLDFAST_NAME(PhoneNotReady)
        HOLDFAST_NAME(PhoneLost)
        HOLDFAST_NAME(PhoneSilent)
        HOLDFAST_NAME(PhoneChanged)
        HOLDFAST_NAME(PhoneBusy)
        HOLDFAST_NAME(PhoneRefused)
        HOLDFAST_NAME(PhoneFile)
        HOLDFAST_NAME(PhoneSpace)
        HOLDFAST_NAME(PhoneNeedsRoot)
        HOLDFAST_NAME(PhoneLocked)
        HOLDFAST_NAME(PhoneBattery)
        HOLDFAST_NAME(AgentFailed)
        HOLDFAST_NAME(PhoneAbi)
        HOLDFAST_NAME(AndroidTooOld)
        HOLDFAST_NAME(AndroidNewer)
        HOLDFAST_NAME(AbiDiffers)
        HOLDFAST_NAME(SafetyBackup)
        HOLDFAST_NAME(CompareFailed)
        HOLDFAST_NAME(NothingSelected)
        HOLDFAST_NAME(BackupNotUsable)
        HOLDFAST_NAME(BackupNotFound)
        HOLDFAST_NAME(JobNotFound)
        HOLDFAST_NAME(JobInterrupted)
        HOLDFAST_NAME(HookFailed)
        HOLDFAST_NAME(StateConflict)
        HOLDFAST_NAME(GroupNotFound)
        HOLDFAST_NAME(GroupExists)
        HOLDFAST_NAME(PolicyNotFound)
        HOLDFAST_NAME(PolicyExists)
        HOLDFAST_NAME(RecipientNotFound)
        HOLDFAST_NAME(RecipientExists)
        HOLDFAST_NAME(MessageFailed)
        HOLDFAST_NAME(AppNotInstalled)
        HOLDFAST_NAME(AppNotInBackup)
        HOLDFAST_NAME(AppDowngrade)
        HOLDFAST_NAME(AppSignature)
        HOLDFAST_NAME(AppAbi)
        HOLDFAST_NAME(AppSdk)
        HOLDFAST_NAME(AppSplits)
        HOLDFAST_NAME(AppInstallFailed)
        HOLDFAST_NAME(AppOldTarget)
        HOLDFAST_NAME(AppNotCarried)
        HOLDFAST_NAME(StoreNotFound)
        HOLDFAST_NAME(StoreExists)
        HOLDFAST_NAME(StoreInUse)
        HOLDFAST_NAME(StoreUnreachable)
        HOLDFAST_NAME(StoreUntrusted)
        HOLDFAST_NAME(StoreKeyMissing)
        HOLDFAST_NAME(StoreKeyRefused)
        HOLDFAST_NAME(StoreNoBucket)
        HOLDFAST_NAME(StoreRegion)
        HOLDFAST_NAME(StoreAddressing)
        HOLDFAST_NAME(StoreClock)
        HOLDFAST_NAME(StoreIntercepted)
        HOLDFAST_NAME(StoreExpires)
        HOLDFAST_NAME(StoreKeepsParts)
        HOLDFAST_NAME(StoreDenied)
        HOLDFAST_NAME(StoreFull)
        HOLDFAST_NAME(StoreFailed)
        HOLDFAST_NAME(ObjectNotFound)
        HOLDFAST_NAME(ObjectExists)
        HOLDFAST_NAME(ArchiveDamaged)
        HOLDFAST_NAME(ArchiveTruncated)
        HOLDFAST_NAME(ArchiveTooNew)
        HOLDFAST_NAME(ApkInvalid)
        HOLDFAST_NAME(LocalDenied)
        HOLDFAST_NAME(LocalFull)
        HOLDFAST_NAME(LocalFailed)
        HOLDFAST_NAME(CatalogBusy)
        HOLDFAST_NAME(CatalogDamaged)
        HOLDFAST_NAME(CatalogTooNew)
        HOLDFAST_NAME(CatalogFailed)
        HOLDFAST_NAME(EmulatorNotFound)
        HOLDFAST_NAME(EmulatorExists)
        HOLDFAST_NAME(EmulatorFailed)
#undef HOLDFAST_NAME
    }
    Q_UNREACHABLE();
}

std::optional<Errc> errorFromName(QStringView name)
{
    for (int i = 0; i <= int(kLastErrc); ++i) {
        if (errorName(Errc(i)) == name)
            return Errc(i);
    }
    return {};
}

ExitCode exitCode(Errc code)
{
    switch (code) {
    case Errc::Cancelled:
        return ExitCode::Cancelled;
    case Errc::InvalidArgument:
        return ExitCode::Usage;
    case Errc::PhoneNotFound:
    case Errc::StoreNotFound:
    case Errc::BackupNotFound:
    case Errc::JobNotFound:
    case Errc::GroupNotFound:
    case Errc::PolicyNotFound:
    case Errc::RecipientNotFound:
    case Errc::ObjectNotFound:
    case Errc::EmulatorNotFound:
    case Errc::AppNotInstalled:
    case Errc::AppNotInBackup:
        return ExitCode::NotFound;
    case Errc::PhoneAmbiguous:
    case Errc::PhoneChanged:
    case Errc::PhoneSpace:
    case Errc::PhoneNeedsRoot:
    case Errc::PhoneLocked:
    case Errc::PhoneBattery:
    case Errc::PhoneAbi:
    case Errc::AndroidTooOld:
    case Errc::NothingSelected:
    case Errc::BackupNotUsable:
    case Errc::StateConflict:
    case Errc::GroupExists:
    case Errc::PolicyExists:
    case Errc::RecipientExists:
    case Errc::StoreExists:
    case Errc::StoreInUse:
    case Errc::ObjectExists:
    case Errc::ArchiveTooNew:
    case Errc::CatalogTooNew:
    case Errc::EmulatorExists:
    case Errc::AppDowngrade:
    case Errc::AppSignature:
    case Errc::AppAbi:
    case Errc::AppSdk:
    case Errc::AppSplits:
        return ExitCode::Refused;
    default:
        return ExitCode::Failed;
    }
}

} // namespace holdfast
