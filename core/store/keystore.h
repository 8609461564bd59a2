// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

namespace holdfast {

/// The system's own key store (Secret Service, KWallet, Keychain, Credential Manager). It may ask the
/// operator to unlock it; each call waits for half a minute at most. Errors have no context.
namespace keystore {

/// Whether this program was built with it. Whether one runs here shows in the first call.
bool built();

/// StoreKeyMissing where there is no such secret, or no key store.
Result<QByteArray> read(const QString &name);
/// LocalFailed where it cannot be kept.
Result<void> write(const QString &name, const QByteArray &secret);
/// Fine when there is none.
void remove(const QString &name);

} // namespace keystore
} // namespace holdfast
