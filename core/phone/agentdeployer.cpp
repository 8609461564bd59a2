// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentdeployer.h"

#include "core/base/bytessource.h"
#include "core/base/sha256.h"
#include "core/phone/adbtext.h"

#include <QDateTime>
#include <QFile>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr QByteArrayView kFolderPrefix = "/data/local/tmp/holdfast-agent-";
constexpr QByteArrayView kName = "/holdfast-agent";
constexpr qint64 kMaximumAgent = qint64{64} * 1024 * 1024;
constexpr int kNotFoundExit = 127;

Error agentFailed(const PhoneSession &session, const QString &detail)
{
    // The phone's adb daemon says it in words only.
    const bool full = detail.contains("No space left on device"_L1);
    return {full ? Errc::PhoneSpace : Errc::AgentFailed, detail, session.transport().context()};
}

/// Reads a file back and hashes it here, for phones without sha256sum (before Android 8).
Result<QByteArray> hashBySync(const PhoneSession &session, QByteArrayView path, const CancelToken &cancel)
{
    auto sync = session.sync(cancel);
    if (!sync)
        return tl::unexpected(sync.error());
    auto source = (*sync)->receive(path);
    if (!source)
        return tl::unexpected(source.error());
    Sha256 hash;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (qint64 total = 0; total < kMaximumAgent;) {
        const auto size = (*source)->read(block.data(), block.size());
        if (!size)
            return size.error().code == Errc::PhoneFile ? Result<QByteArray>{} : tl::unexpected(size.error());
        if (*size == 0)
            break;
        hash.add(QByteArrayView(block).first(*size));
        total += *size;
    }
    return hash.result().toHex();
}

/// The SHA-256 of a file on the phone in hexadecimal digits; empty when it cannot be read.
Result<QByteArray> hashOnPhone(const PhoneSession &session, QByteArrayView path, const CancelToken &cancel)
{
    const auto result =
        session.run(QByteArray("sha256sum ").append(shellQuote(path)).append(" 2>/dev/null"), cancel);
    if (!result)
        return tl::unexpected(result.error());
    if (result->exitCode == kNotFoundExit)
        return hashBySync(session, path, cancel);
    return result->exitCode == 0 ? result->output.left(64) : QByteArray{};
}

/// Sends the executable under a temporary name, so that nobody runs half of it.
Result<void> push(const PhoneSession &session, const QByteArray &bytes, const QByteArray &path,
                  const CancelToken &cancel)
{
    const QByteArray folder = path.chopped(kName.size());
    const QByteArray temporary = folder + "/.incoming-" + newJobId().value.toLatin1();
    // As the adb daemon's user, since the file service works as that.
    const QByteArray makeFolder = "mkdir -p " + shellQuote(folder) + " && chmod 0755 " + shellQuote(folder);
    const auto made = runShell(session.transport(), makeFolder, cancel);
    if (!made)
        return tl::unexpected(made.error());
    if (made->exitCode != 0)
        return tl::unexpected(agentFailed(session, QString::fromUtf8(made->errors).trimmed()));
    auto sync = session.sync(cancel);
    if (!sync)
        return tl::unexpected(sync.error());
    BytesSource source(bytes);
    const auto now = static_cast<quint32>(QDateTime::currentSecsSinceEpoch());
    if (auto sent = (*sync)->send(temporary, 0755, now, source); !sent) {
        const Error &error = sent.error();
        return error.code == Errc::PhoneFile ? tl::unexpected(agentFailed(session, error.detail)) : sent;
    }
    const QByteArray moveIn =
        "chmod 0755 " + shellQuote(temporary) + " && mv -f " + shellQuote(temporary) + ' ' + shellQuote(path);
    const auto moved = runShell(session.transport(), moveIn, cancel);
    if (!moved)
        return tl::unexpected(moved.error());
    if (moved->exitCode != 0)
        return tl::unexpected(agentFailed(session, QString::fromUtf8(moved->errors).trimmed()));
    return {};
}

} // namespace

Result<QByteArray> AgentDeployer::loadAgent(const PhoneFacts &facts) const
{
    const ErrorContext context{facts.serial.value, {}, {}};
    if (facts.abi != "x86_64"_L1 && facts.abi != "arm64-v8a"_L1)
        return fail(Errc::PhoneAbi, u"its processor is \"%1\""_s.arg(facts.abi), context);
    QFile file(m_agentsFolder % u'/' % facts.abi % u"/holdfast-agent"_s);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaximumAgent)
        return fail(Errc::LocalFailed, u"the phone agent is not installed: "_s + file.errorString(),
                    {{}, file.fileName(), {}});
    return file.readAll();
}

Result<QByteArray> AgentDeployer::deploy(const PhoneSession &session, const CancelToken &cancel) const
{
    const auto bytes = loadAgent(session.facts());
    if (!bytes)
        return tl::unexpected(bytes.error());
    Sha256 digest;
    digest.add(*bytes);
    const QByteArray hash = digest.result().toHex();
    QByteArray path = kFolderPrefix.toByteArray();
    path.append(hash.left(16)).append(kName);
    auto found = hashOnPhone(session, path, cancel);
    if (found && *found != hash) {
        if (auto pushed = push(session, *bytes, path, cancel); !pushed)
            return tl::unexpected(pushed.error());
        found = hashOnPhone(session, path, cancel);
    }
    if (!found)
        return tl::unexpected(found.error());
    if (*found != hash)
        return tl::unexpected(agentFailed(session, u"what arrived on the phone is not what was sent"_s));
    return path;
}

Result<void> AgentDeployer::cleanUp(const PhoneSession &session, const CancelToken &cancel)
{
    const auto result = session.run(QByteArray("rm -rf ").append(kFolderPrefix).append('*'), cancel);
    if (!result)
        return tl::unexpected(result.error());
    if (result->exitCode != 0)
        return tl::unexpected(agentFailed(session, QString::fromUtf8(result->errors).trimmed()));
    return {};
}

} // namespace holdfast
