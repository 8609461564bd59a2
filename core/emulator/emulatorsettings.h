// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace holdfast {

/// What goes wrong on an emulated phone, for tests and drills. Default-made: nothing.
struct EmulatorFaults
{
    qint64 cutAfterBytes = -1; ///< Drop the adb link once, after this many more bytes were sent; -1: never.
    bool freeze = false;       ///< Neither read nor write; connections stay open.
    qint64 bytesPerSecond = 0; ///< Limit of each direction of a connection; 0: none.
    qint64 latencyMs = 0;      ///< Time of a round trip over the adb link, 0 to 10 000.
    bool unauthorized = false; ///< New connections wait for ever for a key to be accepted.
    bool auth = false;         ///< New connections need a key listed in /data/misc/adb/adb_keys.
    bool noRoot = false;       ///< Whatever the root policy: shell user only, `root:` and su refused.
    bool missingExitPacket = false; ///< Shells end without their exit code.
    qint64 diskFullAfterBytes = -1; ///< /data takes this many more bytes, then ENOSPC; -1: as settings say.
    /// Absolute on the phone, in their shown form (escapeName). Each happens once.
    QString vanishPath;          ///< Removed when somebody next lists its folder.
    QString shrinkPath;          ///< Cut to half its size when somebody next reads from it.
    QString growPath;            ///< Grows by 64 KiB when somebody next reads from it.
    qint64 clockSkewSeconds = 0; ///< Added to what `date` answers.
    bool refuseOpen = false;     ///< Services are refused…
    QString refuseService;       ///< …but only those that begin with this, unless it is empty.
    qint64 maxData = 0;          ///< What new connections announce as largest payload; 0: 1 MiB.
    bool noExec = false;         ///< Programs under /data/local/tmp cannot be run.
    qint64 batteryPercent = 100; ///< What `dumpsys battery` tells.
    bool unplugged = false;      ///< The battery is not being charged.
    bool storageLocked = false;  ///< Nobody has unlocked the user's storage since the start, says `am`.

    [[nodiscard]] QJsonObject toJson() const;
    /// Unknown keys and values of a wrong type are errors: a misspelt fault would make a drill pass for
    /// nothing.
    static Result<EmulatorFaults> fromJson(const QJsonObject &json);

    /// Sets one fault by its JSON name, as the command line does: `freeze=true`, `cutAfterBytes=4096`.
    Result<void> set(const QString &name, const QString &value);

    friend bool operator==(const EmulatorFaults &, const EmulatorFaults &) = default;
};

/// Who gets root on an emulated phone, and how.
enum class RootPolicy {
    Adbd,      ///< adbd runs as root from the start, as on most cloud phones.
    Userdebug, ///< adbd starts as shell; `root:` makes it root; `su 0 COMMAND` works.
    Su,        ///< `su 0 COMMAND` works, `root:` does not.
    Magisk,    ///< Only `su -c 'COMMAND'` works.
    None,
};

/// An emulated phone, as kept in its `phone.json`.
struct EmulatorSettings
{
    QString name;                                      ///< [A-Za-z0-9._-]{1,64}, does not begin with a dot.
    QString androidVersion = QStringLiteral("14");     ///< Release; decides the SDK level.
    QString model = QStringLiteral("Cloud Phone");     ///< ro.product.model
    QString manufacturer = QStringLiteral("Holdfast"); ///< ro.product.manufacturer
    QString abi = QStringLiteral("x86_64");            ///< First of ro.product.cpu.abilist.
    /// Further ABIs that its apps may be made for, as on phones that translate foreign code.
    QStringList translatedAbis{};
    QString serialNumber; ///< ro.serialno; made from the name when empty.
    QString androidId;    ///< 16 hex digits; made from the name when empty.
    quint16 port = 0;     ///< On 127.0.0.1.
    qint64 freeBytes = 0; ///< /data has this much room beyond what it holds at each start; 0: the host's.
    RootPolicy root = RootPolicy::Adbd;
    EmulatorFaults faults; ///< From the start on; EmulatorHome::setFaults changes them live.

    [[nodiscard]] QJsonObject toJson() const;
    static Result<EmulatorSettings> fromJson(const QJsonObject &json);
    /// 14 → 34; 0 for a release that is not known.
    [[nodiscard]] int sdk() const;
    /// All that its apps may be made for, the best first: ro.product.cpu.abilist.
    [[nodiscard]] QStringList abis() const { return QStringList{abi} + translatedAbis; }
};

/// `adbd`, `userdebug`, `su`, `magisk`, `none`.
QString rootPolicyName(RootPolicy policy);
Result<RootPolicy> rootPolicyFromName(const QString &name);

} // namespace holdfast
