// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/program.h"
#include "tests/ui/madedata.h"
#include "tests/ui/picture.h"
#include "tests/ui/uifixture.h"
#include "ui/backups/backupcommand.h"
#include "ui/backups/backuplistmodel.h"
#include "ui/backups/backuplookahead.h"
#include "ui/backups/contentsmodel.h"
#include "ui/jobs/jobmodel.h"
#include "ui/jobs/jobspresenter.h"
#include "ui/jobs/problemtext.h"
#include "ui/jobs/speedhistory.h"
#include "ui/phones/phonespresenter.h"
#include "ui/restore/restoremapping.h"
#include "ui/restore/restorerun.h"
#include "ui/shell/theme.h"
#include "ui/shell/uisettings.h"
#include "ui/widgets/facetview.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/wrapdelegate.h"
#include "ui/widgets/wraplabel.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace holdfast;
using namespace holdfast::test;
using namespace holdfast::ui;
using namespace Qt::Literals::StringLiterals;

/// The parts of the desktop that can be wrong without a window.
class UiPartsTest : public QObject
{
    Q_OBJECT

    /// The words that a shell makes of a line.
    static QStringList shellWords(const QString &line)
    {
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"printf '%s\\n---\\n' "_s + line});
        shell.waitForFinished();
        QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(u"\n---\n"_s);
        words.removeLast();
        return words;
    }

    static cli::Arguments parsed(const QStringList &words)
    {
        static const cli::CommandRegistry registry = cli::makeRegistry();
        const auto line = cli::parseCommandLine(words.mid(1), registry);
        if (!line) {
            qWarning("%s", qPrintable(line.error().text));
            return {};
        }
        return line->arguments;
    }

    static JobRecord job(JobStatus status, Phase phase, qint64 done = 0, qint64 total = -1)
    {
        JobRecord record;
        record.id = newJobId();
        record.status = status;
        record.progress = {phase, done, total, 0, -1};
        return record;
    }

