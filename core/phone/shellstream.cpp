// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/shellstream.h"

#include <algorithm>
#include <cstring>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kBufferSize = 256 * 1024;
constexpr qsizetype kMaximumPending = 8 * 1024 * 1024;
constexpr qsizetype kMaximumStderrLine = 64 * 1024;
constexpr qsizetype kStdinPacket = 128 * 1024;

} // namespace

ShellStream::ShellStream(PhoneChannel channel, Options options)
    : m_channel(std::move(channel)), m_options(std::move(options)), m_buffer(new char[kBufferSize])
{}

Result<std::unique_ptr<ShellStream>> ShellStream::open(const PhoneTransport &transport,
                                                       QByteArrayView command, const CancelToken &cancel,
                                                       Options options)
{
    auto channel = PhoneChannel::open(transport, QByteArray("shell,v2,raw:").append(command), cancel);
    if (!channel)
        return tl::unexpected(channel.error());
    return std::unique_ptr<ShellStream>(new ShellStream(*std::move(channel), std::move(options)));
}

Error ShellStream::endedEarly() const
{
    return {Errc::PhoneRefused,
            u"the command ended with exit code %1 before it had taken all of its input"_s.arg(*m_exitCode),
            m_channel.transport().context()};
}

Result<void> ShellStream::handleReceived(qint64 moved)
{
    if (moved == NativeSocket::kBroken)
        return tl::unexpected(m_channel.lost(u"the connection broke while the command ran"_s));
    if (moved == 0)
        return tl::unexpected(m_channel.lost(u"the stream ended before the command did"_s));
    m_unparsed = {m_buffer.get(), moved};
    return {};
}

Result<void> ShellStream::receive()
{
    const auto moved = m_channel.read(m_buffer.get(), kBufferSize);
    return moved ? handleReceived(*moved) : tl::unexpected(moved.error());
}

/// Takes what has arrived, without waiting; true if there was something.
Result<bool> ShellStream::receiveNow()
{
    if (auto consumed = consumeAll(); !consumed)
        return tl::unexpected(consumed.error());
    if (m_exitCode)
        return false;
    const qint64 moved = m_channel.readNow(m_buffer.get(), kBufferSize);
    if (moved == NativeSocket::kWouldBlock)
        return false;
    if (auto handled = handleReceived(moved); !handled)
        return tl::unexpected(handled.error());
    if (auto consumed = consumeAll(); !consumed)
        return tl::unexpected(consumed.error());
    return true;
}

/// Takes one piece off m_unparsed; stdout is left in m_stdout.
Result<void> ShellStream::nextPiece()
{
    auto piece = m_parser.next(m_unparsed);
    if (!piece) {
        piece.error().context = m_channel.transport().context();
        return tl::unexpected(piece.error());
    }
    if (piece->data.isEmpty())
        return {};
    if (piece->kind == ShellPacket::Stdout) {
        m_stdout = piece->data;
    } else if (piece->kind == ShellPacket::Stderr) {
        takeStderr(piece->data);
    } else {
        m_exitCode = static_cast<quint8>(piece->data.front());
        m_unparsed = {};
        endStderr();
        m_channel.close();
    }
    return {};
}

Result<void> ShellStream::consumeAll()
{
    while (true) {
        if (!m_stdout.isEmpty()) {
            const QByteArrayView data = std::exchange(m_stdout, {});
            if (auto taken = takeStdout(data); !taken)
                return taken;
        }
        if (m_unparsed.isEmpty())
            return {};
        if (auto taken = nextPiece(); !taken)
            return taken;
    }
}

Result<void> ShellStream::takeStdout(QByteArrayView data)
{
    if (m_options.onStdout)
        return m_options.onStdout(data);
    if (m_pending.size() + data.size() > kMaximumPending)
        return fail(Errc::PhoneRefused, u"the command wrote too much before it had read its input"_s,
                    m_channel.transport().context());
    m_pending.append(data);
    return {};
}

