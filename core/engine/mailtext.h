// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/messagetext.h"
#include "core/policy/recipient.h"

namespace holdfast {

/// @p message as a mail (RFC 5322, MIME) for a sendmail that takes its recipients from the headers (`-t`):
/// the text and the page as alternatives, ASCII throughout, lines that end with a line feed alone.
QByteArray mailText(const MessageText &message, const RecipientDefinition &recipient);

/// @p text as the value of a header, in encoded words (RFC 2047) where it is not plain ASCII, folded.
QByteArray headerText(const QString &text);

} // namespace holdfast
