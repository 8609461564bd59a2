// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/hookprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Commands of the operator's on this computer.
class HookProcessTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    static Result<HookEnd> run(const QString &command, std::chrono::seconds timeout = 120s,
                               const CancelToken &cancel = {})
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOLDFAST_PHONE"_s, u"10.0.0.7:5555"_s);
        return runHookProcess(command, environment, timeout, cancel);
    }

    /// A command that begins another one, says so in a file, and ends with neither. Each has its number
    /// there.
    [[nodiscard]] QString endless() const
    {
        return u"sh:sleep 1000 & echo $$ $! >%1.new; mv %1.new %1; wait"_s.arg(path(u"pids"_s));
    }

    void verifyNoneLives() const
    {
        const QList<QByteArray> pids = contentOf(path(u"pids"_s)).trimmed().split(' ');
        QCOMPARE(pids.size(), 2);
        for (const QByteArray &pid : pids) {
            // One that was killed may wait for its parent to take note: its command line is empty by then.
            QTRY_VERIFY_WITH_TIMEOUT(
                contentOf(u"/proc/"_s + QString::fromLatin1(pid) + u"/cmdline"_s).isEmpty(), 30'000);
        }
    }

private Q_SLOTS:
    void init() { QFile::remove(path(u"pids"_s)); }

    void wordsReachTheProgramAsTheyAre()
    {
        const QString script = path(u"tell"_s);
        QFile file(script);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("#!/bin/sh\nfor word; do echo \"<$word>\"; done\necho \"$HOLDFAST_PHONE\"\ncat\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        const auto end = run(script + u" one \"two words\" $HOME ; *"_s);
        QVERIFY(end);
        QVERIFY(!end->problem);
        // No shell has read them; and there is no input to wait for.
        QCOMPARE(end->lastLines, u"<one> | <two words> | <$HOME> | <;> | <*> | 10.0.0.7:5555"_s);
    }

    void aLineForTheShellIsOneByItsFirstLetters()
    {
        const auto end = run(u"sh:echo \"$HOLDFAST_PHONE\" | tr . -"_s);
        QVERIFY(end);
        QVERIFY(!end->problem);
        QCOMPARE(end->lastLines, u"10-0-0-7:5555"_s);
    }

    void whatFailsSaysItsLastLines()
    {
        const auto end = run(u"sh:seq 1 20; echo broken >&2; exit 7"_s);
        QVERIFY(end);
        QCOMPARE(end->problem.value_or(QString()),
                 u"exit code 7: 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | broken"_s);
    }

    void aSignalIsAFailure()
    {
        const auto end = run(u"sh:kill -9 $$"_s);
        QVERIFY(end);
        QCOMPARE(end->problem.value_or(QString()), u"it was ended by a signal"_s);
    }

    void whatIsNotThereFails()
    {
        const auto end = run(path(u"nothing"_s));
        QVERIFY(end);
        QVERIFY(end->problem.value_or(QString()).startsWith(u"it could not be started"_s));
    }

    void muchOutputDoesNotHoldItUp()
    {
        const auto end = run(u"sh:head -c 20000000 /dev/zero | tr '\\0' x; echo; echo end"_s);
        QVERIFY(end);
        QVERIFY(!end->problem);
        QVERIFY(end->lastLines.endsWith(u"x | end"_s));
        QVERIFY(end->lastLines.size() <= 2000);
    }

    void whatTakesTooLongIsEndedWithItsChildren()
    {
        // A busy machine may not even begin it in that time: it gets more, until it did.
        for (auto timeout = 3s; !QFile::exists(path(u"pids"_s)); timeout *= 2) {
            QVERIFY2(timeout < 60s, "the command was never begun");
            const auto end = run(endless(), timeout);
            QVERIFY(end);
            QVERIFY(end->problem.value_or(QString()).startsWith(
                u"it was not done in %1 seconds"_s.arg(timeout.count())));
        }
        verifyNoneLives();
    }

    void cancellingEndsItWithItsChildren()
    {
        CancelSource source;
        std::thread canceller([&] {
            while (!QFile::exists(path(u"pids"_s)))
                std::this_thread::sleep_for(10ms);
            source.cancel();
        });
        const auto end = run(endless(), 600s, source.token());
        canceller.join();
        QVERIFY(!end);
        QCOMPARE(end.error().code, Errc::Cancelled);
        verifyNoneLives();
    }

    void whatDoesNotListenIsEndedByForce()
    {
        CancelSource source;
        std::thread canceller([&] {
            while (!QFile::exists(path(u"pids"_s)))
                std::this_thread::sleep_for(10ms);
            source.cancel();
        });
        const auto end = run(u"sh:trap '' TERM; "_s + endless().mid(3), 600s, source.token());
        canceller.join();
        QVERIFY(!end);
        QCOMPARE(end.error().code, Errc::Cancelled);
        verifyNoneLives();
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(HookProcessTest)
#include "tst_hookprocess.moc"
