// SPDX-License-Identifier: GPL-3.0-or-later
// Buckets of a real S3 server on loopback.
#include "core/base/clock.h"
#include "core/store/digest.h"
#include "core/store/s3bucket.h"
#include "core/store/s3store.h"
#include "core/store/storetest.h"
#include "faultproxy.h"
#include "storeconformance.h"
#include "swiftserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kPart = 5LL * 1024 * 1024;

/// A clock that is wrong.
class OtherClock final : public Clock
{
public:
    explicit OtherClock(qint64 seconds) : m_seconds(seconds) {}
    [[nodiscard]] QDateTime now() const override { return SystemClock().now().addSecs(m_seconds); }

private:
    qint64 m_seconds;
};

QByteArray made(qint64 size, quint32 seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(seed);
    std::generate(bytes.begin(), bytes.end(), [&generator] { return char(generator.generate()); });
    return bytes;
}

Result<QByteArray> readAll(ObjectStore &store, const QString &key, const ObjectRange &range = {})
{
    const auto source = store.get(key, range, {});
    if (!source)
        return tl::unexpected(source.error());
    QByteArray all;
    QByteArray block(kStreamBlock, Qt::Uninitialized);
    for (;;) {
        const auto got = (*source)->read(block.data(), block.size());
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            return all;
        all.append(block.constData(), *got);
    }
}

Result<ObjectInfo> writeAll(ObjectStore &store, const QString &key, const QByteArray &bytes,
                            const CancelToken &cancel = {})
{
    auto writer = store.put(key, {}, cancel);
    if (!writer)
        return tl::unexpected(writer.error());
    for (qsizetype at = 0; at < bytes.size(); at += kStreamBlock) {
        if (auto written = (*writer)->write(
                QByteArrayView(bytes).sliced(at).first(std::min<qsizetype>(kStreamBlock, bytes.size() - at)));
            !written) {
            (*writer)->abort();
            return tl::unexpected(written.error());
        }
    }
    return (*writer)->finish();
}

template <class T>
Errc codeOf(const Result<T> &result)
{
    return result ? Errc::Internal : result.error().code;
}

template <class T>
QByteArray textOf(const Result<T> &result)
{
    return result ? QByteArray() : userText(result.error()).toUtf8();
}

} // namespace

class S3StoreTest : public StoreConformance
{
    Q_OBJECT

protected:
    ObjectStore &store() override { return *m_store; }

private:
    using Fault = FaultProxy::Fault;

    SwiftServer m_server;
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<S3Store> m_store;
    S3Settings m_settings;
    std::unique_ptr<FaultProxy> m_proxy;

