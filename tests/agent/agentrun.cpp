// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agent/agentrun.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {

AgentCommand AgentCommand::native()
{
    return {{QStringLiteral(HOLDFAST_TESTED_AGENT)}};
}

AgentCommand AgentCommand::arm64()
{
    const QString qemu = QStandardPaths::findExecutable(u"qemu-aarch64-static"_s);
    const QString agent = QStringLiteral(HOLDFAST_ARM64_AGENT);
    if (qemu.isEmpty() || !QFile::exists(agent))
        return {};
    return {{qemu, agent}};
}

AgentCommand AgentCommand::asNobody(const QString &folder)
{
    const QString copy = folder + u"/agent"_s;
    QFile::copy(native().words.first(), copy);
    QFile::setPermissions(copy, QFile::Permissions(0x7755));
    return {{u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s, copy}};
}

QByteArray agentRequest(const QByteArrayList &records)
{
    QByteArray request;
    for (const QByteArray &record : records)
        request += record + '\0';
    return request + '\0';
}

QList<QJsonObject> AgentResult::find(const QString &event, const QString &path) const
{
    QList<QJsonObject> found;
    for (const QJsonObject &object : events) {
        if (object["event"_L1] == event && (path.isEmpty() || object["path"_L1] == path))
            found += object;
    }
    return found;
}

AgentResult runAgent(const AgentCommand &command, const QString &verb, const QByteArray &input)
{
    QProcess process;
    process.start(command.words.first(), command.words.mid(1) + QStringList{verb});
    process.write(input);
    process.closeWriteChannel();
    AgentResult result;
    const bool ended = process.waitForFinished(60000);
    if (!ended)
        process.kill();
    if (ended && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    for (const QByteArray &line : result.errors.split('\n')) {
        if (!line.isEmpty())
            result.events += QJsonDocument::fromJson(line).object();
    }
    return result;
}

int runProgram(const QStringList &words, QByteArray *output)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(words.first(), words.mid(1));
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(120000);
    if (output)
        *output = process.readAll();
    return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

HeldAgent::HeldAgent(const QString &verb, const AgentCommand &command)
{
    // The agent may be gone when the test still writes.
    (void)std::signal(SIGPIPE, SIG_IGN);
    std::array<std::array<int, 2>, 3> pipes{};
    for (auto &ends : pipes) {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0);
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1);
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2);
    std::vector<std::string> words;
    for (const QString &word : command.words + QStringList{verb})
        words.push_back(word.toStdString());
    std::vector<char *> arguments;
    for (std::string &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::posix_spawnp(&m_pid, arguments[0], &actions, nullptr, arguments.data(), environ) != 0)
        qFatal("the agent does not start");
    posix_spawn_file_actions_destroy(&actions);
    m_input = pipes[0][1];
    m_output = pipes[1][0];
    m_errors = pipes[2][0];
    ::close(pipes[0][0]);
    ::close(pipes[1][1]);
    ::close(pipes[2][1]);
}

HeldAgent::~HeldAgent()
{
    closeInput();
    closeOutput();
    ::close(m_errors);
    if (m_pid > 0 && !waitForEnd(0)) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, &m_status, 0);
    }
}

void HeldAgent::write(const QByteArray &bytes) const
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written = ::write(m_input, bytes.data() + done, size_t(bytes.size() - done));
        if (written < 0)
            return;
        done += written;
    }
}

void HeldAgent::closeInput()
{
    if (m_input >= 0)
        ::close(std::exchange(m_input, -1));
}

void HeldAgent::closeOutput()
{
    if (m_output >= 0)
        ::close(std::exchange(m_output, -1));
}

QByteArray HeldAgent::read(qsizetype size) const
{
    QByteArray bytes;
    while (bytes.size() < size) {
        QByteArray part(qMin<qsizetype>(65536, size - bytes.size()), '\0');
        const ssize_t got = ::read(m_output, part.data(), size_t(part.size()));
        if (got <= 0)
            break;
        bytes += part.first(got);
    }
    return bytes;
}

void HeldAgent::sendSignal(int number) const
{
    ::kill(m_pid, number);
}

bool HeldAgent::waitForEnd(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    do {
        if (m_pid < 0 || ::waitpid(m_pid, &m_status, WNOHANG) == m_pid) {
            m_pid = -1;
            return true;
        }
        QThread::msleep(5);
    } while (!deadline.hasExpired());
    return false;
}

QByteArray HeldAgent::errors() const
{
    QByteArray bytes;
    std::array<char, 4096> part{};
    for (ssize_t got = 0; (got = ::read(m_errors, part.data(), part.size())) > 0;)
        bytes.append(part.data(), got);
    return bytes;
}

} // namespace holdfast::test
