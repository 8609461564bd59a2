// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <sys/types.h>

namespace holdfast::test {

/// How a test starts the agent.
struct AgentCommand
{
    QStringList words;
    /// The agent of this build.
    static AgentCommand native();
    /// The arm64 agent under qemu; empty words where one of the two is missing.
    static AgentCommand arm64();
    /// A copy of the native agent in @p folder, run as user 65534. Only root can do that.
    static AgentCommand asNobody(const QString &folder);
};

/// A request as the agent reads it: "key=value" records.
QByteArray agentRequest(const QByteArrayList &records);

struct AgentResult
{
    int exitCode = -1; ///< -1: it did not end in time, or crashed.
    QByteArray output;
    QByteArray errors;
    QList<QJsonObject> events;

    /// The events of one kind about one path (any path where empty).
    [[nodiscard]] QList<QJsonObject> find(const QString &event, const QString &path = {}) const;
};

/// Runs the agent to its end (60 s at most) with @p input on stdin.
AgentResult runAgent(const AgentCommand &command, const QString &verb, const QByteArray &input);

/// Runs some other program; its exit code, with what it wrote to both channels in @p output.
int runProgram(const QStringList &words, QByteArray *output = nullptr);

/// An agent whose pipes the test holds in its own hands.
class HeldAgent
{
public:
    HeldAgent(const QString &verb, const AgentCommand &command = AgentCommand::native());
    ~HeldAgent();
    HeldAgent(const HeldAgent &) = delete;
    HeldAgent &operator=(const HeldAgent &) = delete;

    void write(const QByteArray &bytes) const;
    void closeInput();
    void closeOutput();
    /// Up to @p size bytes; blocks until they are there or the end is.
    [[nodiscard]] QByteArray read(qsizetype size) const;
    void sendSignal(int number) const;
    /// Whether it has ended within @p milliseconds; the wait status is kept.
    bool waitForEnd(int milliseconds);
    [[nodiscard]] int status() const { return m_status; }
    /// Everything it wrote to stderr; after it has ended.
    [[nodiscard]] QByteArray errors() const;

private:
    pid_t m_pid = -1;
    int m_input = -1;
    int m_output = -1;
    int m_errors = -1;
    int m_status = 0;
};

} // namespace holdfast::test
