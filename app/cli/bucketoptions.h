// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "core/engine/storeservice.h"

namespace holdfast::cli {

/// The options of `store add` that only buckets know.
const QList<OptionSpec> &bucketOptions();

/// What is wrong with them together, a sentence, or nothing.
QString bucketComplaint(const Arguments &arguments);

/// What the options say of the store's bucket; no secret.
QJsonObject bucketSettings(const Arguments &arguments);

/// Whether the secret has to be typed.
bool secretIsTyped(const Arguments &arguments);

/// How a bucket is spoken to and where its secret is, for people; nothing for a folder.
void printBucket(Console &console, const StoreView &store);

} // namespace holdfast::cli
