// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/servicenotifier.h"

namespace holdfast::cli {

ServiceNotifier::ServiceNotifier() = default;

void ServiceNotifier::send(const QByteArray & /*message*/) const {}

} // namespace holdfast::cli
