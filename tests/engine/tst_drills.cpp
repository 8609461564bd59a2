// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backupservice.h"
#include "core/engine/drillservice.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"
#include "tests/support/emulatedphonefixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Restore drills on emulated phones that are made for them.
class DrillsTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    BackupId backedUp()
    {
        BackupRequest request;
        request.phones = {{m_phone.serial()}};
        request.paths = {u"/data/local/drilled"_s};
        request.store = u"local"_s;
        const auto batch = m_engine->backups().startBackup(request, CancelToken());
        if (!batch || !m_engine->jobs().waitFor(*batch, 300s))
            return {};
        const JobRecord job = m_engine->jobs().batch(*batch)->value(0);
        return job.status == JobStatus::Finished ? job.backup : BackupId{};
    }

    void verifyNothingIsLeft()
    {
        QVERIFY(m_engine->emulators().list()->isEmpty());
        const auto phones = m_engine->phones().list(CancelToken());
        QVERIFY(phones);
        for (const PhoneView &phone : *phones)
            QCOMPARE(phone.serial.value, m_phone.serial());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_server.exportEnvironment();
        QVERIFY2(m_phone.start(), qPrintable(m_phone.error()));
        QVERIFY(QDir().mkpath(path(u"store"_s)));
        const QString folder = m_phone.root() + u"/data/local/drilled"_s;
        QVERIFY(QDir().mkpath(folder));
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
            QFile file(folder + u'/' + name);
            QVERIFY(file.open(QFile::WriteOnly));
            QCOMPARE(file.write(QByteArray(50'000, name.at(0).toLatin1())), 50'000);
        }
        EngineOptions options;
        options.dataDirectory = path(u"data"_s);
        const QString build = qEnvironmentVariable("HOLDFAST_BUILD_DIR");
        options.agentDirectory = build + u"/agents"_s;
        options.emulatorProgram = build + u"/app/emulator/holdfast-emulator"_s;
        options.adb = {.host = u"127.0.0.1"_s, .port = m_server.port(), .socketPath = {}};
        auto engine = Engine::open(options);
        QVERIFY(engine);
        m_engine = std::move(*engine);
        QVERIFY(m_engine->stores().add(u"local"_s, path(u"store"_s), CancelToken()));
    }

    void aGoodBackupGetsItsCertificate()
    {
        const BackupId backup = backedUp();
        QVERIFY(!backup.isEmpty());
        QVERIFY(m_engine->drills().of(backup)->isEmpty());
        int told = 0;
        const auto drill = m_engine->drills().run(
            backup, [&](const JobRecord &) { ++told; }, CancelToken());
        QVERIFY2(drill, drill ? "" : qPrintable(userText(drill.error())));
        QVERIFY(drill->passed);
        QCOMPARE(drill->compared, 4); // The folder and its files.
        QCOMPARE(drill->different, 0);
        QVERIFY(!drill->error);
        QVERIFY(told > 0);
        QCOMPARE(m_engine->drills().of(backup).value(), QList<DrillRecord>{*drill});
        QCOMPARE(m_engine->jobs().get(drill->job)->kind, JobKind::Restore);
        verifyNothingIsLeft();
    }

    void aBackupThatCannotBeRestoredDoesNotPass()
    {
        const BackupId backup = backedUp();
        const QString object = QUrl(m_engine->backups().get(backup)->location).toLocalFile();
        QVERIFY(QFile::remove(object));
        const auto drill = m_engine->drills().run(backup, {}, CancelToken());
        // It shows when the restore is asked for, or in the restore itself; either way nothing has passed.
        if (drill) {
            QVERIFY(!drill->passed);
            QCOMPARE(drill->error.value_or(Error{}).code, Errc::ObjectNotFound);
        } else {
            QCOMPARE(drill.error().code, Errc::ObjectNotFound);
        }
        verifyNothingIsLeft();
    }

    void cancellingLeavesNothing()
    {
        const BackupId backup = backedUp();
        CancelSource source;
        const auto drill = m_engine->drills().run(
            backup, [&](const JobRecord &) { source.cancel(); }, source.token());
        // A restore this small may have ended first; then it has its certificate.
        if (drill)
            QVERIFY(drill->passed);
        else
            QCOMPARE(drill.error().code, Errc::Cancelled);
        verifyNothingIsLeft();
    }

    void thePhoneOfADrillThatDiedGoesWithTheNext()
    {
        EmulatorRequest request;
        request.name = u"drill-bf-left"_s;
        request.sample = u"none"_s;
        QVERIFY(m_engine->emulators().create(request, CancelToken()));
        const auto drill = m_engine->drills().run(backedUp(), {}, CancelToken());
        QVERIFY(drill && drill->passed);
        verifyNothingIsLeft();
    }

    void whatIsNotThereIsNotTried()
    {
        QCOMPARE(m_engine->drills().run({u"bf-none"_s}, {}, CancelToken()).error().code,
                 Errc::BackupNotFound);
        QCOMPARE(m_engine->drills().sampleOf(u"none"_s).error().code, Errc::PolicyNotFound);
    }

private:
    AdbServerFixture m_server;
    EmulatedPhoneFixture m_phone{m_server};
    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
};

QTEST_GUILESS_MAIN(DrillsTest)
#include "tst_drills.moc"