private Q_SLOTS:
    void countsOfFacetsAreNeverCutOff()
    {
        FacetView view;
        view.resize(200, 300);
        view.facets()->setSections({{u"state"_s, u"State"_s, {{u"a"_s, u"Available"_s, 1}}}});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.facets()->setSections({{u"state"_s, u"State"_s, {{u"a"_s, u"Available"_s, 1234567}}}});
        const int needed = view.fontMetrics().horizontalAdvance(u"1,234,567"_s);
        QTRY_VERIFY_WITH_TIMEOUT(view.header()->sectionSize(1) > needed, 20000);
    }

    void aWrapLabelIsAsHighAsItsText()
    {
        WrapLabel label;
        QLabel plain;
        plain.setWordWrap(true);
        const auto same = [&] {
            for (const int width : {120, 400, 120})
                QCOMPARE(label.heightForWidth(width), plain.heightForWidth(width));
        };
        const QString words = u"every restored file is compared with the backup on the phone "_s;
        for (const QString &text : {words, words.repeated(5), words.repeated(2)}) {
            label.setText(text);
            plain.setText(text);
            same();
        }
        QFont large = label.font();
        large.setPixelSize(40);
        label.setFont(large);
        plain.setFont(large);
        same();
        label.setContentsMargins(30, 9, 30, 9);
        plain.setContentsMargins(30, 9, 30, 9);
        same();
    }

    void aWrapLabelBreaksItsLinesOnce()
    {
        const QString text = u"every restored file is compared with the backup on the phone "_s.repeated(10);
        WrapLabel label(text);
        QLabel plain(text);
        plain.setWordWrap(true);
        const auto spent = [](const QLabel &asked) {
            QElapsedTimer time;
            time.start();
            for (int i = 0; i < 200; ++i)
                static_cast<void>(asked.heightForWidth(300));
            return time.nsecsElapsed();
        };
        QVERIFY(spent(label) * 5 < spent(plain));
    }

    void rowsThatWrapComeToRest()
    {
        QTreeWidget view;
        view.setColumnCount(4);
        view.setRootIsDecorated(false);
        view.header()->setStretchLastSection(false);
        for (int column = 0; column < 4; ++column)
            view.header()->setSectionResizeMode(column, column == 3 ? QHeaderView::Stretch
                                                                    : QHeaderView::ResizeToContents);
        new WrapDelegate(&view);
        for (int row = 0; row < 6; ++row)
            new QTreeWidgetItem(&view,
                                {u"nightly"_s, u"every day at 02:00"_s, u"2026-01-16 02:00"_s,
                                 u"The phone is not there: plug it in, or connect it by its address"_s});
        view.resize(500, 200);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy resized(view.header(), &QHeaderView::sectionResized);
        const auto rests = [&] {
            // A turn of the loop in which nothing was resized; what is queued comes in the next one.
            for (int turns = 0; turns < 100; ++turns) {
                resized.clear();
                for (int each = 0; each < 5; ++each)
                    QCoreApplication::processEvents();
                if (resized.isEmpty())
                    return true;
            }
            return false;
        };
        // Some widths and heights are just those at which a scroll bar comes and goes.
        for (int width = 480; width < 620; width += 4) {
            view.resize(width, 120 + width % 97);
            QVERIFY2(rests(), qPrintable(QString::number(width)));
        }
        // What is wrapped can be read to its end, also after other widths.
        view.resize(500, 400);
        QVERIFY(rests());
        const QModelIndex sentence = view.model()->index(5, 3);
        const QRect place = view.visualRect(sentence);
        const QRect text = view.fontMetrics().boundingRect(QRect(0, 0, place.width() - 8, 0),
                                                           Qt::TextWordWrap, sentence.data().toString());
        QVERIFY(text.height() > view.fontMetrics().height());
        QVERIFY2(place.height() >= text.height(),
                 qPrintable(u"%1 < %2"_s.arg(place.height()).arg(text.height())));
    }

    void aSpeedHistoryIsBounded()
    {
        SpeedHistory history;
        QVERIFY(history.points().isEmpty());
        qint64 now = 5000;
        history.add(now, {}); // The beginning.
        for (int second = 0; second < 10; ++second)
            history.add(now += 1000, {.copied = 100, .checked = second < 5 ? 0.0 : 20.0});
        QCOMPARE(history.points().size(), 10);
        QCOMPARE(history.average(), (SpeedHistory::Speed{100, 10}));
        history.add(now - 500, {1e9, 0}); // A clock that goes back.
        QCOMPARE(history.points().size(), 10);
        history.add(now += 500, {.copied = 300, .checked = 0}); // Half a point, and another half.
        QCOMPARE(history.points().size(), 10);
        history.add(now += 500, {});
        QCOMPARE(history.points().last().copied, 150.0);
        for (int second = 0; second < 2000; ++second)
            history.add(now += 1000, {.copied = 50, .checked = 0});
        QVERIFY(history.points().size() < SpeedHistory::kMostPoints);
        QCOMPARE(history.step(), 4000);
        QCOMPARE(history.points().last().copied, 50.0);
        QCOMPARE(history.most(), 100.0); // Four seconds are a point now.
    }

    void settingsAreThereTheNextTime()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            UiSettings settings(QSettings(file, QSettings::IniFormat));
            settings.setTheme(ThemeMode::Dark);
            settings.setParallelJobs(7);
            settings.setFirstRunDone(true);
            settings.setLayout(u"phonesView"_s, "abc");
            settings.setLayout(u"jobsView"_s, "def");
            QCOMPARE(settings.layout(u"phonesView"_s), "abc"); // Before it is written.
        }
        {
            UiSettings settings(QSettings(file, QSettings::IniFormat));
            QCOMPARE(settings.theme(), ThemeMode::Dark);
            QCOMPARE(settings.parallelJobs(), 7);
            QVERIFY(settings.firstRunDone());
            QCOMPARE(settings.layout(u"jobsView"_s), "def");
            settings.forgetLayout();
            settings.setParallelJobs(8);
        }
        const UiSettings settings(QSettings(file, QSettings::IniFormat));
        QVERIFY(settings.layout(u"jobsView"_s).isEmpty());
        QCOMPARE(settings.parallelJobs(), 8);
        QCOMPARE(settings.theme(), ThemeMode::Dark);
    }

    void aBackupCommandMeansItsRequest()
    {
        BackupRequest request;
        request.phones = {{u"10.0.0.1:5555"_s}, {u"emulator-5554"_s}};
        request.paths = {u"/sdcard/it's here"_s, u"/data/data/com.*"_s, u"/data/a\\nb"_s};
        request.excludes = {u"/**/cache"_s, u"/sdcard/$HOME \"x\""_s};
        request.store = u"disk"_s;
        request.folder = u"daily/a b"_s;
        request.name = u"--odd {phone} name"_s;
        request.description = u"夜间备份; rm -rf /"_s;
        request.owner = u"me"_s;
        request.compressionLevel = 9;
        request.speed = u"8:22:5000"_s;
        request.hooks = {.before = u"sh:echo 'a b'"_s, .afterOnPhone = u"-x"_s, .timeoutSeconds = 30};
        const QStringList words = shellWords(shellLine(commandWords(request)));
        QCOMPARE(words, commandWords(request));
        const cli::Arguments arguments = parsed(words);
        QCOMPARE(arguments.words(), QStringList({u"10.0.0.1:5555"_s, u"emulator-5554"_s}));
        QCOMPARE(arguments.values("path"_L1), request.paths);
        QCOMPARE(arguments.values("exclude"_L1), request.excludes);
        QCOMPARE(arguments.value("to"_L1), u"disk/daily/a b"_s);
        QCOMPARE(arguments.value("name"_L1), request.name);
        QCOMPARE(arguments.value("description"_L1), request.description);
        QCOMPARE(arguments.value("owner"_L1), request.owner);
        QCOMPARE(arguments.value("level"_L1), u"9"_s);
        QCOMPARE(arguments.value("speed"_L1), request.speed);
        QCOMPARE(arguments.value("before"_L1), request.hooks.before);
        QCOMPARE(arguments.value("after-on-phone"_L1), request.hooks.afterOnPhone);
        QCOMPARE(arguments.value("hook-timeout"_L1), u"30"_s);
        QVERIFY(!arguments.has("all"_L1));
        request.whole = true;
        request.paths.clear();
        QVERIFY(parsed(shellWords(shellLine(commandWords(request)))).has("all"_L1));
    }

    void aRestoreCommandMeansItsRequest()
    {
        RestoreRequest request;
        request.backup = {u"bf-0123456789abcdefg"_s};
        request.phones = {{u"10.0.0.1:5555"_s}, {u"10.0.0.2:5555"_s}};
        request.paths = {u"/data/x y"_s};
        request.conflict = Conflict::KeepNewer;
        request.restart = true;
        const cli::Arguments arguments = parsed(shellWords(shellLine(commandWords(request))));
        QCOMPARE(arguments.words(), QStringList{request.backup.value});
        QCOMPARE(arguments.values("to"_L1), QStringList({u"10.0.0.1:5555"_s, u"10.0.0.2:5555"_s}));
        QCOMPARE(arguments.values("path"_L1), request.paths);
        QCOMPARE(arguments.value("conflict"_L1), u"newer"_s);
        QVERIFY(arguments.has("restart"_L1));
    }

    void anEstimateOfAFewStandsForAll()
    {
        BackupEstimate one;
        one.total = {100, 1000};
        one.stored = {.basis = StoredEstimate::Basis::SamePhone, .bytes = 400};
        one.excludes = {{u"/**/cache"_s, false, {5, 50}}, {u"/data/dalvik"_s, true, {9, 90}}};
        BackupEstimate other = one;
        other.stored = {.basis = StoredEstimate::Basis::AnyBackup, .bytes = 600};
        DryRun run{.phones = {{{u"a"_s}, one},
                              {{u"b"_s}, other},
                              {{u"c"_s}, tl::unexpected(Error{Errc::PhoneOffline, {}})}},
                   .storeFreeBytes = 2400};
        BackupOutlook outlook = outlookOf(run, 10);
        QCOMPARE(outlook.looked, 2);
        QCOMPARE(outlook.total.bytes, 2000);
        QCOMPARE(outlook.allBytes(), 10000);
        QCOMPARE(outlook.allStoredBytes(), 5000);
        QCOMPARE(outlook.basis, StoredEstimate::Basis::AnyBackup);
        QVERIFY(outlook.isTooLarge());
        QCOMPARE(excludesText(outlook), u"Left out: /**/cache: 10 files (100 bytes)"_s);
        run.phones[1].estimate->stored = {};
        outlook = outlookOf(run, 10);
        QCOMPARE(outlook.allStoredBytes(), -1);
        QVERIFY(!outlook.isTooLarge());
        QCOMPARE(outlookOf(tl::unexpected(Error{Errc::StoreUnreachable, {}, {{}, {}, u"nas"_s}}), 3).looked,
                 0);
        QCOMPARE(outlookText({}), QString());
    }

    void aBatchThatFailedSaysWhatWhyAndWhatToDo()
    {
        const PhoneNames names{{u"10.0.0.1:5555"_s, u"golden"_s}};
        JobRecord failed = job(JobStatus::Failed, Phase::Copying, 10, 100);
        failed.serial = {u"10.0.0.1:5555"_s};
        failed.error = Error{Errc::PhoneLost, u"read: 0 bytes"_s, {u"10.0.0.1:5555"_s, {}, {}}};
        const QString why =
            u"The connection to phone golden was lost. Check the phone and the network, then try "
            "again."_s;
        QCOMPARE(batchProblemText({failed}, names),
                 QString(u"Backup of golden failed at the step: Copying files. "_s + why +
                         u" Nothing was stored."_s));
        JobRecord done = job(JobStatus::Finished, Phase::Done);
        QCOMPARE(batchProblemText({failed, done}, names), QString(u"Backup: 1 job(s) failed of 2. "_s + why));
        JobRecord full = failed;
        full.id = newJobId();
        full.error = Error{Errc::StoreFull, {}, {{}, {}, u"disk"_s}};
        QVERIFY(batchProblemText({failed, full, done}, names).endsWith(u"There are other problems too."_s));
        QCOMPARE(batchProblemText({done}, names), QString());
        QCOMPARE(batchProblemText({job(JobStatus::Cancelled, Phase::Copying)}, names), QString());
        // What Android says of a refused package is the reason itself.
        QVERIFY(problemText(Error{Errc::AppInstallFailed, u"INSTALL_FAILED_X"_s, {}}, names)
                    .endsWith(u"(INSTALL_FAILED_X)"_s));
    }

    void mappingsAreRead()
    {
        const RestoreMapping good = parseRestoreMapping(
            u"\ufeffPhone,Backup\r\n# a remark\r\n\r\ngz-0001, newest\r\n\"a, \"\"b\"\"\";bf-1,bf-2\n"_s);
        QCOMPARE(good.problems, QStringList());
        QCOMPARE(good.lines,
                 QList<MappingLine>({{4, u"gz-0001"_s, u"newest"_s}, {5, u"a, \"b\";bf-1"_s, u"bf-2"_s}}));
        QCOMPARE(parseRestoreMapping(u"a;b\nc\td"_s).lines,
                 QList<MappingLine>({{1, u"a"_s, u"b"_s}, {2, u"c"_s, u"d"_s}}));
        const RestoreMapping bad = parseRestoreMapping(u"one\n,two\nthree,\n\"open,x\na,b\na,c"_s);
        QCOMPARE(bad.lines.size(), 1);
        QCOMPARE(bad.problems,
                 QStringList({u"Line 1 is not PHONE,BACKUP."_s, u"Line 2 is not PHONE,BACKUP."_s,
                              u"Line 3 is not PHONE,BACKUP."_s, u"Line 4 is not PHONE,BACKUP."_s,
                              u"Line 6 names phone a again."_s}));
        QVERIFY(parseRestoreMapping(QString()).lines.isEmpty());
    }

    void theFirstPhoneIsTakenOutOfAPlan()
    {
        RestoreRequest one;
        one.backup = {u"bf-1"_s};
        one.phones = {{u"a"_s}};
        RestoreRequest two = one;
        two.backup = {u"bf-2"_s};
        two.phones = {{u"b"_s}, {u"c"_s}};
        QList<RestoreRequest> rest{one, two};
        QCOMPARE(takeCanary(rest).backup.value, u"bf-1"_s);
        QCOMPARE(rest.size(), 1);
        QCOMPARE(takeCanary(rest).phones, QList<Serial>{{u"b"_s}});
        QCOMPARE(rest.first().phones, QList<Serial>{{u"c"_s}});
    }

    void addressesAreRead()
    {
        QStringList bad;
        QCOMPARE(PhonesPresenter::parseAddresses(u"10.0.0.1:5555\n host-a , [::1]:5556"_s, bad),
                 QStringList({u"10.0.0.1:5555"_s, u"host-a"_s, u"[::1]:5556"_s}));
        QVERIFY(bad.isEmpty());
        QCOMPARE(PhonesPresenter::parseAddresses(u"10.0.0.254-255:1"_s, bad),
                 QStringList({u"10.0.0.254:1"_s, u"10.0.0.255:1"_s}));
        PhonesPresenter::parseAddresses(u"10.0.0.9-3:1 a:0 b:70000 c:d 10.0.0.1-300"_s, bad);
        QCOMPARE(bad.size(), 5);
    }

    void aJobsFigureNeverGoesBack()
    {
        const JobRecord steps[] = {job(JobStatus::Processing, Phase::Copying, 0, 100),
                                   job(JobStatus::Processing, Phase::Copying, 100, 100),
                                   job(JobStatus::Processing, Phase::Finishing, 100, 100),
                                   job(JobStatus::Processing, Phase::Verifying, 0, 40),
                                   job(JobStatus::Processing, Phase::Verifying, 40, 40),
                                   job(JobStatus::Finished, Phase::Done)};
        double before = 0;
        for (const JobRecord &step : steps) {
            QVERIFY(jobFraction(step) >= before);
            before = jobFraction(step);
        }
        QCOMPARE(before, 1.0);
        QCOMPARE(jobFraction(job(JobStatus::Processing, Phase::Connecting)), -1.0);
        JobRecord hooked = job(JobStatus::PartFinished, Phase::Done);
        hooked.error = Error{Errc::HookFailed, u"it ended with 1"_s, {}};
        QCOMPARE(jobStateText(hooked), u"Done, but a command failed"_s);
        hooked.outcome.insert("lost"_L1, 2);
        QCOMPARE(jobStateText(hooked), u"Done with losses"_s);
    }

    void anEndIsForetoldOnlyWhenItIsKnown()
    {
        RateMeter meter;
        for (int second = 0; second <= 9; ++second)
            meter.add(second * 1000, second * 1000);
        QVERIFY(!meter.isSettled());
        for (int second = 10; second <= 20; ++second)
            meter.add(second * 1000, second * 1000);
        QVERIFY(meter.isSettled());
        QVERIFY(qAbs(meter.rate() - 1000) < 10);
        for (int second = 21; second <= 31; ++second)
            meter.add(second * 1000, 20000);
        QVERIFY(!meter.isSettled());
        QCOMPARE(meter.stalledFor(), 11000);
        QCOMPARE(remainingText(3), u"about 1 min"_s);
        QCOMPARE(remainingText(3 * 3600), u"over 3 h"_s);
    }

    void oneCauseIsOneProblem()
    {
        QList<JobRecord> jobs;
        for (int i = 0; i < 4; ++i) {
            jobs.append(job(JobStatus::Failed, Phase::Copying));
            jobs.last().error = i < 3 ? Error{Errc::PhoneLost, {}, {u"p%1"_s.arg(i), {}, {}}}
                                      : Error{Errc::StoreFull, {}, {{}, {}, u"disk"_s}};
        }
        const QList<JobProblem> problems = groupProblems(jobs);
        QCOMPARE(problems.size(), 2);
        QCOMPARE(problems[0].jobs.size(), 3);
        QCOMPARE(problems[1].error.code, Errc::StoreFull);
    }

    void whatFailedIsAskedForAgain()
    {
        JobRecord failed = job(JobStatus::Failed, Phase::Copying);
        failed.serial = {u"10.0.0.1:5555"_s};
        failed.batch = newBatchId();
        failed.request = {{u"whole"_s, true}, {u"store"_s, u"disk"_s}, {u"level"_s, 5}};
        JobRecord second = failed;
        second.serial = {u"10.0.0.2:5555"_s};
        JobRecord done = failed;
        done.status = JobStatus::Finished;
        const auto requests = planRetry({failed, second, done}).backups;
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests[0].request.phones.size(), 2);
        QVERIFY(requests[0].request.whole);
        QCOMPARE(requests[0].request.compressionLevel, 5);
        // A request with something that is not understood would come back as less than it was.
        failed.request.insert(u"novelty"_s, u"x"_s);
        QVERIFY(!canRetry(failed));
        // As the engine writes it.
        failed.kind = JobKind::Restore;
        failed.request =
            toJson(RestoreRequest{.backup = {}, .phones = {}, .paths = {}, .apps = {u"com.x"_s}});
        const auto restores = planRetry({failed}).restores;
        QCOMPARE(restores.size(), 1);
        QCOMPARE(restores[0].apps, QStringList{u"com.x"_s});
    }

    void contentsAreATree()
    {
        ContentsTree tree;
        for (const char *path : {"data/b/two", "data/a", "data/b/one"}) {
            IndexEntry entry;
            entry.path = path;
            entry.size = 10;
            tree.add(entry);
        }
        tree.finish();
        QCOMPARE(tree.nodes.front().size, 30);
        QCOMPARE(tree.nodes.front().files, 3);
        const auto &data = tree.nodes[size_t(tree.nodes.front().children.front())];
        QCOMPARE(data.name, QByteArray("data"));
        QCOMPARE(tree.nodes[size_t(data.children[0])].name, QByteArray("b")); // folders first
        QCOMPARE(tree.nodes[size_t(data.children[0])].size, 20);
    }

    void coloursCanBeRead_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void coloursCanBeRead()
    {
        QFETCH(const QPalette, palette);
        for (const Tone tone : {Tone::Plain, Tone::Muted, Tone::Good, Tone::Warning, Tone::Bad, Tone::Info}) {
            for (const auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
                const double seen = contrast(toneColor(tone, palette), palette.color(ground));
                QVERIFY2(seen >= 4.5,
                         qPrintable(u"tone %1 on %2: %3"_s.arg(int(tone)).arg(int(ground)).arg(seen)));
            }
        }
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >=
                4.5);
    }

    void aMovedIconIsSeen()
    {
        QImage baseline(200, 100, QImage::Format_RGB32);
        baseline.fill(Qt::white);
        QImage noise = baseline;
        noise.setPixelColor(3, 3, Qt::black);
        QVERIFY(comparePictures(noise, baseline).same);
        QImage moved = baseline;
        for (int y = 16; y < 24; ++y) {
            for (int x = 16; x < 22; ++x)
                moved.setPixelColor(x, y, Qt::black);
        }
        QVERIFY(!comparePictures(moved, baseline).same);
        QVERIFY(!comparePictures(baseline.copy(0, 0, 100, 100), baseline).same);
    }

    void modelsKeepTheRules()
    {
        UiFixture fixture;
        QVERIFY2(fixture.open(), qPrintable(fixture.error()));
        QVERIFY(fillCatalog(fixture.folder() + u"/data"_s, fixture.clock()));
        EngineLink link(fixture.engine());
        JobFeed feed(link);
        JobModel jobs(feed, fixture.clock());
        JobListFilter filtered(jobs);
        BackupListModel backups(link, fixture.clock());
        const QAbstractItemModelTester jobsTester(&jobs);
        const QAbstractItemModelTester filterTester(&filtered);
        const QAbstractItemModelTester backupsTester(&backups);
        feed.start();
        backups.setFilter({});
        QTRY_COMPARE(jobs.rowCount(), 5);
        QTRY_COMPARE(backups.rowCount(), 17);
        QTRY_COMPARE(backups.index(16, BackupListModel::Store).data().toString(), u"nas"_s);
        filtered.setChoice({{u"state"_s, {u"Failed"_s}}});
        QCOMPARE(filtered.rowCount(), 1);
        BackupFilter search;
        search.text = u"nigtly-3905"_s; // one letter is missing
        backups.setFilter(search);
        QTRY_VERIFY(backups.rowCount() > 0 && backups.rowCount() < 17);
        QTRY_COMPARE(backups.index(0, BackupListModel::Name).data().toString(), u"nightly-3905"_s);
    }
};

QTEST_MAIN(UiPartsTest)
#include "tst_uiparts.moc"
