// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <thread>

namespace holdfast {

class NotifyService;

/// Sends the messages that are put down, and looks from time to time for what is overdue, in a thread of its
/// own from its making to its end, which waits for a message that is on its way at most as long as it takes
/// to stop.
class MessageSender
{
public:
    explicit MessageSender(NotifyService &service);
    ~MessageSender();
    MessageSender(const MessageSender &) = delete;
    MessageSender &operator=(const MessageSender &) = delete;

private:
    void run();

    NotifyService &m_service;
    CancelSource m_cancel;
    std::thread m_thread;
};

} // namespace holdfast
