// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phoneentry.h"

#include "core/phone/adbtext.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

struct StateWord
{
    QByteArrayView word;
    PhoneState state;
};

constexpr std::array kStateWords{
    StateWord{"device", PhoneState::Device},
    StateWord{"offline", PhoneState::Offline},
    StateWord{"unauthorized", PhoneState::Unauthorized},
    StateWord{"authorizing", PhoneState::Authorizing},
    StateWord{"connecting", PhoneState::Connecting},
    StateWord{"recovery", PhoneState::Recovery},
    StateWord{"sideload", PhoneState::Sideload},
    StateWord{"rescue", PhoneState::Rescue},
    StateWord{"bootloader", PhoneState::Bootloader},
    StateWord{"host", PhoneState::Host},
    StateWord{"detached", PhoneState::Detached},
};

constexpr QByteArrayView kNoPermissions = "no permissions";

Error notAList(QByteArrayView line)
{
    return {Errc::AdbProtocol,
            u"not a line of a phone list: \"%1\""_s.arg(
                QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 200)))),
            {}};
}

/// Cuts ` key:value` off the end of @p line; its value, or nothing when the line does not end so.
QString cutField(QByteArrayView &line, QByteArrayView key)
{
    const qsizetype space = line.lastIndexOf(' ');
    const QByteArrayView word = line.sliced(space + 1);
    if (!word.startsWith(key))
        return {};
    const QString value = QString::fromUtf8(word.sliced(key.size()));
    line = line.first(std::max<qsizetype>(space, 0));
    return value;
}

/// The serial ends at a tab (plain list) or at the spaces that pad it to 22 columns (long list).
qsizetype serialEnd(QByteArrayView line)
{
    const qsizetype tab = line.indexOf('\t');
    return tab >= 0 ? tab : line.indexOf(' ');
}

Result<PhoneEntry> parseLine(QByteArrayView line)
{
    const qsizetype end = serialEnd(line);
    if (end <= 0)
        return tl::unexpected(notAList(line));
    PhoneEntry entry;
    entry.serial = {QString::fromUtf8(line.first(end))};
    entry.kind = phoneKind(entry.serial);
    QByteArrayView rest = line.sliced(end).trimmed();
    if (const QString id = cutField(rest, "transport_id:"); !id.isEmpty()) {
        bool ok = false;
        entry.transportId = id.toLongLong(&ok);
        if (!ok || entry.transportId < 0)
            return tl::unexpected(notAList(line));
    }
    entry.device = cutField(rest, "device:");
    entry.model = cutField(rest, "model:");
    entry.product = cutField(rest, "product:");
    rest = rest.trimmed();
    if (rest.isEmpty())
        return tl::unexpected(notAList(line));
    const bool noPermissions = rest.startsWith(kNoPermissions);
    const qsizetype space = noPermissions ? -1 : rest.indexOf(' ');
    // What follows another state's word is the USB path.
    const QByteArrayView word = space < 0 ? rest : rest.first(space);
    entry.state = parsePhoneState(word);
    entry.stateText = QString::fromUtf8(word);
    return entry;
}

} // namespace

PhoneState parsePhoneState(QByteArrayView word)
{
    for (const StateWord &known : kStateWords) {
        if (word == known.word)
            return known.state;
    }
    return word.startsWith(kNoPermissions) ? PhoneState::NoPermissions : PhoneState::Unknown;
}

Result<QList<PhoneEntry>> parsePhoneList(QByteArrayView text)
{
    QList<PhoneEntry> phones;
    if (text.contains('\0'))
        return tl::unexpected(notAList(text));
    while (!text.isEmpty()) {
        const qsizetype newline = text.indexOf('\n');
        if (newline < 0)
            return tl::unexpected(notAList(text));
        QByteArrayView line = text.first(newline);
        if (line.endsWith('\r'))
            line.chop(1);
        text = text.sliced(newline + 1);
        if (line.isEmpty())
            continue;
        auto entry = parseLine(line);
        if (!entry)
            return tl::unexpected(entry.error());
        phones.append(*std::move(entry));
    }
    return phones;
}

PhoneKind phoneKind(const Serial &serial)
{
    const QString &text = serial.value;
    if (text.startsWith("emulator-"_L1))
        return PhoneKind::Emulator;
    const qsizetype colon = text.lastIndexOf(u':');
    bool isPort = false;
    const uint port = QStringView(text).mid(colon + 1).toUInt(&isPort);
    return colon > 0 && isPort && port <= 65535 ? PhoneKind::Tcp : PhoneKind::Usb;
}

QString phoneKindName(PhoneKind kind)
{
    switch (kind) {
    case PhoneKind::Usb:
        return u"usb"_s;
    case PhoneKind::Tcp:
        return u"tcp"_s;
    case PhoneKind::Emulator:
        return u"emulator"_s;
    }
    Q_UNREACHABLE();
}

Result<void> checkUsable(const PhoneEntry &entry)
{
    const ErrorContext context{entry.serial.value, {}, {}};
    switch (entry.state) {
    case PhoneState::Device:
        return {};
    case PhoneState::Offline:
    case PhoneState::Detached:
        return fail(Errc::PhoneOffline, u"state: "_s + entry.stateText, context);
    case PhoneState::Unauthorized:
        return fail(Errc::PhoneUnauthorized, {}, context);
    case PhoneState::Recovery:
    case PhoneState::Sideload:
    case PhoneState::Rescue:
    case PhoneState::Bootloader:
        return fail(Errc::PhoneNotReady, u"it is in %1 mode; restart it into Android"_s.arg(entry.stateText),
                    context);
    case PhoneState::NoPermissions:
        return fail(Errc::PhoneNotReady,
                    u"this user may not use the USB device; install the udev rules for Android: "_s +
                        entry.stateText,
                    context);
    case PhoneState::Authorizing:
    case PhoneState::Connecting:
    case PhoneState::Host:
    case PhoneState::Unknown:
        return fail(Errc::PhoneNotReady, u"state: "_s + entry.stateText, context);
    }
    Q_UNREACHABLE();
}

} // namespace holdfast
