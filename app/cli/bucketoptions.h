// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/cli/console.h"
#include "core/engine/storeservice.h"

namespace holdfast::cli {

/// The options of `store add` and `store edit` that only buckets know.
const QList<OptionSpec> &bucketOptions();

/// What is wrong with them together, a sentence, or nothing. @p url and @p known are those of the store, @p
/// known empty for a new one.
QString bucketComplaint(const Arguments &arguments, const QString &url, const QJsonObject &known = {});

/// What the options say of the store's bucket, over what is known of it; no secret.
QJsonObject bucketSettings(const Arguments &arguments, QJsonObject settings = {});

/// @p settings without what the option of that name, one of bucketOptions(), sets.
QJsonObject withoutOption(QJsonObject settings, const QString &option);

/// The secret that the options say to ask for, from standard input; nothing where they say nothing of it.
Result<QByteArray> typedSecret(const Arguments &arguments);

/// How a bucket is spoken to and where its secret is, for people; nothing for a folder.
void printBucket(Console &console, const StoreView &store);

} // namespace holdfast::cli
