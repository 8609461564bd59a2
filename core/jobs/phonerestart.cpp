// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/phonerestart.h"

#include "core/phone/phonefacts.h"

#include <QDeadlineTimer>
#include <QThread>

namespace holdfast {
namespace {

constexpr unsigned long kAskAgainMs = 100;

} // namespace

Result<void> restartPhone(const PhoneSession &session, const CancelToken &cancel)
{
    const PhoneTransport &transport = session.transport();
    const PhoneIdentity before = session.identity();
    // The answer is worth nothing: phones drop the link before, while or after they send it.
    if (auto asked = transport.openService("reboot:", cancel);
        !asked && asked.error().code == Errc::Cancelled)
        return tl::unexpected(asked.error());

    const QDeadlineTimer deadline(transport.timeouts.reboot);
    while (!deadline.hasExpired()) {
        if (auto going = cancel.check(); !going)
            return going;
        const auto now = readPhoneIdentity(transport, cancel);
        if (now && now->bootId != before.bootId) {
            if (now->serialNumber == before.serialNumber && now->androidId == before.androidId)
                return {};
            return tl::unexpected(Error{Errc::PhoneChanged, {}, transport.context()});
        }
        QThread::msleep(kAskAgainMs);
    }
    return tl::unexpected(Error{Errc::PhoneSilent, QStringLiteral("it did not come back after the restart"),
                                transport.context()});
}

} // namespace holdfast
