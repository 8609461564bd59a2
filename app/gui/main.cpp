// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/language.h"
#include "core/base/logfile.h"
#include "core/engine/engine.h"
#include "holdfastversion.h"
#include "ui/shell/desktop.h"
#include "ui/shell/icons.h"
#include "ui/shell/openingdialog.h"
#include "ui/shell/singleinstance.h"
#include "ui/shell/uisettings.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <clocale>

namespace {

using namespace holdfast;
using namespace holdfast::ui;
using namespace Qt::Literals::StringLiterals;

/// File names are UTF-8 in Holdfast; a C locale (containers) would lose them in the libraries below.
void useUtf8Locale()
{
    if (!std::setlocale(LC_CTYPE, "C.UTF-8"))
        std::setlocale(LC_CTYPE, ".UTF-8");
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Program", text);
}

/// The page that the command line asks for; ends the program for --help, --version and mistakes.
QString pageAskedFor(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Back up and restore fleets of Android cloud phones."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption page(
        u"page"_s, tr("Open at this page: phones, backups, jobs, policies, stores or settings."), u"PAGE"_s);
    parser.addOption(page);
    parser.process(application);
    return parser.isSet(page) ? QString(parser.value(page) + u"Page"_s) : QString();
}

/// The window cannot come up without an engine, so this is the one box that the program opens by itself.
int refuse(const Error &error)
{
    QMessageBox box(QMessageBox::Critical, u"Holdfast"_s, userText(error), QMessageBox::Close);
    box.exec();
    return static_cast<int>(exitCode(error.code));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setOrganizationName(u"holdfast"_s);
    QCoreApplication::setApplicationName(u"holdfast"_s);
    QCoreApplication::setApplicationVersion(u"" HOLDFAST_VERSION " (" HOLDFAST_COMMIT ")"_s);
    QGuiApplication::setDesktopFileName(u"org.holdfast.Holdfast"_s);
    const QApplication application(argc, argv);
    useUtf8Locale();
    QApplication::setWindowIcon(QIcon(u":/icons/holdfast.svg"_s));

    QSettings store;
    UiSettings settings(store);
    Language language;
    language.speak(settings.language());
    applyTheme(settings.theme());
    const QString page = pageAskedFor(application);

    auto options = EngineOptions::forThisProgram();
    if (!options)
        return refuse(options.error());
    options->parallelJobs = settings.parallelJobs();
    options->adoptsJobs = true;
    if (SingleInstance::handOver(options->dataDirectory, page))
        return 0;
    const LogRouting routing(std::make_unique<LogFile>(options->dataDirectory), false);
    const auto engine = OpeningDialog(*options).run();
    if (!engine && engine.error().code == Errc::Cancelled)
        return 0;
    if (!engine)
        return refuse(engine.error());
    const SystemClock clock;
    Desktop desktop(**engine, settings, language, clock);
    const SingleInstance instance(options->dataDirectory);
    QObject::connect(&instance, &SingleInstance::shownAgain, &desktop, &Desktop::showAgain);
    desktop.open(page);
    return QApplication::exec();
}
