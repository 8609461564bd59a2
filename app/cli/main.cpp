// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"
#include "app/cli/terminal.h"
#include "core/base/language.h"

#include <QCoreApplication>
#include <QFile>

#include <clocale>
#include <cstdio>
#include <cstring>

namespace {

/// File names are UTF-8 in Holdfast; a C locale (cron, containers) would lose them in the libraries below.
void useUtf8Locale()
{
    const char *current = std::setlocale(LC_CTYPE, nullptr);
    if (current && (std::strstr(current, "UTF-8") || std::strstr(current, "utf8")))
        return;
    if (!std::setlocale(LC_CTYPE, "C.UTF-8"))
        std::setlocale(LC_CTYPE, ".UTF-8");
}

/// Scripts read English, whoever runs them.
QString languageFor(const QStringList &words)
{
    return words.contains(QStringLiteral("--json")) ? QStringLiteral("en") : QString();
}

} // namespace

int main(int argc, char **argv)
{
    using namespace holdfast;
    QCoreApplication::setApplicationName(QStringLiteral("holdfast"));
    const QCoreApplication application(argc, argv);
    useUtf8Locale();
    cli::useUtf8Streams();

    const QStringList words = QCoreApplication::arguments().mid(1);
    Language language;
    language.speak(languageFor(words));
    static CancelSource cancel;
    cli::catchInterrupts(&cancel);
    QFile output;
    QFile errors;
    if (!output.open(stdout, QIODevice::WriteOnly) || !errors.open(stderr, QIODevice::WriteOnly))
        return static_cast<int>(ExitCode::Failed);
    return cli::runProgram(words, cli::makeRegistry(),
                           {.output = output,
                            .errors = errors,
                            .errorsToTerminal = cli::errorsAreLiveTerminal(),
                            .columns = cli::terminalColumns(),
                            .cancel = cancel.token()});
}
