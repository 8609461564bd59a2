// SPDX-License-Identifier: GPL-3.0-or-later
// holdfast-emulator: one emulated phone a process. Started by EmulatorHome; by hand for a look at its log.
#include "core/emulator/emulatorfiles.h"
#include "core/emulator/emulatorhome.h"
#include "core/emulator/namespaces.h"
#include "core/emulator/phonecontent.h"
#include "core/emulator/supervisor.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <cstdio>
#include <filesystem>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace holdfast;

namespace {

constexpr char kUsage[] =
    "usage: holdfast-emulator run --dir DIR\n"
    "       holdfast-emulator build --dir DIR --sample none|small|standard|large [--apk FILE]…\n"
    "       holdfast-emulator build --dir DIR --from FOLDER [--apk FILE]…\n"
    "       holdfast-emulator clear --dir DIR\n"
    "       holdfast-emulator fault --dir DIR [NAME=VALUE…]\n"
    "       holdfast-emulator enter COMMAND…\n"
    "\n"
    "`fault` gives the running phone exactly these faults (EmulatorFaults), or heals it.\n"
    "`enter` runs a command of this machine with the ids of emulated phones, for an ordinary user\n"
    "who wants to read or compare their files.\n";

int tell(const Result<void> &result)
{
    if (result)
        return 0;
    std::fprintf(stderr, "%s\n", qPrintable(userText(result.error())));
    return int(exitCode(result.error().code));
}

int usage()
{
    std::fputs(kUsage, stderr);
    return int(ExitCode::Usage);
}

QString option(const QStringList &arguments, const QString &name)
{
    const qsizetype at = arguments.indexOf(name);
    return at < 0 ? QString() : arguments.value(at + 1);
}

/// What follows each `--apk`.
QStringList apksOf(const QStringList &arguments)
{
    QStringList files;
    for (qsizetype at = 0; at + 1 < arguments.size(); ++at) {
        if (arguments[at] == "--apk"_L1)
            files += arguments[++at];
    }
    return files;
}

/// The words after `fault --dir DIR` are faults of the phone in @p folder.
Result<void> setFaults(const QString &folder, const QStringList &arguments)
{
    EmulatorFaults faults;
    for (const QString &word : arguments.mid(arguments.indexOf(u"--dir"_s) + 2)) {
        if (auto set = faults.set(word.section(u'=', 0, 0), word.section(u'=', 1)); !set)
            return set;
    }
    const QFileInfo phone(folder);
    return EmulatorHome(phone.path(), QCoreApplication::applicationFilePath())
        .setFaults(phone.fileName(), faults);
}

/// Not by QDir: it does not see names that are not UTF-8.
Result<void> clearPhone(const QString &folder)
{
    std::error_code error;
    std::filesystem::remove_all(QFile::encodeName(EmulatorFiles(folder).root()).toStdString(), error);
    if (error)
        return fail(Errc::LocalFailed, QString::fromStdString(error.message()), {.path = folder});
    return {};
}

int enter(char **command)
{
    if (command[0] == nullptr)
        return usage();
    ::execvp(command[0], command);
    std::perror(command[0]);
    return int(ExitCode::Failed);
}

} // namespace

int main(int argc, char **argv)
{
    const QStringList arguments = [&] {
        QStringList list;
        for (int i = 1; i < argc; ++i)
            list.append(QString::fromLocal8Bit(argv[i]));
        return list;
    }();
    const QString verb = arguments.value(0);
    const QString folder = QDir(option(arguments, u"--dir"_s)).absolutePath();
    if (verb != "enter"_L1 && !arguments.contains(u"--dir"_s))
        return usage();
    // Before Qt: a process with threads cannot enter a user namespace.
    if (const auto root = becomeRoot(); !root)
        return tell(root);
    if (verb == "enter"_L1)
        return enter(argv + 2);
    if (verb == "run"_L1)
        return tell(superviseEmulator(folder));
    const QCoreApplication application(argc, argv);
    if (verb == "clear"_L1)
        return tell(clearPhone(folder));
    if (verb == "fault"_L1)
        return tell(setFaults(folder, arguments));
    if (verb != "build"_L1)
        return usage();
    if (const QString source = option(arguments, u"--from"_s); !source.isEmpty())
        return tell(buildPhone(folder, PhoneContent{.copyOf = source, .apks = apksOf(arguments)}));
    const auto sample = sampleSizeFromName(option(arguments, u"--sample"_s));
    if (!sample)
        return tell(tl::unexpected(sample.error()));
    return tell(buildPhone(folder, PhoneContent{.sample = *sample, .apks = apksOf(arguments)}));
}
