// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phone/phonesession.h"

namespace holdfast {

/// Brings the phone agent onto phones: one folder per content below /data/local/tmp, so that two versions of
/// Holdfast do not disturb each other.
class AgentDeployer
{
public:
    /// @p agentsFolder holds `x86_64/holdfast-agent` and `arm64-v8a/holdfast-agent`.
    explicit AgentDeployer(QString agentsFolder) : m_agentsFolder(std::move(agentsFolder)) {}

    /// Makes sure that the agent for the phone's processor is there, byte for byte, and gives its path on the
    /// phone. Pushes it only when its SHA-256 on the phone is not the expected one. PhoneAbi, AgentFailed;
    /// LocalFailed when this computer does not have the executable.
    Result<QByteArray> deploy(const PhoneSession &session, const CancelToken &cancel) const;

    /// Removes every version of the agent from the phone.
    static Result<void> cleanUp(const PhoneSession &session, const CancelToken &cancel);

private:
    Result<QByteArray> loadAgent(const PhoneFacts &facts) const;

    QString m_agentsFolder;
};

} // namespace holdfast