    [[nodiscard]] std::unique_ptr<S3Store>
    open(const S3Settings &settings, const S3Credentials &credentials = SwiftServer::credentials()) const
    {
        return std::make_unique<S3Store>(u"swift"_s, settings, credentials, m_folder.filePath(u"uploads"_s),
                                         m_clock);
    }
    /// Through the proxy, with little patience.
    [[nodiscard]] S3Settings spoiled() const
    {
        S3Settings settings = m_settings;
        settings.endpoint.port = m_proxy->port();
        settings.timeouts = {.connect = 5000, .inactivity = 1000};
        settings.firstPartBytes = kPart;
        settings.patience = 0;
        return settings;
    }
    [[nodiscard]] QStringList uploads() const
    {
        S3Bucket bucket(u"swift"_s, m_settings, SwiftServer::credentials(), {}, m_clock);
        const auto found = bucket.uploads({}, {});
        if (!found)
            return {userText(found.error())};
        QStringList keys;
        for (const S3Upload &upload : *found)
            keys << upload.key;
        return keys;
    }
    [[nodiscard]] QStringList notes() const
    {
        return QDir(m_folder.filePath(u"uploads"_s)).entryList(QDir::Files | QDir::Hidden);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_server.start())
            QSKIP(qPrintable(m_server.whyNot()));
        m_settings = m_server.bucket(u"conformance"_s, u"some/where/"_s);
        m_store = open(m_settings);
        m_proxy = std::make_unique<FaultProxy>(m_server.port());
    }

    void cleanup()
    {
        if (m_proxy)
            m_proxy->choose({});
        if (m_store) {
            QCOMPARE(uploads(), QStringList());
            QCOMPARE(notes(), QStringList());
        }
    }

    void largeObjectsGoInParts()
    {
        S3Settings settings = m_settings;
        settings.firstPartBytes = kPart;
        const auto store = open(settings);
        const QByteArray bytes = made(3 * kPart + 12'345);
        const auto info = writeAll(*store, u"large"_s, bytes);
        QVERIFY2(info, textOf(info).constData());
        QCOMPARE(info->size, bytes.size());
        QVERIFY(info->etag.endsWith(u"-4"_s));
        const auto back = readAll(*store, u"large"_s);
        QVERIFY2(back, textOf(back).constData());
        QCOMPARE(md5Of(*back), md5Of(bytes));
        // Across the blocks that are read ahead.
        QCOMPARE(*readAll(*store, u"large"_s, {4'194'303, 8'400'000}), bytes.mid(4'194'303, 8'400'000));
        QVERIFY(store->remove(u"large"_s, {}));
    }

    void wholePartsEndWithoutAnEmptyOne()
    {
        S3Settings settings = m_settings;
        settings.firstPartBytes = kPart;
        const auto store = open(settings);
        const QByteArray bytes = made(2 * kPart);
        const auto info = writeAll(*store, u"exact"_s, bytes);
        QVERIFY2(info, textOf(info).constData());
        QVERIFY(info->etag.endsWith(u"-2"_s));
        QCOMPARE(*readAll(*store, u"exact"_s), bytes);
    }

    void cancelledUploadsAreTakenBack()
    {
        S3Settings settings = m_settings;
        settings.firstPartBytes = kPart;
        const auto store = open(settings);
        CancelSource source;
        auto writer = store->put(u"cancelled/large"_s, {}, source.token());
        QVERIFY(writer);
        QVERIFY((*writer)->write(made(2 * kPart)));
        QCOMPARE(uploads().size(), 1);
        QCOMPARE(notes().size(), 1);
        source.cancel();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(codeOf((*writer)->finish()), Errc::Cancelled);
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(codeOf(store->head(u"cancelled/large"_s, {})), Errc::ObjectNotFound);
    }

    void uploadsOfDeadProcessesAreSwept()
    {
        S3Bucket bucket(u"swift"_s, m_settings, SwiftServer::credentials(), m_folder.filePath(u"uploads"_s),
                        m_clock);
        const QString key = bucket.fullKey(u"left/behind"_s);
        const auto begun =
            bucket.client.perform({.method = "POST", .key = key, .query = {{"uploads", {}}}}, {});
        QVERIFY(begun);
        const auto id = readUploadId(begun->http.body);
        QVERIFY(id);
        const auto note =
            bucket.journal.add({.name = {}, .place = bucket.place(), .key = key, .uploadId = *id});
        QVERIFY(note);
        QCOMPARE(*m_store->sweep({}), 0);
        QCOMPARE(uploads(), QStringList{key});
        bucket.journal.abandon(*note);
        QCOMPARE(*m_store->sweep({}), 1);
    }

    /// What could not be taken back when its put failed.
    void objectsOfFailedPutsAreSwept()
    {
        S3Bucket bucket(u"swift"_s, m_settings, SwiftServer::credentials(), m_folder.filePath(u"uploads"_s),
                        m_clock);
        const QString key = u"left/object"_s;
        QVERIFY(writeAll(*m_store, key, "x"));
        const auto head = bucket.head(key, {});
        QVERIFY(head && !head->putMark.isEmpty());
        for (const QByteArray &mark : {QByteArray("somebody else's"), head->putMark}) {
            const auto note = bucket.journal.add({.name = {},
                                                  .place = bucket.place(),
                                                  .key = bucket.fullKey(key),
                                                  .uploadId = {},
                                                  .putMark = QString::fromLatin1(mark)});
            QVERIFY(note);
            bucket.journal.abandon(*note);
            QVERIFY(m_store->head(key, {}));
            QCOMPARE(*m_store->sweep({}), 1);
        }
        QCOMPARE(codeOf(m_store->head(key, {})), Errc::ObjectNotFound);
    }

    void metadataAndMarkAreKept()
    {
        auto writer =
            m_store->put(u"described"_s,
                         {.overwrite = false, .metadata = {{u"Backup"_s, u"bf-1 é"_s}}, .sizeHint = -1}, {});
        QVERIFY(writer && (*writer)->write("x") && (*writer)->finish());
        S3Client client(u"swift"_s, m_settings, SwiftServer::credentials(), m_clock);
        const auto head = client.perform({.method = "HEAD", .key = m_settings.prefix % u"described"_s}, {});
        QVERIFY(head);
        QCOMPARE(fieldOf(head->http.headers, "x-amz-meta-backup"), "bf-1%20%C3%A9");
        QVERIFY(!fieldOf(head->http.headers, kPutMark).isEmpty());
    }

    void whatIsSaidOfObjectsCanBeRead()
    {
        m_proxy->keepTags();
        S3Settings settings = spoiled();
        settings.metadata = {{u"made-by"_s, u"the night shift"_s}};
        settings.tags = {{u"team"_s, u"云/é"_s}};
        const auto store = open(settings);
        const QString hash(64, u'a');
        for (const qint64 size : {qint64(1000), kPart + 1000}) {
            const QString key = u"said/%1"_s.arg(size);
            PutOptions options;
            options.metadata.insert(u"backup-id"_s, u"bf-1"_s);
            auto writer = store->put(key, options, {});
            QVERIFY(writer && (*writer)->write(made(size)));
            (*writer)->describe(u"sha256"_s, hash); // Known only now: too late for the headers of a long one.
            const auto info = (*writer)->finish();
            QVERIFY2(info, textOf(info).constData());
            const auto said = store->metadata(key, {});
            QVERIFY2(said, textOf(said).constData());
            QCOMPARE(*said, (QMap<QString, QString>{{u"backup-id"_s, u"bf-1"_s},
                                                    {u"made-by"_s, u"the night shift"_s},
                                                    {u"sha256"_s, hash}}));
            S3Bucket bucket(u"swift"_s, settings, SwiftServer::credentials(), {}, m_clock);
            const auto tags = bucket.tags(key, {});
            QVERIFY2(tags, textOf(tags).constData());
            QCOMPARE(tags->value(u"team"_s), u"云/é"_s);
            QCOMPARE(tags->contains(u"holdfast-sha256"_s), size > kPart);
        }
        QCOMPARE(codeOf(store->metadata(u"said/nothing"_s, {})), Errc::ObjectNotFound);
    }

    /// The hash is a help, a tag that somebody asked for is a promise.
    void servicesWithoutTags()
    {
        auto plain = open(m_settings);
        auto writer = plain->put(u"untagged"_s,
                                 {.overwrite = false, .metadata = {}, .sizeHint = -1, .inParts = true}, {});
        QVERIFY(writer && (*writer)->write("x"));
        (*writer)->describe(u"sha256"_s, QString(64, u'b'));
        const auto info = (*writer)->finish();
        QVERIFY2(info, textOf(info).constData());
        QVERIFY(!plain->metadata(u"untagged"_s, {})->contains(u"sha256"_s));
        S3Settings settings = m_settings;
        settings.tags = {{u"team"_s, u"a"_s}};
        const auto refused = writeAll(*open(settings), u"tagged"_s, "x");
        QCOMPARE(codeOf(refused), Errc::StoreFailed);
        QVERIFY2(textOf(refused).contains("tags"), textOf(refused).constData());
        QCOMPARE(codeOf(m_store->head(u"tagged"_s, {})), Errc::ObjectNotFound);
    }

    /// The way to the server is gone for longer than a request tries by itself.
    /// A dead process left three parts, of which the second is not what is put now.
    void interruptedPutsGoOn()
    {
        S3Settings settings = m_settings;
        settings.firstPartBytes = kPart;
        const QString key = u"resumed/object"_s;
        const QByteArray bytes = made(4 * kPart + 1000, 21);
        S3Bucket bucket(u"swift"_s, settings, SwiftServer::credentials(), m_folder.filePath(u"uploads"_s),
                        m_clock);
        const QString fullKey = bucket.fullKey(key);
        const auto begun =
            bucket.client.perform({.method = "POST", .key = fullKey, .query = {{"uploads", {}}}}, {});
        const auto upload =
            begun ? readUploadId(begun->http.body) : Result<QString>(tl::unexpected(begun.error().error));
        QVERIFY2(upload, textOf(upload).constData());
        const QList<QByteArray> parts{bytes.first(kPart), made(kPart, 22), bytes.sliced(2 * kPart, kPart)};
        for (int number = 1; number <= parts.size(); ++number) {
            const auto sent = bucket.client.perform(
                {.method = "PUT",
                 .key = fullKey,
                 .query = {{"partNumber", QByteArray::number(number)}, {"uploadId", upload->toUtf8()}},
                 .body = parts.at(number - 1)},
                {});
            QVERIFY(sent);
        }
        const auto note = bucket.journal.add({.name = {},
                                              .place = bucket.place(),
                                              .key = fullKey,
                                              .uploadId = *upload,
                                              .putMark = u"mark"_s,
                                              .resumableUntil = m_clock.now().addDays(1)});
        QVERIFY(note);
        bucket.journal.abandon(*note);

        const auto store = open(settings);
        QCOMPARE(*store->sweep({}), 0); // It waits for this:
        QVERIFY(store->hasUnfinished(key));
        PutOptions options;
        options.resumable = true;
        auto writer = store->put(key, options, {});
        QVERIFY(writer && (*writer)->write(bytes));
        const auto info = (*writer)->finish();
        QVERIFY2(info, textOf(info).constData());
        QCOMPARE(info->resumedBytes, 2 * kPart);
        QVERIFY(*readAll(*store, key) == bytes);
        QVERIFY(!store->hasUnfinished(key));
        QCOMPARE(uploads(), QStringList());
    }

    void outagesAreWaitedOut_data()
    {
        QTest::addColumn<qint64>("patience");
        QTest::newRow("patient") << qint64(60'000);
        QTest::newRow("not patient") << qint64(0);
    }

    void outagesAreWaitedOut()
    {
        QFETCH(const qint64, patience);
        const QString key = u"outage/%1"_s.arg(patience);
        auto way = std::make_unique<FaultProxy>(m_server.port());
        S3Settings settings = spoiled();
        settings.endpoint.port = way->port();
        settings.patience = patience;
        const auto store = open(settings);
        OutageNote outage;
        store->tellOutages(outage);
        QStringList asked;
        std::mutex mutex;
        const auto note = [&](const FaultProxy::Seen &seen) {
            const std::lock_guard lock(mutex);
            asked << QString::fromLatin1(seen.method + ' ' + seen.target);
            return Fault::None;
        };
        const auto count = [&](const QString &text) {
            const std::lock_guard lock(mutex);
            return asked.filter(text).size();
        };
        way->choose(note);
        const QByteArray bytes = made(7 * kPart, 11);
        auto writer = store->put(key, {}, {});
        QVERIFY(writer && (*writer)->write(bytes.first(3 * kPart)));
        QTRY_COMPARE_WITH_TIMEOUT(count(u"partNumber="_s), 3, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(way->answers(), way->requests(), 20'000);
        way.reset();
        std::optional<StoreOutage> shown;
        std::thread rest([&] {
            std::this_thread::sleep_for(std::chrono::seconds(4));
            shown = outage.current();
            way = std::make_unique<FaultProxy>(m_server.port(), QString(), QString(), settings.endpoint.port);
            way->choose(note);
        });
        const auto written = (*writer)->write(bytes.sliced(3 * kPart));
        const auto info = written ? (*writer)->finish() : tl::unexpected(written.error());
        rest.join();
        if (patience == 0) {
            QCOMPARE(codeOf(info), Errc::StoreUnreachable);
            writer->reset();
            QVERIFY(store->sweep({}));
            QCOMPARE(codeOf(store->head(key, {})), Errc::ObjectNotFound);
            return;
        }
        QVERIFY2(info, textOf(info).constData());
        QVERIFY(shown && !shown->answer.isEmpty());
        QCOMPARE(shown->store, u"swift"_s);
        QVERIFY(!outage.current());
        QVERIFY(*readAll(*store, key) == bytes);
        // One upload, and no part twice that had come.
        QCOMPARE(count(u"uploads="_s), 1);
        for (int number = 1; number <= 7; ++number)
            QCOMPARE(count(u"partNumber=%1&"_s.arg(number)), 1);
    }

    void hostAddressingWorks()
    {
        S3Settings settings = m_settings;
        settings.virtualHost = true;
        settings.endpoint.host = u"s3.localhost"_s;
        const auto store = open(settings);
        const auto steps = testStore(*store, {});
        QCOMPARE(steps.size(), 7);
        for (const StoreTestStep &step : steps)
            QVERIFY2(step.ok, qPrintable(userText(step.error)));
    }

    void wrongClocksAndRegionsAreCorrected()
    {
        for (const qint64 seconds : {-1200, 1200}) {
            const OtherClock clock(seconds);
            S3Store late(u"swift"_s, m_settings, SwiftServer::credentials(), {}, clock);
            const auto info = writeAll(late, u"clock/%1"_s.arg(seconds), "x");
            QVERIFY2(info, textOf(info).constData());
            const auto concerns = late.concerns({});
            QVERIFY(!concerns.isEmpty());
            QCOMPARE(concerns.constFirst().code, Errc::StoreClock);
            QVERIFY(concerns.constFirst().detail.contains(u"20 minutes"_s) ||
                    concerns.constFirst().detail.contains(u"19 minutes"_s));
        }
        S3Settings settings = m_settings;
        settings.region = u"eu-west-7"_s;
        const auto info = writeAll(*open(settings), u"region"_s, "x");
        QVERIFY2(info, textOf(info).constData());
    }

    void mistakesAreNamed()
    {
        const auto wrongSecret = open(m_settings, {.accessKey = "test:tester", .secret = "WRONGSECRET"});
        const auto denied = wrongSecret->list({}, {}, 1, {});
        QCOMPARE(codeOf(denied), Errc::StoreKeyRefused);
        QVERIFY(!textOf(denied).contains("WRONGSECRET"));
        QCOMPARE(codeOf(wrongSecret->put(u"a"_s, {}, {})), Errc::StoreKeyRefused);
        QCOMPARE(codeOf(open(m_settings, {.accessKey = "test:nobody", .secret = "x"})->list({}, {}, 1, {})),
                 Errc::StoreKeyRefused);
        S3Settings settings = m_settings;
        settings.bucket = u"not-there"_s;
        QCOMPARE(codeOf(open(settings)->list({}, {}, 1, {})), Errc::StoreNoBucket);
        QCOMPARE(codeOf(writeAll(*open(settings), u"a"_s, "x")), Errc::StoreNoBucket);
        QCOMPARE(codeOf(open(settings)->head(u"a"_s, {})), Errc::StoreNoBucket);
        settings = m_settings;
        settings.endpoint.port = 1;
        settings.timeouts.connect = 1000;
        QCOMPARE(codeOf(open(settings)->list({}, {}, 1, {})), Errc::StoreUnreachable);
        settings = m_settings;
        settings.endpoint.tls = true;
        QCOMPARE(codeOf(open(settings)->list({}, {}, 1, {})), Errc::StoreUnreachable);
    }

    void certificatesAreChecked()
    {
        const QString key = m_folder.filePath(u"key.pem"_s);
        const QString certificate = m_folder.filePath(u"certificate.pem"_s);
        QCOMPARE(QProcess::execute(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s,
                                                  u"-nodes"_s, u"-keyout"_s, key, u"-out"_s, certificate,
                                                  u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=s3.localhost"_s,
                                                  u"-addext"_s, u"subjectAltName=DNS:s3.localhost"_s}),
                 0);
        const FaultProxy secure(m_server.port(), certificate, key);
        S3Settings settings = m_settings;
        settings.endpoint = {.tls = true, .host = u"s3.localhost"_s, .port = secure.port(), .caFile = {}};
        const auto unknown = open(settings)->list({}, {}, 1, {});
        QCOMPARE(codeOf(unknown), Errc::StoreUntrusted);
        QVERIFY(textOf(unknown).contains("--ca-file"));
        settings.endpoint.caFile = certificate;
        const QByteArray bytes = made(6'000'000, 7);
        const auto known = open(settings);
        const auto info = writeAll(*known, u"over/tls"_s, bytes);
        QVERIFY2(info, textOf(info).constData());
        QVERIFY(*readAll(*known, u"over/tls"_s) == bytes);
        // Right authority, another name.
        settings.endpoint.host = u"127.0.0.1"_s;
        QCOMPARE(codeOf(open(settings)->list({}, {}, 1, {})), Errc::StoreUntrusted);
        settings.endpoint.caFile = key % u".none"_s;
        QCOMPARE(codeOf(open(settings)->list({}, {}, 1, {})), Errc::StoreUntrusted);
    }

    void fullStoresAreFull()
    {
        S3Settings settings = m_server.bucket(u"small"_s);
        // Swift's own word for a quota; S3 has none.
        QProcess quota;
        quota.start(
            u"python3"_s,
            {u"-c"_s,
             u"import sys, urllib.request as u\n"
             "base = 'http://127.0.0.1:' + sys.argv[1]\n"
             "r = u.urlopen(u.Request(base + '/auth/v1.0', headers={'X-Auth-User': 'test:tester', "
             "'X-Auth-Key': 'TESTSK'}))\n"
             "t = {'X-Auth-Token': r.headers['X-Auth-Token'], 'X-Container-Meta-Quota-Bytes': '1000000'}\n"
             "u.urlopen(u.Request(base + '/v1/AUTH_test/small', method='POST', headers=t))\n"_s,
             QString::number(m_server.port())});
        QVERIFY(quota.waitForFinished(20'000));
        QCOMPARE(quota.exitCode(), 0);
        const auto info = writeAll(*open(settings), u"big"_s, made(2'000'000));
        QCOMPARE(codeOf(info), Errc::StoreFull);
        QCOMPARE(codeOf(open(settings)->head(u"big"_s, {})), Errc::ObjectNotFound);
    }

    void replacedObjectsAreNotMixed()
    {
        const QByteArray first = made(9'000'000, 1);
        QVERIFY(writeAll(*m_store, u"mixed"_s, first));
        const auto source = m_store->get(u"mixed"_s, {}, {});
        QVERIFY(source);
        auto writer = m_store->put(u"mixed"_s, {.overwrite = true, .metadata = {}, .sizeHint = -1}, {});
        QVERIFY(writer && (*writer)->write(made(9'000'000, 2)) && (*writer)->finish());
        QByteArray block(kStreamBlock, Qt::Uninitialized);
        Result<qint64> got = 1;
        while (got && *got > 0)
            got = (*source)->read(block.data(), block.size());
        QCOMPARE(codeOf(got), Errc::StoreFailed);
    }

    void passingFaultsAreOvercome_data()
    {
        QTest::addColumn<FaultProxy::Fault>("fault");
        QTest::newRow("500") << Fault::Status500;
        QTest::newRow("503") << Fault::SlowDown;
        QTest::newRow("request cut") << Fault::CutRequest;
        QTest::newRow("stall") << Fault::Stall;
        QTest::newRow("answer lost") << Fault::LostAnswer;
        QTest::newRow("answer cut") << Fault::CutAnswer;
        QTest::newRow("answer drips") << Fault::SlowAnswer;
        QTest::newRow("wrong ETag of a part") << Fault::WrongEtag;
        QTest::newRow("error in the body") << Fault::ErrorInBody;
    }

    /// Each request of a long and a short put, and of a get, is hit once.
    void passingFaultsAreOvercome()
    {
        QFETCH(FaultProxy::Fault, fault);
        const auto store = open(spoiled());
        const QByteArray large = made(kPart + 1000, 3);
        const bool bodies = fault == Fault::ErrorInBody;
        int round = 0;
        for (const int hit : {0, 1, 2, 3, 4, 6, 2, 3}) {
            const bool brief = ++round > 6;
            std::atomic_bool done = false;
            m_proxy->choose([&, hit](const FaultProxy::Seen &seen) {
                // A HEAD looks at what lies there: another ETag means another object. A list and a begun
                // upload come as a document.
                const bool suits = fault != Fault::WrongEtag || (seen.method == "PUT");
                const bool document = !bodies || (seen.method == "POST" && seen.target.contains("uploadId="));
                return seen.number >= hit && suits && document && !done.exchange(true) ? fault : Fault::None;
            });
            const QString key = u"faults/%1/%2"_s.arg(int(fault)).arg(round);
            const QByteArray bytes = brief ? QByteArray("short") : large;
            const auto info = writeAll(*store, key, bytes);
            QVERIFY2(info, QByteArray(textOf(info) + " at " + QByteArray::number(hit)).constData());
            const auto back = readAll(*store, key);
            QVERIFY2(back, QByteArray(textOf(back) + " at " + QByteArray::number(hit)).constData());
            QVERIFY(*back == bytes);
            m_proxy->choose({});
            QVERIFY(store->remove(key, {}));
        }
    }

    /// Whatever happens: the object is there and whole, or there is an error and no object.
    void randomFaultsNeverLie()
    {
        const int rounds = std::max(1, qEnvironmentVariableIntValue("HOLDFAST_TEST_ROUNDS"));
        QRandomGenerator luck(20'261'122);
        int faults = 0;
        int failed = 0;
        for (int round = 0; round < 8 * rounds; ++round) {
            const auto store = open(spoiled());
            const bool hard = round % 4 == 3;
            m_proxy->choose([&](const FaultProxy::Seen &) {
                if (luck.bounded(100) >= (hard ? 70 : 25))
                    return Fault::None;
                ++faults;
                return Fault(1 + luck.bounded(FaultProxy::kFaults - 1));
            });
            const QString key = u"random/%1"_s.arg(round);
            const QByteArray bytes = made(luck.bounded(2 * kPart + 1), quint32(round));
            const auto info = writeAll(*store, key, bytes);
            const auto back = readAll(*store, key);
            m_proxy->choose({});
            QVERIFY(store->sweep({})); // What could not be taken back at once.
            const auto truth = m_store->head(key, {});
            failed += !info;
            QVERIFY2(!info || truth, "an object is said to be there, and is not");
            QVERIFY2(!back || *back == bytes, "other bytes were read");
            if (truth)
                QVERIFY2(*readAll(*m_store, key) == bytes, textOf(info).constData());
            if (!info && truth) // Cleaning up was spoiled too; the job's own cleaning comes after it.
                QVERIFY2(hard, textOf(info).constData());
            if (truth)
                QVERIFY(m_store->remove(key, {}));
        }
        qInfo("%d faults, %d puts failed", faults, failed);
    }

    void lastingFaultsFailCleanly()
    {
        const auto store = open(spoiled());
        // From the third part on the server refuses everything but taking back.
        m_proxy->choose([](const FaultProxy::Seen &seen) {
            return seen.method == "PUT" && seen.target.contains("partNumber=3") ? Fault::RefuseUnread
                                                                                : Fault::None;
        });
        QCOMPARE(codeOf(writeAll(*store, u"refused"_s, made(6 * kPart))), Errc::StoreDenied);
        QCOMPARE(codeOf(m_store->head(u"refused"_s, {})), Errc::ObjectNotFound);
    }

    void stallsEndAtOnceWhenCancelled()
    {
        const auto store = open(spoiled());
        m_proxy->choose([](const FaultProxy::Seen &) { return Fault::Stall; });
        CancelSource source;
        std::thread canceller([&source] {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            source.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const auto head = store->head(u"a"_s, source.token());
        canceller.join();
        QCOMPARE(codeOf(head), Errc::Cancelled);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    void listsOfManyObjects()
    {
        const auto settings = m_server.bucket(u"conformance"_s, u"many/"_s);
        const auto store = open(settings);
        QStringList expected;
        for (int i = 0; i < 25; ++i) {
            const QString key = u"%1/é"_s.arg(i, 3, 10, QLatin1Char('0'));
            QVERIFY(writeAll(*store, key, "x"));
            expected << key;
        }
        QStringList found;
        QString token;
        do {
            const auto page = store->list({}, token, 7, {});
            QVERIFY2(page, textOf(page).constData());
            for (const ObjectInfo &object : page->objects)
                found << object.key;
            token = page->nextToken;
        } while (!token.isEmpty());
        QCOMPARE(found, expected);
    }
};

QTEST_GUILESS_MAIN(S3StoreTest)
#include "tst_s3store.moc"
