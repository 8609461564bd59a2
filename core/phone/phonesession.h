// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phoneentry.h"
#include "core/phone/phonetransport.h"
#include "core/phone/shellrun.h"
#include "core/phone/shellstream.h"
#include "core/phone/syncsession.h"

#include <memory>

namespace holdfast {

/// How root is had on a phone, in the order in which it is tried.
enum class RootKind {
    None,        ///< Commands run as the shell user.
    Adbd,        ///< The adb daemon was root already.
    AdbdRestart, ///< The adb daemon was restarted as root by `root:`.
    SuZero,      ///< `su 0 COMMAND` (AOSP userdebug, redroid).
    SuCommand,   ///< `su -c COMMAND` (Magisk and others).
};

/// `none`, `adbd`, `adbd-restart`, `su-0`, `su-c`: for JSON and manifests.
QString rootKindName(RootKind kind);

/// Which phone it is, and since when it runs. Cloud clones share serial numbers, so all three count.
struct PhoneIdentity
{
    QString serialNumber; ///< ro.serialno; may be empty.
    QString androidId;    ///< settings secure android_id; may be empty.
    QString bootId;       ///< The kernel's random boot id; may be empty.

    friend bool operator==(const PhoneIdentity &, const PhoneIdentity &) = default;
};

/// What the phone says of itself when a session is opened. Parts that it does not tell are empty or 0.
struct PhoneFacts
{
    Serial serial;
    QString serialNumber;
    QString androidId;
    QString bootId;
    QString fingerprint;
    QString manufacturer;
    QString model;
    QString name; ///< As its user named it, else the model.
    QString androidVersion;
    int sdk = 0;
    QString abi; ///< The first of its ABI list: `arm64-v8a`, `x86_64`…
    PhoneKind kind = PhoneKind::Usb;
    RootKind root = RootKind::None;
};

/// Work on one phone: what it is, shells as its strongest user, files. Made in a worker thread and used by
/// one thread at a time; holds no connection of its own between calls.
class PhoneSession
{
public:
    struct Options
    {
        AdbTimeouts timeouts{};
        /// Whether to climb for root. Step `root:` restarts the phone's adb daemon, which drops every stream
        /// of this phone and stays in effect until the phone restarts.
        bool root = true;
    };

    /// Checks the state, reads the facts, finds root. PhoneNotFound, PhoneOffline, PhoneUnauthorized,
    /// PhoneNotReady; PhoneRefused when its shell does not carry bytes unharmed.
    static Result<std::unique_ptr<PhoneSession>> open(const AdbAddress &address, const Serial &serial,
                                                      const Options &options, const CancelToken &cancel);

    [[nodiscard]] const PhoneFacts &facts() const { return m_facts; }
    [[nodiscard]] PhoneIdentity identity() const;
    [[nodiscard]] const PhoneTransport &transport() const { return m_transport; }

    /// Asks the phone again who it is. PhoneChanged when another one answers or it was restarted; to be
    /// called before anything that destroys.
    Result<void> checkIdentity(const CancelToken &cancel) const;
    /// Takes over the android_id that the phone has now, after work of ours that may have changed it.
    /// PhoneChanged as with checkIdentity(), but for the android_id.
    Result<void> refreshAndroidId(const CancelToken &cancel);

    /// @p command as the strongest user, ready for a shell.
    [[nodiscard]] QByteArray asRoot(QByteArrayView command) const;
    /// Runs @p command as the strongest user, see holdfast::runShell().
    Result<ShellResult> run(QByteArrayView command, const CancelToken &cancel,
                            QByteArrayView input = {}) const;
    /// Starts @p command as the strongest user.
    Result<std::unique_ptr<ShellStream>> stream(QByteArrayView command, const CancelToken &cancel,
                                                ShellStream::Options options) const;
    /// The file service, as the adb daemon's user.
    Result<std::unique_ptr<SyncSession>> sync(const CancelToken &cancel) const;

private:
    PhoneSession(PhoneTransport transport, PhoneFacts facts);

    PhoneTransport m_transport;
    PhoneFacts m_facts;
};

} // namespace holdfast
