// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytestream.h"
#include "core/phone/phonechannel.h"
#include "core/phone/shellpacket.h"

#include <functional>
#include <memory>
#include <optional>

namespace holdfast {

/// One running command on a phone (`shell,v2,raw:`), with its three streams apart and its exit code. It is
/// itself the source of the command's stdout and the sink of its stdin. Waiting for one of them serves the
/// others, so that a command that writes while it reads cannot block for ever.
///
/// Used by one thread at a time. Destroying or close() ends the stream at once: the phone sends SIGHUP to
/// the shell. Errors: PhoneLost when the stream ends without an exit code, PhoneSilent, Cancelled.
class ShellStream final : public ByteSource, public ByteSink
{
public:
    struct Options
    {
        /// Called with each line of stderr, without its newline; lines over 64 KiB come in pieces.
        std::function<void(QByteArrayView)> onStderrLine;
        /// If set, gets stdout as soon as it arrives, and read() is not used. Needed for commands that write
        /// much while their stdin is still being fed.
        std::function<Result<void>(QByteArrayView)> onStdout;
    };

    static Result<std::unique_ptr<ShellStream>> open(const PhoneTransport &transport, QByteArrayView command,
                                                     const CancelToken &cancel, Options options);

    /// Stdout; 0 when the command has ended.
    Result<qint64> read(char *data, qint64 size) override;
    /// Stdin. PhoneRefused when the command ended before it took everything. Without onStdout at most 8 MiB
    /// of stdout are kept for later; more is PhoneRefused.
    Result<void> write(QByteArrayView bytes) override;
    /// Ends the command's stdin.
    Result<void> closeStdin();
    /// Waits for the end, drops stdout that was not read, and gives the exit code (128 + n for signal n).
    Result<int> finish();

    /// Known once the command has ended.
    [[nodiscard]] std::optional<int> exitCode() const { return m_exitCode; }
    void close() { m_channel.close(); }

private:
    ShellStream(PhoneChannel channel, Options options);
    Result<void> sendPacket(ShellPacket kind, QByteArrayView data);
    Result<void> sendBytes(QByteArrayView bytes);
    Result<bool> receiveNow();
    Result<void> receive();
    Result<void> handleReceived(qint64 moved);
    Result<void> consumeAll();
    Result<void> nextPiece();
    Result<void> takeStdout(QByteArrayView data);
    void takeStderr(QByteArrayView data);
    void endStderr();
    [[nodiscard]] Error endedEarly() const;

    PhoneChannel m_channel;
    Options m_options;
    ShellPacketParser m_parser;
    std::unique_ptr<char[]> m_buffer;
    QByteArrayView m_unparsed; ///< In m_buffer: received and not yet taken apart.
    QByteArrayView m_stdout;   ///< In m_buffer: stdout that was not yet read.
    QByteArray m_pending;      ///< Stdout that arrived while nobody read.
    QByteArray m_stderrLine;
    std::optional<int> m_exitCode;
};

} // namespace holdfast
