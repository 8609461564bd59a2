// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <QByteArray>
#include <QProcessEnvironment>

#include <chrono>
#include <optional>

class QProcess;

namespace holdfast {

/// How a command of the operator's ended.
struct HookEnd
{
    /// What went wrong in technical words, beginning with the reason and ending with the last lines that the
    /// command wrote; nothing: it succeeded.
    std::optional<QString> problem{};
    QString lastLines{}; ///< Of its output, printable; may be empty.
};

/// Runs @p command on this computer and waits for it, without input. Its words are parted by blanks,
/// quotation marks keep them together, and no shell reads them; a text that begins with `sh:` is a line for
/// the shell
/// (`/bin/sh -c`, on Windows `cmd /c`). Cancelled or not done in @p timeout, it is ended with all that it
/// began. The error is Cancelled alone.
Result<HookEnd> runHookProcess(const QString &command, const QProcessEnvironment &environment,
                               std::chrono::seconds timeout, const CancelToken &cancel);

/// The last lines of @p output as a person may read them.
QString lastLinesOf(const QByteArray &output);

/// Before @p process is started: it and what it begins can then be ended together.
void makeOwnGroup(QProcess &process);
/// Asks what @p group (the process id of the first) runs to end, or ends it by force.
void endGroup(qint64 group, bool byForce);

} // namespace holdfast
