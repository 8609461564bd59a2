// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulator/adbwire.h"
#include "core/emulator/services.h"
#include "core/emulator/shellprocess.h"
#include "core/emulator/writefilter.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>

#include <array>
#include <cstdio>
#include <thread>
#include <vector>

namespace holdfast {
namespace {

using namespace adbwire;

/// One shell and the stream it talks over. The calling thread carries output, a second one carries input.
class ShellSession
{
public:
    ShellSession(std::shared_ptr<AdbStream> stream, ShellProcess process, bool packets)
        : m_stream(std::move(stream)),
          m_process(std::move(process)),
          m_packets(packets),
          m_buffer(m_stream->maxPayload() - kShellHeaderSize)
    {}

    void run(bool withExitPacket)
    {
        std::thread input([this] { carryInput(); });
        carryOutput();
        const bool ended = waitForEnd();
        if (!ended) // The host went away. adbd tells the shell only; what it started may live on.
            ::kill(m_process.pid, SIGHUP);
        ::eventfd_write(m_stopInput.get(), 1);
        if (ended) {
            const int code = ShellProcess::waitFor(m_process.pid);
            if (m_packets && withExitPacket) {
                const auto byte = char(code);
                sendPacket(ShellExit, {&byte, 1});
            }
            m_stream->close();
        } else {
            m_process.output.reset(); // With a terminal this is what hangs it up.
            std::thread([pid = m_process.pid] { ShellProcess::waitFor(pid); }).detach();
        }
        input.join();
    }

private:
    bool sendPacket(ShellId id, std::string_view data)
    {
        if (!m_packets)
            return m_stream->write(data);
        std::array<char, kShellHeaderSize> head{};
        head[0] = char(id);
        putU32(head.data() + 1, std::uint32_t(data.size()));
        return m_stream->write({head.data(), head.size()}, data);
    }

    /// Reads what is there and sends it. False at the end of @p file or of the stream.
    bool carry(const FileDescriptor &file, ShellId id)
    {
        const ssize_t got = ::read(file.get(), m_buffer.data(), m_buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return true;
        std::size_t size = got > 0 ? std::size_t(got) : 0;
        // A terminal gives at most 4 KiB at once, far too little for a packet.
        while (m_process.terminal && size > 0 && size < m_buffer.size()) {
            const ssize_t more = ::read(file.get(), m_buffer.data() + size, m_buffer.size() - size);
            if (more <= 0)
                break;
            size += std::size_t(more);
        }
        return size > 0 && sendPacket(id, {m_buffer.data(), size});
    }

    void carryOutput()
    {
        bool output = true;
        bool error = m_process.error.valid();
        while (output || error) {
            std::array<pollfd, 3> files{pollfd{output ? m_process.output.get() : -1, POLLIN, 0},
                                        pollfd{error ? m_process.error.get() : -1, POLLIN, 0},
                                        pollfd{m_stream->closedEvent(), POLLIN, 0}};
            if (::poll(files.data(), files.size(), -1) < 0)
                continue;
            if (files[2].revents != 0)
                return;
            if (files[0].revents != 0)
                output = carry(m_process.output, ShellStdout);
            if (files[1].revents != 0)
                error = carry(m_process.error, ShellStderr);
        }
    }

    /// True when the shell ended, false when the stream was closed before.
    [[nodiscard]] bool waitForEnd() const
    {
        for (;;) {
            std::array<pollfd, 2> files{pollfd{m_process.pidfd.get(), POLLIN, 0},
                                        pollfd{m_stream->closedEvent(), POLLIN, 0}};
            if (::poll(files.data(), files.size(), -1) < 0)
                continue;
            return files[1].revents == 0;
        }
    }

    void carryInput()
    {
        ShellParser parser;
        bool open = true;
        while (auto payload = m_stream->read()) {
            std::string_view left = payload->view();
            if (!m_packets) {
                open = open && writeInput(left);
                continue;
            }
            while (const auto event = parser.next(left)) {
                if (event->id == ShellStdin) {
                    open = open && writeInput(event->data);
                } else if (event->id == ShellCloseStdin && !m_process.terminal) {
                    open = false;
                    m_process.input.reset();
                } else if (event->id == ShellWindowSize && m_process.terminal) {
                    setWindowSize(event->data);
                }
            }
        }
        m_process.input.reset();
    }

    /// False when the shell does not take any more.
    bool writeInput(std::string_view data)
    {
        while (!data.empty()) {
            const ssize_t done = ::write(m_process.input.get(), data.data(), data.size());
            if (done > 0) {
                data.remove_prefix(std::size_t(done));
                continue;
            }
            if (done < 0 && errno != EAGAIN && errno != EINTR)
                return false;
            std::array<pollfd, 2> files{pollfd{m_process.input.get(), POLLOUT, 0},
                                        pollfd{m_stopInput.get(), POLLIN, 0}};
            if (::poll(files.data(), files.size(), -1) > 0 && files[1].revents != 0)
                return false;
        }
        return true;
    }

    void setWindowSize(std::string_view text) const
    {
        // "ROWSxCOLUMNS,XPIXELSxYPIXELS"
        winsize size{};
        if (std::sscanf(std::string(text).c_str(), "%hux%hu,%hux%hu", &size.ws_row, &size.ws_col,
                        &size.ws_xpixel, &size.ws_ypixel) == 4)
            ::ioctl(m_process.input.get(), TIOCSWINSZ, &size);
    }

    const std::shared_ptr<AdbStream> m_stream;
    ShellProcess m_process;
    const bool m_packets;
    std::vector<char> m_buffer;
    const FileDescriptor m_stopInput{::eventfd(0, EFD_CLOEXEC)};
};

} // namespace

void serveShell(const std::string &service, const std::shared_ptr<AdbStream> &stream, PhoneContext &phone)
{
    constexpr std::string_view execPrefix = "exec:";
    const bool exec = service.starts_with(execPrefix);
    const auto request =
        exec ? ShellRequest{false, true, true, {}, std::string_view(service).substr(execPrefix.size())}
             : decodeShellRequest(service);
    if (!request)
        return;
    ShellOptions options;
    options.root = phone.root;
    options.command = request->command;
    if (!request->term.empty())
        options.term = request->term;
    options.asRoot = phone.runsAsRoot();
    options.pty = request->pty;
    options.rawPty = request->raw;
    options.filtered = phone.space.limited();
    auto process = ShellProcess::start(options);
    if (!process) {
        stream->write(process.error().detail.toUtf8().toStdString() + "\n");
        return;
    }
    if (process->filter.valid()) {
        std::thread([listener = std::move(process->filter), &phone] {
            WriteFilter::serve(listener, phone.space, phone.root);
        }).detach();
    }
    ShellSession(stream, *std::move(process), request->v2).run(!phone.faults.current().missingExitPacket);
}

} // namespace holdfast
