// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apk/appicon.h"
#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/phone/phonetracker.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace holdfast {

struct EngineContext;

/// A phone as the operator sees it: what the adb server says now, joined with what the catalog remembers.
struct PhoneView
{
    PhoneId id; ///< Empty for a phone whose identity was never read.
    Serial serial;
    QString name;     ///< The operator's name for it, else the model.
    QString state;    ///< `device`, `offline`, `unauthorized`, …; `absent` where only the catalog knows it.
    QString nextStep; ///< What to do when it is not usable; empty for `device`.
    QString kind;     ///< `usb`, `tcp`, `emulator`, `emulated` (built in).
    QString model;
    QString manufacturer;
    QString androidVersion;
    int sdk = 0;
    QString abi;
    QString serialNumber;
    QString root; ///< How root is had: `adbd`, `su`, `none`; empty where unknown.
    QString group;
    QStringList tags{};
    QDateTime lastSeen;
    QDateTime lastBackup;  ///< When its newest AVAILABLE backup was made.
    qint64 dataTotal = -1; ///< Bytes of /data; -1 where unknown.
    qint64 dataFree = -1;

    friend bool operator==(const PhoneView &, const PhoneView &) = default;
};

/// One entry of a folder on a phone.
struct PhoneFileEntry
{
    QByteArray name;
    quint32 mode = 0; ///< As in stat(2), with the type bits.
    qint64 size = 0;
    QDateTime modified;
    QString error; ///< errno's name where it could not be read.
};

/// One app on a phone, for one Android user. Sizes are bytes, -1 where they cannot be told (without root).
struct AppView
{
    QString package;
    QString label;                 ///< In the app's own language; the package where it has none.
    QMap<QString, QString> labels; ///< By locale (`en`, `zh-CN`), where another than @ref label.
    AppIcon icon;                  ///< Empty where there is none.
    QString versionName;
    qint64 versionCode = -1;
    int uid = -1;
    bool system = false;
    bool enabled = true;
    bool debuggable = false;
    bool splitRequired = false;
    QString installer; ///< Package that installed it; empty: unknown.
    QStringList splits;
    QStringList certificates; ///< SHA-256 of the signers' certificates in hex.
    int signingScheme = 0;    ///< 1, 2, 3, 31 (3.1); 0: not signed or not known.
    QStringList abis;         ///< That it has native code for; empty: runs on any.
    int minSdk = 0;
    int targetSdk = 0;
    QString sharedUserId;
    QList<QByteArray> apks; ///< Paths on the phone, raw bytes, the base first.
    qint64 apkBytes = -1;
    qint64 dataBytes = -1;       ///< Credential-encrypted data, caches included.
    qint64 deviceDataBytes = -1; ///< Device-encrypted data.
    qint64 externalDataBytes = -1;
    qint64 obbBytes = -1;
    qint64 mediaBytes = -1;
    QString problem; ///< Why label, icon and signer are missing, English; empty: all is well.

    /// The label in @p locale (`zh-CN`, `en-GB`…), else the app's own.
    [[nodiscard]] QString labelFor(const QString &locale) const;
};

/// Which apps of a phone.
struct AppQuery
{
    int user = 0;         ///< Android's user.
    bool system = false;  ///< Also those that came with the image.
    QStringList packages; ///< Only these; empty: all.
};

struct AppListing
{
    QList<AppView> apps;  ///< By package.
    qint64 bytesRead = 0; ///< Of APKs that were not known, over adb.
};

/// Phones: who is there, what they are, how to reach them.
class PhoneService
{
public:
    explicit PhoneService(EngineContext &context) : m_context(context) {}

    /// Follows the adb server's list from the thread that calls, once the caller starts it. The one function
    /// here that does not block.
    [[nodiscard]] std::unique_ptr<PhoneTracker> track() const;
    /// All phones that the adb server knows now. Identity is read from usable phones that the catalog has not
    /// seen at this serial; @p includeAbsent adds those that only the catalog knows.
    Result<QList<PhoneView>> list(const CancelToken &cancel, bool includeAbsent = false);
    /// Everything about one phone, read from it now. @p serial may also be a name or an id from the catalog.
    Result<PhoneView> show(const QString &serial, const CancelToken &cancel);
    /// Lets the adb server connect to @p address (`HOST:PORT`, port 5555 by default) and waits for the phone.
    Result<PhoneView> connect(const QString &address, const CancelToken &cancel);
    Result<void> disconnect(const Serial &serial, const CancelToken &cancel);
    /// Puts phones into a group, which is made where there is none yet; an empty name takes them out of
    /// theirs. Blanks at the ends of the name count for nothing. InvalidArgument for a name over
    /// kMostLabelLength.
    Result<void> assignGroup(const QList<PhoneId> &phones, const QString &group);
    /// Gives phones the tags @p added and takes @p removed from them; other tags stay. InvalidArgument for a
    /// tag that is empty, longer than kMostLabelLength or holds a comma.
    Result<void> changeTags(const QList<PhoneId> &phones, const QStringList &added,
                            const QStringList &removed);
    static constexpr qsizetype kMostLabelLength = 64;
    /// The entries of folder @p path (raw bytes, absolute) in bytewise order.
    Result<QList<PhoneFileEntry>> files(const Serial &serial, const QByteArray &path,
                                        const CancelToken &cancel);
    /// The apps of a phone. Brings the agent there; a few hundred KB are read of each app that no phone had
    /// before, so that the first call for a phone can take a minute over a slow link. Needs no lock and works
    /// while a job runs there.
    Result<AppListing> apps(const QString &phone, const AppQuery &query, const CancelToken &cancel);

private:
    EngineContext &m_context;
};

} // namespace holdfast
