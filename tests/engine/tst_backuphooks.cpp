// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/storeservice.h"
#include "tests/support/emulatedphonefixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Commands of the operator's around backups of an emulated phone.
class BackupHooksTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Lines without their ends.
    static QStringList linesOf(const QString &path)
    {
        QFile file(path);
        if (!file.open(QFile::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }

    [[nodiscard]] BackupRequest request(const Hooks &hooks) const
    {
        BackupRequest request;
        request.phones = {{m_phone.serial()}};
        request.paths = {u"/data/local/hooked"_s};
        request.store = u"local"_s;
        request.hooks = hooks;
        return request;
    }

    JobRecord ended(const Result<BatchId> &batch)
    {
        if (!batch) {
            qWarning("%s", qPrintable(userText(batch.error())));
            return {};
        }
        if (!m_engine->jobs().waitFor(*batch, 300s))
            return {};
        return m_engine->jobs().batch(*batch)->value(0);
    }

    JobRecord backedUp(const Hooks &hooks)
    {
        return ended(m_engine->backups().startBackup(request(hooks), CancelToken()));
    }

    [[nodiscard]] QStringList objects() const { return QDir(path(u"store"_s)).entryList(QDir::Files); }

    /// A line that writes down what it is told.
    [[nodiscard]] QString telling(const QString &file) const
    {
        return u"sh:echo $HOLDFAST_HOOK $HOLDFAST_PHONE $HOLDFAST_JOB $HOLDFAST_BACKUP $HOLDFAST_STORE "
               "$HOLDFAST_STATUS $HOLDFAST_ERROR >>%1"_s.arg(path(file));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        QVERIFY2(m_phone.start(), qPrintable(m_phone.error()));
        QVERIFY(QDir().mkpath(path(u"store"_s)));
        QVERIFY(QDir().mkpath(m_phone.root() + u"/data/local/hooked"_s));
        EngineOptions options;
        options.dataDirectory = path(u"data"_s);
        options.agentDirectory = qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/agents"_s;
        options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
        auto engine = Engine::open(options);
        QVERIFY(engine);
        m_engine = std::move(*engine);
        QVERIFY(m_engine->stores().add(u"local"_s, path(u"store"_s), CancelToken()));
    }

    void init()
    {
        QFile file(m_phone.root() + u"/data/local/hooked/a"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(file.write("content") == 7);
        QFile::remove(path(u"told"_s));
    }

    void allFourRunInTheirOrderAndKnowWhatItIsAbout()
    {
        Hooks hooks;
        hooks.before = telling(u"told"_s);
        hooks.after = telling(u"told"_s);
        hooks.beforeOnPhone = u"echo \"$HOLDFAST_HOOK $HOLDFAST_BACKUP\" >/data/local/hooked/b"_s;
        hooks.afterOnPhone = u"echo \"$HOLDFAST_STATUS\" >/data/local/after; rm /data/local/hooked/b"_s;
        const JobRecord job = backedUp(hooks);
        QCOMPARE(job.status, JobStatus::Finished);
        QVERIFY(!job.error);
        const QString about = u"%1 %2 %3 local"_s.arg(m_phone.serial(), job.id.value, job.backup.value);
        QCOMPARE(linesOf(path(u"told"_s)),
                 QStringList({u"before "_s + about, u"after "_s + about + u" finished"_s}));
        // What the command on the phone wrote before was backed up with the rest, and is away again.
        const auto backup = m_engine->backups().get(job.backup);
        QVERIFY(backup);
        QCOMPARE(backup->status, BackupStatus::Available);
        QCOMPARE(backup->fileCount, 2);
        QVERIFY(!QFile::exists(m_phone.root() + u"/data/local/hooked/b"_s));
        QCOMPARE(linesOf(m_phone.root() + u"/data/local/after"_s), QStringList{u"finished"_s});
    }

    void withoutTheCommandBeforeThereIsNoBackup_data()
    {
        QTest::addColumn<bool>("onPhone");
        QTest::newRow("here") << false;
        QTest::newRow("on the phone") << true;
    }

    void withoutTheCommandBeforeThereIsNoBackup()
    {
        QFETCH(bool, onPhone);
        const qsizetype before = objects().size();
        Hooks hooks;
        if (onPhone)
            hooks.beforeOnPhone = u"echo not today; exit 3"_s;
        else
            hooks.before = u"sh:echo not today; exit 3"_s;
        hooks.after = telling(u"told"_s);
        const JobRecord job = backedUp(hooks);
        QCOMPARE(job.status, JobStatus::Failed);
        QVERIFY(job.error);
        QCOMPARE(job.error->code, Errc::HookFailed);
        QCOMPARE(job.error->detail, u"exit code 3: not today"_s);
        QCOMPARE(job.error->context.object, onPhone ? u"before-on-phone"_s : u"before"_s);
        QCOMPARE(m_engine->backups().get(job.backup)->status, BackupStatus::Failed);
        QCOMPARE(objects().size(), before);
        // The command after it runs all the same.
        QVERIFY(linesOf(path(u"told"_s)).value(0).endsWith(u" failed HookFailed"_s));
    }

    void whenTheCommandAfterFailsTheBackupStays_data()
    {
        QTest::addColumn<bool>("onPhone");
        QTest::newRow("here") << false;
        QTest::newRow("on the phone") << true;
    }

    void whenTheCommandAfterFailsTheBackupStays()
    {
        QFETCH(bool, onPhone);
        Hooks hooks;
        (onPhone ? hooks.afterOnPhone : hooks.after) =
            onPhone ? u"echo no; exit 4"_s : u"sh:echo no; exit 4"_s;
        const JobRecord job = backedUp(hooks);
        QCOMPARE(job.status, JobStatus::PartFinished);
        QVERIFY(job.error);
        QCOMPARE(job.error->code, Errc::HookFailed);
        QCOMPARE(job.error->detail, u"exit code 4: no"_s);
        QCOMPARE(m_engine->backups().get(job.backup)->status, BackupStatus::Available);
    }

    void commandsOnThePhoneHaveTheirTime()
    {
        Hooks hooks;
        hooks.beforeOnPhone = u"sleep 1000 & echo begun; sleep 1000"_s;
        hooks.timeoutSeconds = 2;
        const JobRecord job = backedUp(hooks);
        QCOMPARE(job.status, JobStatus::Failed);
        QCOMPARE(job.error.value_or(Error{}).detail, u"it was not done in 2 seconds: begun"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_phone.shell(u"pgrep -f 'sleep 100[0]'"_s).out.trimmed(), QByteArray(),
                                  30'000);
    }

    void cancellingEndsTheCommandOnThePhone()
    {
        Hooks hooks;
        hooks.beforeOnPhone = u"touch /data/local/begun; sleep 1000"_s;
        hooks.after = telling(u"told"_s);
        const auto batch = m_engine->backups().startBackup(request(hooks), CancelToken());
        QVERIFY(batch);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_phone.root() + u"/data/local/begun"_s), 60'000);
        QVERIFY(m_engine->jobs().cancelBatch(*batch));
        const JobRecord job = ended(batch);
        QCOMPARE(job.status, JobStatus::Cancelled);
        QVERIFY(linesOf(path(u"told"_s)).value(0).endsWith(u" cancelled Cancelled"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_phone.shell(u"pgrep -f 'sleep 100[0]'"_s).out.trimmed(), QByteArray(),
                                  30'000);
    }

    void requestsThatCannotBeAreRefused()
    {
        Hooks hooks;
        hooks.before = u"   "_s;
        QCOMPARE(m_engine->backups().startBackup(request(hooks), CancelToken()).error().code,
                 Errc::InvalidArgument);
        hooks = {.afterOnPhone = QString(1001, u'x')};
        QCOMPARE(m_engine->backups().startBackup(request(hooks), CancelToken()).error().code,
                 Errc::InvalidArgument);
        hooks = {.before = u"true"_s, .timeoutSeconds = 0};
        QCOMPARE(m_engine->backups().startBackup(request(hooks), CancelToken()).error().code,
                 Errc::InvalidArgument);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
};

QTEST_GUILESS_MAIN(BackupHooksTest)
#include "tst_backuphooks.moc"
