// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/program.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>

namespace holdfast::test {

/// What a run of the program in this process said and returned.
struct ProgramRun
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    /// The one document on standard output; empty where it is not exactly that.
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
};

inline ProgramRun runHere(const QStringList &words, const CancelToken &cancel = {})
{
    const cli::CommandRegistry registry = cli::makeRegistry();
    QBuffer output;
    QBuffer errors;
    output.open(QIODevice::WriteOnly);
    errors.open(QIODevice::WriteOnly);
    const int code = cli::runProgram(words, registry, {.output = output, .errors = errors, .cancel = cancel});
    return {code, output.data(), errors.data()};
}

} // namespace holdfast::test
