// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/engine/messagetext.h"
#include "core/policy/recipient.h"

#include <chrono>

namespace holdfast {

/// How long a message may take to be taken.
struct DeliveryTimes
{
    std::chrono::seconds mail{60};
    std::chrono::milliseconds webhook{15'000}; ///< To connect, and without a byte of the answer.
};

/// Hands @p message over once: to the sendmail program, which may keep it for later, or to the webhook, which
/// must answer with a status of 2xx; redirections are not followed. Blocks. MessageFailed, whose detail never
/// holds a secret; Cancelled.
Result<void> deliver(const MessageText &message, const QString &name, const RecipientDefinition &recipient,
                     const DeliveryTimes &times, const CancelToken &cancel);

} // namespace holdfast
