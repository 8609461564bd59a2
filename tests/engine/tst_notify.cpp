// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told of what, once, and in which words. The programs that take messages over a network are in
// integration/notify.py.
#include "core/engine/engine.h"
#include "core/engine/mailtext.h"
#include "core/engine/messagequeue.h"
#include "core/engine/notifyservice.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"
#include "tests/catalog/catalogfixture.h"
#include "tests/support/turnedclock.h"

#include <QDir>

using namespace holdfast;
using namespace holdfast::test;
using namespace Qt::Literals::StringLiterals;

namespace {

RecipientDefinition mailTo(const QString &address)
{
    RecipientDefinition recipient;
    recipient.addresses = {address};
    return recipient;
}

RecipientDefinition hookAt(const QString &url)
{
    RecipientDefinition recipient;
    recipient.kind = RecipientDefinition::Kind::Webhook;
    recipient.url = url;
    return recipient;
}

PolicyTargetRecord target(TargetState state)
{
    return {.key = u"ph-1"_s, .serial = {u"s"_s}, .name = u"phone"_s, .state = state};
}

} // namespace

class NotifyTest : public QObject
{
    Q_OBJECT

private:
    /// A sendmail that appends what it gets to `mails`, or says no while there is a file `closed`.
    QString makeSendmail()
    {
        QString path = m_folder->filePath(u"sendmail"_s);
        QFile script(path);
        if (!script.open(QFile::WriteOnly))
            return {};
        script.write(
            QString(u"#!/bin/sh\ncd '%1'\nif [ -e closed ]; then echo 'mailbox closed'; exit 75; fi\n"
                    "[ \"$1 $2\" = '-t -i' ] || exit 64\ncat >> mails\n"_s)
                .arg(m_folder->path())
                .toUtf8());
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    qsizetype mails()
    {
        QFile file(m_folder->filePath(u"mails"_s));
        return file.open(QFile::ReadOnly) ? file.readAll().count("Message-ID:") : 0;
    }

    void open()
    {
        EngineOptions options;
        options.dataDirectory = m_folder->filePath(u"data"_s);
        options.clock = &m_clock;
        m_engine.reset();
        m_engine = must(Engine::open(options));
    }

    NotifyService &service() { return m_engine->notifications(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.set(u"2024-06-01T12:00:00"_s);
        open();
        QVERIFY(QDir().mkpath(m_folder->filePath(u"store"_s)));
        QVERIFY(m_engine->stores().add(u"local"_s, m_folder->filePath(u"store"_s), CancelToken()));
        PolicyDefinition policy;
        policy.phones = {u"10.0.0.7:5555"_s, u"10.0.0.8:5555"_s};
        policy.paths = {u"/sdcard"_s};
        policy.store = u"local"_s;
        policy.schedule.at = QTime(2, 0);
        policy.schedule.window = QTime(6, 0);
        QVERIFY(m_engine->policies().add(u"nightly"_s, policy));
    }

    void cleanup() { m_engine.reset(); }

    void refusesRecipients_data()
    {
        QTest::addColumn<RecipientDefinition>("recipient");
        const auto with = [](RecipientDefinition recipient, auto change) {
            change(recipient);
            return recipient;
        };
        QTest::newRow("no address") << RecipientDefinition();
        for (const QString &address :
             {u"ops"_s, u"a b@example.com"_s, u"a@b@c"_s, u"x@example.com\nBcc: y@z.org"_s,
              u"a,b@example.com"_s, u"-oQ/tmp@example.com"_s, u"Ops <ops@example.com>"_s})
            QTest::newRow(qPrintable(address.simplified())) << mailTo(address);
        QTest::newRow("a bad sender") << with(mailTo(u"a@b.org"_s), [](auto &r) { r.sender = u"me"_s; });
        QTest::newRow("a program by its name")
            << with(mailTo(u"a@b.org"_s), [](auto &r) { r.program = u"sendmail"_s; });
        for (const QString &url : {u"chat.example.com"_s, u"ftp://a.org/"_s, u"http://chat.example.com/"_s,
                                   u"https://user:secret@chat.example.com/"_s, u"https:///path"_s})
            QTest::newRow(qPrintable(url)) << hookAt(url);
        QTest::newRow("a header without a secret")
            << with(hookAt(u"https://a.org"_s), [](auto &r) { r.header = u"Authorization"_s; });
        QTest::newRow("a secret without a header")
            << with(hookAt(u"https://a.org"_s), [](auto &r) { r.secretVariable = u"TOKEN"_s; });
        QTest::newRow("a header of ours") << with(hookAt(u"https://a.org"_s), [](auto &r) {
            r.header = u"Content-Length"_s;
            r.secretVariable = u"TOKEN"_s;
        });
        QTest::newRow("a header that is two") << with(hookAt(u"https://a.org"_s), [](auto &r) {
            r.header = u"A: b\r\nC"_s;
            r.secretVariable = u"TOKEN"_s;
        });
    }

    void refusesRecipients()
    {
        QFETCH(const RecipientDefinition, recipient);
        QCOMPARE(service().add(u"ops"_s, recipient).error().code, Errc::InvalidArgument);
        QVERIFY(service().list()->isEmpty());
    }

    void keepsRecipients()
    {
        RecipientDefinition hook = hookAt(u"http://127.0.0.1:8000/hook?x=1"_s);
        hook.when = RecipientDefinition::When::Always;
        hook.policies = {u"nightly"_s};
        hook.header = u"Authorization"_s;
        hook.secretFile = u"/etc/token"_s;
        must(service().add(u"hook"_s, hook));
        RecipientDefinition open = hookAt(u"http://chat.example.com/"_s);
        open.plainHttp = true;
        must(service().add(u"open"_s, open));
        QCOMPARE(service().add(u"hook"_s, hook).error().code, Errc::RecipientExists);
        hook.policies = {u"weekly"_s};
        QCOMPARE(service().add(u"other"_s, hook).error().code, Errc::PolicyNotFound);
        hook.policies = {u"nightly"_s};
        const auto list = must(service().list());
        QCOMPARE(list.size(), 2);
        QVERIFY(list.first().definition == hook);
        QVERIFY(hook.wants(u"nightly"_s, false) && !hook.wants(u"weekly"_s, true));
        QVERIFY(open.wants(u"weekly"_s, true) && !open.wants(u"weekly"_s, false));
        must(service().remove(u"hook"_s));
        QCOMPARE(service().remove(u"hook"_s).error().code, Errc::RecipientNotFound);
        QCOMPARE(service().test(u"hook"_s, CancelToken()).error().code, Errc::RecipientNotFound);
        QJsonObject later = toJson(open);
        later[u"sms"_s] = u"+49"_s;
        QVERIFY(!recipientFrom(later));
    }

    void theWorstThatHappenedWins_data()
    {
        using enum TargetState;
        QTest::addColumn<QList<TargetState>>("states");
        QTest::addColumn<QString>("worst");
        QTest::addColumn<bool>("problem");
        QTest::newRow("all done") << QList{Done, Done} << u"done"_s << false;
        QTest::newRow("one cancelled") << QList{Done, Cancelled} << u"cancelled"_s << false;
        QTest::newRow("files lost") << QList{Cancelled, Partly, Done} << u"partly"_s << true;
        QTest::newRow("one missed") << QList{Partly, Missed} << u"missed"_s << true;
        QTest::newRow("one failed") << QList{Done, Missed, Failed} << u"failed"_s << true;
        QTest::newRow("no phones at all") << QList<TargetState>{} << u"missed"_s << true;
    }

    void theWorstThatHappenedWins()
    {
        QFETCH(const QList<TargetState>, states);
        QFETCH(const QString, worst);
        QFETCH(const bool, problem);
        QList<PolicyTargetRecord> targets;
        for (const TargetState state : states)
            targets.append(target(state));
        const Notice notice = noticeOfRun({.number = 7}, u"nightly"_s, targets);
        QCOMPARE(notice.about.value(u"state"_s).toString(), worst);
        QCOMPARE(notice.problem, problem);
    }

    void whatNeverCameIsToldOnce()
    {
        RecipientDefinition mail = mailTo(u"ops@example.com"_s);
        mail.program = makeSendmail();
        must(service().add(u"ops"_s, mail));
        must(service().tellOverdue());
        QCOMPARE(must(service().list()).first().waiting, 0);
        // Nobody carried the night out.
        m_clock.set(u"2024-06-02T07:00:00"_s);
        must(service().tellOverdue());
        must(service().tellOverdue());
        QCOMPARE(must(service().list()).first().waiting, 1);
        open(); // And it is told by the next program.
        must(service().tellOverdue());
        QCOMPARE(must(service().deliver(CancelToken())).sent, 1);
        QCOMPARE(must(service().deliver(CancelToken())).sent, 0);
        must(service().tellOverdue());
        const RecipientView view = must(service().list()).first();
        QCOMPARE(view.waiting, 0);
        QCOMPARE(view.last->sentAt, m_clock.now());
        QCOMPARE(mails(), 1);
        m_clock.set(u"2024-06-03T07:00:00"_s);
        must(service().tellOverdue());
        QCOMPARE(must(service().deliver(CancelToken())).sent, 1);
        QCOMPARE(mails(), 2);
    }

    void whatIsNotTakenIsTriedLessAndLessOften()
    {
        QList<qint64> minutes;
        for (int attempt = 1; attempt <= 9; ++attempt)
            minutes.append(messageRetrySeconds(attempt) / 60);
        QCOMPARE(minutes, (QList<qint64>{1, 2, 4, 8, 16, 32, 60, 60, 60}));

        RecipientDefinition mail = mailTo(u"ops@example.com"_s);
        mail.program = makeSendmail();
        must(service().add(u"ops"_s, mail));
        QFile closed(m_folder->filePath(u"closed"_s));
        QVERIFY(closed.open(QFile::WriteOnly));
        m_clock.set(u"2024-06-02T07:00:00"_s);
        must(service().tellOverdue());
        QCOMPARE(must(service().deliver(CancelToken())).failed, 1);
        QCOMPARE(must(service().deliver(CancelToken())).failed, 0); // Not before a minute has passed.
        m_clock.forward(std::chrono::seconds(60));
        QCOMPARE(must(service().deliver(CancelToken())).failed, 1);
        QCOMPARE(mails(), 0);
        QVERIFY(closed.remove());
        m_clock.forward(std::chrono::seconds(120));
        QCOMPARE(must(service().deliver(CancelToken())).sent, 1);
        QCOMPARE(must(service().list()).first().last->attempts, 3);
        QCOMPARE(mails(), 1);
        // After three days it is given up, and said so.
        QVERIFY(closed.open(QFile::WriteOnly));
        m_clock.set(u"2024-06-03T07:00:00"_s);
        must(service().tellOverdue());
        QCOMPARE(must(service().deliver(CancelToken())).failed, 1);
        m_clock.set(u"2024-06-06T07:30:00"_s);
        QCOMPARE(must(service().deliver(CancelToken())).failed, 1);
        const RecipientView view = must(service().list()).first();
        QCOMPARE(view.waiting, 0);
        QVERIFY(!view.last->sentAt.isValid());
        QVERIFY(view.last->error->detail.contains(u"mailbox closed"_s));
    }

    void subjectsAreHeaders_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("plain") << u"Holdfast: nightly all backed up"_s;
        QTest::newRow("Chinese") << QString(u"Holdfast: 夜间备份"_s).repeated(12);
        QTest::newRow("beyond the basic plane") << QString(u"📱 phone "_s).repeated(20).trimmed();
        QTest::newRow("looks encoded") << u"=?UTF-8?B?eA==?= is no code"_s;
        QTest::newRow("long") << u"word "_s.repeated(40).trimmed();
    }

    void subjectsAreHeaders()
    {
        QFETCH(const QString, subject);
        const QByteArray header = headerText(subject);
        QString read;
        bool encoded = false;
        for (const QByteArray &line : header.split('\n')) {
            QVERIFY2(line.size() < 78, line.constData());
            QVERIFY(header.startsWith(line) || line.startsWith(' '));
            const QByteArray word = line.trimmed();
            encoded = word.startsWith("=?UTF-8?B?");
            if (encoded)
                read += QString::fromUtf8(QByteArray::fromBase64(word.mid(10).chopped(2)));
            else
                read += QString((read.isEmpty() ? u""_s : u" "_s) % QString::fromLatin1(word));
        }
        QCOMPARE(read, subject.simplified());
    }

    void aNameCannotAddHeaders()
    {
        const QByteArray header = headerText(u"phone\r\nBcc: other@example.com\n\nbody"_s);
        QVERIFY(!header.contains('\r') && !header.contains("\nBcc"));
        QVERIFY(headerText(u"ends\u0000here\u202e"_s).indexOf('\0') < 0);
    }

private:
    TurnedClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
};

QTEST_GUILESS_MAIN(NotifyTest)
#include "tst_notify.moc"
