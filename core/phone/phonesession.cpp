// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/phonesession.h"

#include "core/phone/adbserver.h"
#include "core/phone/phonefacts.h"
#include "core/phone/rootladder.h"

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

QString rootKindName(RootKind kind)
{
    switch (kind) {
    case RootKind::None:
        return u"none"_s;
    case RootKind::Adbd:
        return u"adbd"_s;
    case RootKind::AdbdRestart:
        return u"adbd-restart"_s;
    case RootKind::SuZero:
        return u"su-0"_s;
    case RootKind::SuCommand:
        return u"su-c"_s;
    }
    Q_UNREACHABLE();
}

PhoneSession::PhoneSession(PhoneTransport transport, PhoneFacts facts)
    : m_transport(std::move(transport)), m_facts(std::move(facts))
{}

Result<std::unique_ptr<PhoneSession>> PhoneSession::open(const AdbAddress &address, const Serial &serial,
                                                         const Options &options, const CancelToken &cancel)
{
    AdbServer::Options serverOptions;
    serverOptions.timeouts = options.timeouts;
    const auto entry = AdbServer(address, serverOptions).phone(serial, cancel);
    if (!entry)
        return tl::unexpected(entry.error());
    if (auto usable = checkUsable(*entry); !usable)
        return tl::unexpected(usable.error());
    const PhoneTransport transport{address, serial, options.timeouts};
    auto facts = readPhoneFacts(transport, cancel);
    if (!facts)
        return tl::unexpected(facts.error());
    if (options.root) {
        const auto root = findRoot(transport, cancel);
        if (!root)
            return tl::unexpected(root.error());
        facts->root = *root;
    }
    return std::unique_ptr<PhoneSession>(new PhoneSession(transport, *std::move(facts)));
}

PhoneIdentity PhoneSession::identity() const
{
    return {m_facts.serialNumber, m_facts.androidId, m_facts.bootId};
}

Result<void> PhoneSession::checkIdentity(const CancelToken &cancel) const
{
    const auto now = readPhoneIdentity(m_transport, cancel);
    if (!now)
        return tl::unexpected(now.error());
    if (*now == identity())
        return {};
    const bool restarted = now->serialNumber == m_facts.serialNumber && now->androidId == m_facts.androidId;
    return fail(Errc::PhoneChanged,
                restarted ? u"it was restarted"_s
                          : u"serial number %1 became %2"_s.arg(m_facts.serialNumber, now->serialNumber),
                m_transport.context());
}

Result<void> PhoneSession::refreshAndroidId(const CancelToken &cancel)
{
    const auto now = readPhoneIdentity(m_transport, cancel);
    if (!now)
        return tl::unexpected(now.error());
    m_facts.androidId = now->androidId;
    return checkIdentity(cancel);
}

QByteArray PhoneSession::asRoot(QByteArrayView command) const
{
    return shellAs(m_facts.root, command);
}

Result<ShellResult> PhoneSession::run(QByteArrayView command, const CancelToken &cancel,
                                      QByteArrayView input) const
{
    return runShell(m_transport, asRoot(command), cancel, input);
}

Result<std::unique_ptr<ShellStream>> PhoneSession::stream(QByteArrayView command, const CancelToken &cancel,
                                                          ShellStream::Options options) const
{
    return ShellStream::open(m_transport, asRoot(command), cancel, std::move(options));
}

Result<std::unique_ptr<SyncSession>> PhoneSession::sync(const CancelToken &cancel) const
{
    AdbServer::Options options;
    options.timeouts = m_transport.timeouts;
    const auto features = AdbServer(m_transport.address, options).phoneFeatures(m_transport.serial, cancel);
    if (!features)
        return tl::unexpected(features.error());
    return SyncSession::open(m_transport, *features, cancel);
}

} // namespace holdfast
