// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QByteArrayView>
#include <QList>

namespace holdfast {

/// A phone's state in the words of the adb server. Only Device can be worked with.
enum class PhoneState {
    Device,
    Offline,
    Unauthorized,
    Authorizing,
    Connecting,
    Recovery,
    Sideload,
    Rescue,
    Bootloader,
    Host,
    NoPermissions,
    Detached,
    Unknown, ///< A word of a newer server; PhoneEntry::stateText has it.
};

/// How the adb server reaches a phone, judged by its serial.
enum class PhoneKind { Usb, Tcp, Emulator };

/// One line of the adb server's list. Product, model and device come from the phone and may be empty.
struct PhoneEntry
{
    Serial serial;
    PhoneState state = PhoneState::Unknown;
    QString stateText; ///< As the server wrote it, with its explanation if there is one.
    QString product;
    QString model;
    QString device;
    qint64 transportId = 0; ///< Changes with each connection: not an identity.
    PhoneKind kind = PhoneKind::Usb;

    friend bool operator==(const PhoneEntry &, const PhoneEntry &) = default;
};

/// Reads the answer of `host:devices`, `host:devices-l` and the trackers. AdbProtocol for anything else.
Result<QList<PhoneEntry>> parsePhoneList(QByteArrayView text);

/// The state of a state word, with `no permissions…` and words that no server has.
PhoneState parsePhoneState(QByteArrayView word);

/// Judges by the form of the serial: `emulator-N`, `HOST:PORT`, else USB.
PhoneKind phoneKind(const Serial &serial);

/// `usb`, `tcp`, `emulator`: for JSON and tables.
QString phoneKindName(PhoneKind kind);

/// Why a phone in @p entry's state cannot be worked with, success for Device.
Result<void> checkUsable(const PhoneEntry &entry);

} // namespace holdfast
