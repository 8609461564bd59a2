// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>

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
    QDateTime lastSeen;
    QDateTime lastBackup;  ///< When its newest AVAILABLE backup was made.
    qint64 dataTotal = -1; ///< Bytes of /data; -1 where unknown.
    qint64 dataFree = -1;
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

/// Phones: who is there, what they are, how to reach them.
class PhoneService
{
public:
    explicit PhoneService(EngineContext &context) : m_context(context) {}

    /// All phones that the adb server knows now. Identity is read from usable phones that the catalog has not
    /// seen at this serial; @p includeAbsent adds those that only the catalog knows.
    Result<QList<PhoneView>> list(const CancelToken &cancel, bool includeAbsent = false);
    /// Everything about one phone, read from it now. @p serial may also be a name or an id from the catalog.
    Result<PhoneView> show(const QString &serial, const CancelToken &cancel);
    /// Lets the adb server connect to @p address (`HOST:PORT`, port 5555 by default) and waits for the phone.
    Result<PhoneView> connect(const QString &address, const CancelToken &cancel);
    Result<void> disconnect(const Serial &serial, const CancelToken &cancel);
    /// The entries of folder @p path (raw bytes, absolute) in bytewise order.
    Result<QList<PhoneFileEntry>> files(const Serial &serial, const QByteArray &path,
                                        const CancelToken &cancel);

private:
    EngineContext &m_context;
};

} // namespace holdfast