void ShellStream::takeStderr(QByteArrayView data)
{
    while (!data.isEmpty()) {
        const qsizetype newline = data.indexOf('\n');
        const qsizetype room = kMaximumStderrLine - m_stderrLine.size();
        const qsizetype take = std::min(newline < 0 ? data.size() : newline, room);
        m_stderrLine.append(data.first(take));
        data = data.sliced(take);
        if (data.startsWith('\n'))
            data = data.sliced(1);
        else if (m_stderrLine.size() < kMaximumStderrLine)
            return;
        if (m_options.onStderrLine)
            m_options.onStderrLine(m_stderrLine);
        m_stderrLine.clear();
    }
}

void ShellStream::endStderr()
{
    if (!m_stderrLine.isEmpty() && m_options.onStderrLine)
        m_options.onStderrLine(m_stderrLine);
    m_stderrLine.clear();
}

Result<qint64> ShellStream::read(char *data, qint64 size)
{
    if (!m_pending.isEmpty()) {
        const qsizetype take = std::min<qsizetype>(size, m_pending.size());
        std::memcpy(data, m_pending.constData(), static_cast<size_t>(take));
        m_pending.remove(0, take);
        return take;
    }
    while (m_stdout.isEmpty()) {
        if (m_unparsed.isEmpty()) {
            if (m_exitCode)
                return 0;
            if (auto received = receive(); !received)
                return tl::unexpected(received.error());
        }
        if (auto taken = nextPiece(); !taken)
            return tl::unexpected(taken.error());
    }
    const qsizetype take = std::min<qsizetype>(size, m_stdout.size());
    std::memcpy(data, m_stdout.data(), static_cast<size_t>(take));
    m_stdout = m_stdout.sliced(take);
    return take;
}

Result<void> ShellStream::sendBytes(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_exitCode)
            return tl::unexpected(endedEarly());
        if (auto checked = m_channel.cancelToken().check(); !checked) {
            m_channel.close();
            return checked;
        }
        if (!m_channel.isOpen())
            return tl::unexpected(m_channel.lost(u"the stream was closed"_s));
        const qint64 moved = m_channel.writeNow(bytes.data(), bytes.size());
        if (moved > 0) {
            bytes = bytes.sliced(moved);
            continue;
        }
        unsigned wanted = NativeSocket::Readable;
        if (moved == NativeSocket::kWouldBlock)
            wanted |= NativeSocket::Writable;
        // A connection that takes nothing more may still hold the command's last words and exit code.
        const auto ready = m_channel.wait(wanted);
        if (!ready)
            return tl::unexpected(ready.error());
        if ((*ready & NativeSocket::Readable) != 0U) {
            if (auto received = receiveNow(); !received)
                return tl::unexpected(received.error());
        }
    }
    return {};
}

Result<void> ShellStream::sendPacket(ShellPacket kind, QByteArrayView data)
{
    if (auto sent = sendBytes(shellPacketHeader(kind, static_cast<quint32>(data.size()))); !sent)
        return sent;
    return sendBytes(data);
}

Result<void> ShellStream::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        // Also when everything can be sent at once: what the command says is wanted now, not at the end.
        if (auto received = receiveNow(); !received)
            return tl::unexpected(received.error());
        const QByteArrayView chunk = bytes.first(std::min(kStdinPacket, bytes.size()));
        if (auto sent = sendPacket(ShellPacket::Stdin, chunk); !sent)
            return sent;
        bytes = bytes.sliced(chunk.size());
    }
    return {};
}

Result<void> ShellStream::closeStdin()
{
    return m_exitCode ? Result<void>{} : sendPacket(ShellPacket::CloseStdin, {});
}

Result<int> ShellStream::finish()
{
    while (true) {
        while (!m_exitCode && m_stdout.isEmpty() && m_unparsed.isEmpty()) {
            if (auto received = receive(); !received)
                return tl::unexpected(received.error());
        }
        if (m_options.onStdout) {
            if (auto consumed = consumeAll(); !consumed)
                return tl::unexpected(consumed.error());
        } else {
            m_stdout = {};
            if (!m_unparsed.isEmpty()) {
                if (auto taken = nextPiece(); !taken)
                    return tl::unexpected(taken.error());
            }
        }
        if (m_exitCode && m_stdout.isEmpty())
            return *m_exitCode;
    }
}

} // namespace holdfast
