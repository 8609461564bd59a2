// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/catalog.h"

namespace holdfast {

/// A message as people and programs read it: in English, as all that leaves the command line and the daemon.
struct MessageText
{
    QString id;      ///< The same however often it is sent: `holdfast-12-1764547200000`.
    QString subject; ///< One line.
    QString text;
    QByteArray html; ///< The same as a page.
    QJsonObject document;
    QDateTime madeAt;
};

/// Makes the text of @p message from what the catalog knows now. Phones of a run that is forgotten by then
/// are missing.
Result<MessageText> textOf(Catalog &catalog, const MessageRecord &message);
/// What a recipient gets to see whether messages arrive.
MessageText testText(const QString &recipient, const QDateTime &now);

} // namespace holdfast
