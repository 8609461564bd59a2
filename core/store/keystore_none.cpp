// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keystore.h"

namespace holdfast::keystore {
namespace {

const QString kNone = QStringLiteral("this program was built without the system's key store");

} // namespace

bool built()
{
    return false;
}

Result<QByteArray> read(const QString & /*name*/)
{
    return fail(Errc::StoreKeyMissing, kNone);
}

Result<void> write(const QString & /*name*/, const QByteArray & /*secret*/)
{
    return fail(Errc::LocalFailed, kNone);
}

void remove(const QString & /*name*/) {}

} // namespace holdfast::keystore
