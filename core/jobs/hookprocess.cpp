// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hookprocess.h"

#include "core/base/nameescape.h"

#include <QElapsedTimer>
#include <QProcess>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPollMs = 50;
constexpr qint64 kGraceMs = 2'000; ///< For a command that is asked to end.
constexpr qsizetype kKeptOutput = qsizetype{16} * 1024;
constexpr qsizetype kShownLines = 10;
constexpr qsizetype kShownCharacters = 2000;

void setCommand(QProcess &process, const QString &command)
{
    if (!command.startsWith("sh:"_L1)) {
        const QStringList words = QProcess::splitCommand(command);
        process.setProgram(words.value(0));
        process.setArguments(words.mid(1));
        return;
    }
    const QString line = command.mid(3);
#ifdef Q_OS_WIN
    process.setProgram(u"cmd"_s);
    process.setNativeArguments(u"/d /s /c \"%1\""_s.arg(line));
#else
    process.setProgram(u"/bin/sh"_s);
    process.setArguments({u"-c"_s, line});
#endif
}

void readOutput(QProcess &process, QByteArray &output)
{
    output += process.readAll();
    if (output.size() > kKeptOutput)
        output = output.right(kKeptOutput);
}

/// Ends the command and all that it began; returns when nothing of it is left.
void end(QProcess &process, qint64 group)
{
    endGroup(group, false);
    QElapsedTimer asked;
    asked.start();
    while (process.state() != QProcess::NotRunning && asked.elapsed() < kGraceMs)
        process.waitForFinished(kPollMs);
    endGroup(group, true); // What it began may still be there without it.
    process.kill();
    process.waitForFinished(-1);
}

QString endText(const QProcess &process)
{
    if (process.exitStatus() == QProcess::CrashExit)
        return u"it was ended by a signal"_s;
    return process.exitCode() == 0 ? QString() : u"exit code %1"_s.arg(process.exitCode());
}

HookEnd ended(const QString &reason, const QByteArray &output)
{
    HookEnd end{.problem = {}, .lastLines = lastLinesOf(output)};
    if (!reason.isEmpty())
        end.problem = end.lastLines.isEmpty() ? reason : QString(reason % u": "_s % end.lastLines);
    return end;
}

} // namespace

QString lastLinesOf(const QByteArray &output)
{
    QStringList lines;
    for (const QByteArray &line : output.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (!trimmed.isEmpty())
            lines.append(QString::fromStdString(escapeName(trimmed.toStdString())));
    }
    return lines.mid(qMax<qsizetype>(0, lines.size() - kShownLines)).join(u" | "_s).right(kShownCharacters);
}

Result<HookEnd> runHookProcess(const QString &command, const QProcessEnvironment &environment,
                               std::chrono::seconds timeout, const CancelToken &cancel)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    setCommand(process, command);
    makeOwnGroup(process);
    QElapsedTimer running;
    running.start();
    process.start(QIODevice::ReadOnly);
    if (!process.waitForStarted(-1))
        return ended(u"it could not be started (%1)"_s.arg(process.errorString()), {});
    const qint64 group = process.processId();
    QByteArray output;
    while (!process.waitForFinished(kPollMs)) {
        if (process.state() == QProcess::NotRunning)
            break;
        readOutput(process, output);
        const bool late = running.elapsed() > std::chrono::milliseconds(timeout).count();
        if (!late && !cancel.requested())
            continue;
        end(process, group);
        readOutput(process, output);
        if (!late)
            return fail(Errc::Cancelled);
        return ended(u"it was not done in %1 seconds"_s.arg(timeout.count()), output);
    }
    readOutput(process, output);
    return ended(endText(process), output);
}

} // namespace holdfast
