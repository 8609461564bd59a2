// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions, root, the lock and the agent on emulated phones behind the real adb server.
#include "core/phone/agentdeployer.h"
#include "core/phone/phoneagent.h"
#include "core/phone/phonelock.h"
#include "core/phone/phonesession.h"
#include "tests/support/adbserverfixture.h"
#include "tests/support/emulatedphonefixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

class TestPhoneSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_adb.start(), qPrintable(m_adb.error())); }

    void climbsToRoot_data()
    {
        QTest::addColumn<RootPolicy>("policy");
        QTest::addColumn<RootKind>("kind");
        QTest::newRow("adbd") << RootPolicy::Adbd << RootKind::Adbd;
        QTest::newRow("userdebug") << RootPolicy::Userdebug << RootKind::AdbdRestart;
        QTest::newRow("su 0") << RootPolicy::Su << RootKind::SuZero;
        QTest::newRow("su -c") << RootPolicy::Magisk << RootKind::SuCommand;
        QTest::newRow("none") << RootPolicy::None << RootKind::None;
    }
    void climbsToRoot()
    {
        QFETCH(RootPolicy, policy);
        QFETCH(RootKind, kind);
        EmulatedPhoneFixture phone(m_adb);
        EmulatorSettings settings;
        settings.root = policy;
        QVERIFY2(phone.start(settings), qPrintable(phone.error()));
        const auto session = openSession(phone);
        QVERIFY(session);
        QCOMPARE(session->facts().root, kind);
        QCOMPARE(session->run("id -u; echo \"a'b\"", {})->output,
                 kind == RootKind::None ? QByteArray("2000\na'b\n") : QByteArray("0\na'b\n"));
        const AgentDeployer deployer(agentsFolder());
        const auto path = deployer.deploy(*session, {});
        QVERIFY2(path, path ? "" : qPrintable(path.error().detail));
        const auto probe = PhoneAgent(*session, *path).probe({"/data"}, {});
        QVERIFY2(probe, probe ? "" : qPrintable(probe.error().detail));
        QCOMPARE(probe->uid, kind == RootKind::None ? 2000U : 0U);
        QCOMPARE(probe->space.size(), 1);
    }

    /// What was sent may be under way for longer than a phone may be silent.
    void aSlowLinkIsNoSilentPhone()
    {
        EmulatedPhoneFixture phone(m_adb);
        QVERIFY2(phone.start({}), qPrintable(phone.error()));
        EmulatorFaults faults;
        faults.bytesPerSecond = 80'000;
        QVERIFY(phone.setFaults(faults));
        const PhoneTransport transport = transportTo(phone);
        PhoneSession::Options options;
        options.timeouts.inactivity = options.timeouts.ping = 2'500;
        const auto session = PhoneSession::open(transport.address, transport.serial, options, {});
        QVERIFY2(session, session ? "" : qPrintable(session.error().detail));
    }

    void factsAndIdentity()
    {
        EmulatedPhoneFixture phone(m_adb);
        EmulatorSettings settings;
        settings.model = u"Model X"_s;
        settings.androidVersion = u"13"_s;
        settings.serialNumber = u"SER123"_s;
        QVERIFY2(phone.start(settings), qPrintable(phone.error()));
        const auto session = openSession(phone);
        QVERIFY(session);
        const PhoneFacts &facts = session->facts();
        QCOMPARE(facts.serialNumber, u"SER123"_s);
        QCOMPARE(facts.model, u"Model X"_s);
        QCOMPARE(facts.androidVersion, u"13"_s);
        QCOMPARE(facts.sdk, 33);
        QCOMPARE(facts.abi, u"x86_64"_s);
        QVERIFY(!facts.androidId.isEmpty());
        QVERIFY(!facts.bootId.isEmpty());
        QVERIFY(session->checkIdentity({}));
        phone.stop();
        QVERIFY2(phone.startAgain(), qPrintable(phone.error()));
        const auto changed = session->checkIdentity({});
        QVERIFY(!changed);
        QCOMPARE(changed.error().code, Errc::PhoneChanged);
    }

    void lockIsExclusiveAndEndsWithItsHolder()
    {
        EmulatedPhoneFixture phone(m_adb);
        QVERIFY2(phone.start(), qPrintable(phone.error()));
        const PhoneTransport transport = transportTo(phone);
        auto first = PhoneLock::acquire(transport, u"first one"_s, {});
        QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
        const auto second = PhoneLock::acquire(transport, u"second"_s, {});
        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::PhoneBusy);
        QCOMPARE(second.error().detail, u"first one"_s);
        first->reset();
        QVERIFY(PhoneLock::acquire(transport, u"second"_s, {}));
        // A holder that is killed with everything leaves a link, which does not count.
        const QByteArray leftover =
            "ln -s \"99999 $(cat /proc/sys/kernel/random/boot_id) gone\" /data/local/tmp/.holdfast-lock";
        QVERIFY(runShell(transport, leftover, {}));
        QVERIFY(PhoneLock::acquire(transport, u"third"_s, {}));
        // Nor does one of before the last restart.
        QVERIFY(runShell(transport, "ln -s \"1 other gone\" /data/local/tmp/.holdfast-lock", {}));
        QVERIFY(PhoneLock::acquire(transport, u"fourth"_s, {}));
        QCOMPARE(runShell(transport, "ls -d /data/local/tmp/.holdfast-lock*", {})->output, QByteArray());
    }

    void agentIsDeployedByHash()
    {
        EmulatedPhoneFixture phone(m_adb);
        QVERIFY2(phone.start(), qPrintable(phone.error()));
        const auto session = openSession(phone);
        QVERIFY(session);
        const AgentDeployer deployer(agentsFolder());
        const auto path = deployer.deploy(*session, {});
        QVERIFY(path);
        QFile onPhone(phone.root() + QString::fromUtf8(*path));
        QFile here(agentsFolder() + u"/x86_64/holdfast-agent"_s);
        QVERIFY(onPhone.open(QIODevice::ReadOnly) && here.open(QIODevice::ReadOnly));
        const QByteArray expected = here.readAll();
        QVERIFY(onPhone.readAll() == expected);
        onPhone.close();
        QVERIFY(session->run(QByteArray("echo bad >> ").append(*path), {}));
        QCOMPARE(*deployer.deploy(*session, {}), *path);
        QVERIFY(onPhone.open(QIODevice::ReadOnly));
        QVERIFY(onPhone.readAll() == expected);
        QVERIFY(AgentDeployer::cleanUp(*session, {}));
        QVERIFY(!QFile::exists(onPhone.fileName()));
        QCOMPARE(AgentDeployer(u"/nowhere"_s).deploy(*session, {}).error().code, Errc::LocalFailed);
    }

    void packsScansHashesAndUnpacks()
    {
        EmulatedPhoneFixture phone(m_adb);
        QVERIFY2(phone.start(), qPrintable(phone.error()));
        const auto session = openSession(phone);
        QVERIFY(session);
        const auto path = AgentDeployer(agentsFolder()).deploy(*session, {});
        QVERIFY(path);
        const PhoneAgent agent(*session, *path);
        QVERIFY(session->run("mkdir -p /data/t/d; cd /data/t; echo one >a; echo two >'d/b\nc'; ln -s a l;"
                             "head -c 30000000 /dev/urandom >big",
                             {}));
        AgentRequest request;
        request.includes = {"/data/t"};
        QCOMPARE(agent.scanSummary(request, {}, {})->files, 4);
        QList<QByteArray> paths;
        const auto scanned = agent.scan(request,
                                        [&paths](const AgentEntry &entry) -> Result<void> {
                                            if (!entry.parent)
                                                paths.append(entry.path);
                                            return {};
                                        },
                                        {}, {});
        QVERIFY(scanned);
        QVERIFY(paths.contains("/data/t/d/b\nc"));
        QHash<QByteArray, QByteArray> before;
        const auto keepIn = [](QHash<QByteArray, QByteArray> &hashes) {
            return [&hashes](const AgentEntry &entry) -> Result<void> {
                hashes.insert(entry.path, entry.sha256);
                return {};
            };
        };
        QVERIFY(agent.hash(paths, "/", keepIn(before), {}, {}));
        const auto tar = packAll(agent, request);
        QVERIFY(tar.size() > 30'000'000);
        QVERIFY(session->run("rm -rf /data/t", {}));
        auto sink = agent.unpack(request, {}, {});
        QVERIFY(sink);
        QVERIFY((*sink)->write(tar));
        const auto unpacked = (*sink)->finish();
        QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().detail));
        QVERIFY(!unpacked->partly);
        QHash<QByteArray, QByteArray> after;
        QVERIFY(agent.hash(paths, "/", keepIn(after), {}, {}));
        QCOMPARE(after, before);
        // A stream that is cut is the agent's word against it, not a silent half.
        auto cut = agent.unpack(request, {}, {});
        QVERIFY((*cut)->write(QByteArrayView(tar).first(tar.size() / 2)));
        QCOMPARE((*cut)->finish().error().code, Errc::AgentFailed);
    }

    void cancelLeavesNoAgent()
    {
        EmulatedPhoneFixture phone(m_adb);
        QVERIFY2(phone.start(), qPrintable(phone.error()));
        const auto session = openSession(phone);
        QVERIFY(session);
        const auto path = AgentDeployer(agentsFolder()).deploy(*session, {});
        QVERIFY(path);
        QVERIFY(session->run("mkdir /data/t; head -c 300000000 /dev/zero >/data/t/big", {}));
        AgentRequest request;
        request.includes = {"/data/t"};
        CancelSource source;
        auto stream = PhoneAgent(*session, *path).pack(request, {}, source.token());
        QVERIFY(stream);
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        QVERIFY((*stream)->read(block.data(), block.size()));
        source.cancel();
        Result<qint64> more = 1;
        while (more && *more > 0)
            more = (*stream)->read(block.data(), block.size());
        QVERIFY(!more);
        QCOMPARE(more.error().code, Errc::Cancelled);
        QElapsedTimer time;
        time.start();
        stream->reset();
        QVERIFY(time.elapsed() < 6'000);
        const auto left =
            session->run("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[h]oldfast-agent pack'", {});
        QVERIFY(left);
        QCOMPARE(left->output.trimmed(), QByteArray("0"));
    }

private:
    static QString agentsFolder() { return qEnvironmentVariable("HOLDFAST_BUILD_DIR") + u"/agents"_s; }

    [[nodiscard]] PhoneTransport transportTo(const EmulatedPhoneFixture &phone) const
    {
        PhoneTransport transport;
        transport.address.port = m_adb.port();
        transport.serial = Serial{phone.serial()};
        return transport;
    }

    [[nodiscard]] std::unique_ptr<PhoneSession> openSession(const EmulatedPhoneFixture &phone) const
    {
        const PhoneTransport transport = transportTo(phone);
        auto session = PhoneSession::open(transport.address, transport.serial, {}, {});
        if (!session)
            qWarning("%s", qPrintable(userText(session.error())));
        return session ? *std::move(session) : nullptr;
    }

    static QByteArray packAll(const PhoneAgent &agent, const AgentRequest &request)
    {
        auto stream = agent.pack(request, {}, {});
        QByteArray tar;
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        while (stream) {
            const auto size = (*stream)->read(block.data(), block.size());
            if (!size)
                return {};
            if (*size == 0)
                return (*stream)->finish() ? tar : QByteArray{};
            tar.append(block.constData(), *size);
        }
        return tar;
    }

    AdbServerFixture m_adb;
};

QTEST_GUILESS_MAIN(TestPhoneSession)
#include "tst_phonesession.moc"
