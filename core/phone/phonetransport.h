// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/serverconnection.h"

namespace holdfast {

/// The way to one phone: the server's address and the phone's serial. A value; safe to copy.
struct PhoneTransport
{
    AdbAddress address{};
    Serial serial{};
    AdbTimeouts timeouts{};

    /// Opens @p service on the phone (`shell,v2,raw:…`, `sync:`, `root:`) and hands over the open connection.
    /// Errors as ServerConnection; a phone that does not answer gives PhoneSilent, a service that it does not
    /// have PhoneRefused.
    [[nodiscard]] Result<ServerConnection> openService(QByteArrayView service,
                                                       const CancelToken &cancel) const;

    /// Whether the phone answers a small command within the ping time.
    [[nodiscard]] bool ping(const CancelToken &cancel) const;

    /// An error's context that names this phone.
    [[nodiscard]] ErrorContext context(const QString &path = {}) const;
};

} // namespace holdfast
