// SPDX-License-Identifier: GPL-3.0-or-later
// What each vendor's S3 interface takes, by the requests that are sent. A real server answers them, so that
// every signature is checked too.
#include "core/base/clock.h"
#include "core/store/s3store.h"
#include "core/store/storetest.h"
#include "faultproxy.h"
#include "swiftserver.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace holdfast::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kPart = 5LL * 1024 * 1024;

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(QByteArray(name + ":")))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace

class S3VendorsTest : public QObject
{
    Q_OBJECT

private:
    SwiftServer m_server;
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<FaultProxy> m_proxy;
    QList<FaultProxy::Seen> m_seen; ///< Written by the proxy, one request at a time.

    [[nodiscard]] std::unique_ptr<S3Store> open(const QString &scheme, const QString &provider)
    {
        QJsonObject options{{u"endpoint"_s, u"http://s3.localhost:%1"_s.arg(m_proxy->port())},
                            {u"region"_s, u"us-east-1"_s},
                            {u"partSize"_s, kPart}};
        if (!provider.isEmpty())
            options.insert(u"provider"_s, provider);
        const auto settings = readS3Settings(scheme % u"://vendors/some/prefix"_s, options);
        if (!settings) {
            QTest::qFail(qPrintable(userText(settings.error())), __FILE__, __LINE__);
            return {};
        }
        return std::make_unique<S3Store>(u"vendor"_s, *settings, SwiftServer::credentials(),
                                         m_folder.filePath(u"uploads"_s), m_clock);
    }

    /// A long object, a short one, a list, a range, a sweep.
    static void useAll(ObjectStore &store)
    {
        for (const qint64 size : {kPart + 1000, qint64(1000)}) {
            const QString key = u"é +%1"_s.arg(size);
            auto writer = store.put(key, {}, {});
            QVERIFY2(writer, writer ? "" : qPrintable(userText(writer.error())));
            QVERIFY((*writer)->write(QByteArray(size, 'x')));
            const auto info = (*writer)->finish();
            QVERIFY2(info, info ? "" : qPrintable(userText(info.error())));
            const auto source = store.get(key, {100, 100}, {});
            QVERIFY(source);
            QVERIFY(store.list({}, {}, 10, {}));
            QVERIFY(store.remove(key, {}));
        }
        QVERIFY(store.sweep({}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_server.start())
            QSKIP(qPrintable(m_server.whyNot()));
        (void)m_server.bucket(u"vendors"_s);
        m_proxy = std::make_unique<FaultProxy>(m_server.port());
    }

    void requestsHaveTheShapeThatIsTaken_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<bool>("inHost");
        QTest::addColumn<bool>("signsPayload");
        QTest::addColumn<bool>("conditional");
        QTest::addColumn<bool>("looksFirst");
        QTest::addColumn<bool>("listsUploads");
        QTest::newRow("AWS") << u"s3"_s << u"aws"_s << true << true << true << false << true;
        QTest::newRow("OSS") << u"oss"_s << QString() << true << false << false << true << false;
        QTest::newRow("OBS") << u"obs"_s << QString() << true << false << false << true << true;
        QTest::newRow("others") << u"s3"_s << u"generic"_s << false << false << true << true << true;
    }

    void requestsHaveTheShapeThatIsTaken()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, provider);
        const auto store = open(scheme, provider);
        QVERIFY(store);
        m_seen.clear();
        m_proxy->choose([this](const FaultProxy::Seen &seen) {
            m_seen.append(seen);
            return FaultProxy::Fault::None;
        });
        useAll(*store);
        m_proxy->choose({});
        QVERIFY(m_seen.size() > 10);
        for (const FaultProxy::Seen &seen : std::as_const(m_seen))
            checkShape(seen);
        checkFlow();
    }

    /// Nothing of Alibaba's or Huawei's is asked for that only AWS understands, and the other way round.
    void aStoreTestPasses_data() { requestsHaveTheShapeThatIsTaken_data(); }
    void aStoreTestPasses()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, provider);
        const auto steps = testStore(*open(scheme, provider), {});
        QCOMPARE(steps.size(), 7);
        for (const StoreTestStep &step : steps)
            QVERIFY2(step.ok, qPrintable(userText(step.error)));
    }

private:
    static void checkShape(const FaultProxy::Seen &seen)
    {
        QFETCH(bool, inHost);
        QFETCH(bool, signsPayload);
        QFETCH(bool, conditional);
        const QByteArray head = seen.head.toLower();
        const QByteArray where = seen.method + ' ' + seen.target;
        // The bucket stands in one place, and the key is in the path as it was signed.
        QCOMPARE(headerOf(head, "host").startsWith("vendors.s3.localhost:"), inHost);
        QCOMPARE(seen.target.startsWith("/vendors"), !inHost);
        // OSS refuses chunks, OBS hashes, both checksums that they do not know.
        QVERIFY2(!head.contains("aws-chunked") && !head.contains("transfer-encoding") &&
                     !head.contains("x-amz-checksum") && !head.contains("x-amz-trailer") &&
                     !head.contains("expect:"),
                 where.constData());
        static const QRegularExpression hash(u"^[0-9a-f]{64}$"_s);
        const QByteArray payload = headerOf(head, "x-amz-content-sha256");
        QVERIFY2(signsPayload ? hash.match(QString::fromLatin1(payload)).hasMatch()
                              : payload == "unsigned-payload",
                 payload.constData());
        QVERIFY(headerOf(head, "authorization").startsWith("aws4-hmac-sha256 credential=test:tester/"));
        QVERIFY(headerOf(head, "authorization").contains("/us-east-1/s3/aws4_request"));
        if (seen.method == "PUT")
            QVERIFY2(headerOf(head, "content-md5").size() == 24, where.constData());
        if (!conditional)
            QVERIFY2(headerOf(head, "if-none-match").isEmpty(), where.constData());
        QVERIFY2(!head.contains("x-oss-") && !head.contains("x-obs-"), where.constData());
    }

    /// What is asked in which order.
    void checkFlow() const
    {
        QFETCH(bool, conditional);
        QFETCH(bool, looksFirst);
        QFETCH(bool, listsUploads);
        int heads = 0;
        bool asked = false;
        bool listed = false;
        for (qsizetype i = 0; i < m_seen.size(); ++i) {
            const FaultProxy::Seen &seen = m_seen[i];
            const bool appears = (seen.method == "POST" && seen.target.contains("uploadId=")) ||
                                 (seen.method == "PUT" && !seen.target.contains("partNumber="));
            const bool again = appears && i > 0 && m_seen[i - 1].method == seen.method &&
                               m_seen[i - 1].target == seen.target;
            heads += appears && !again && i > 0 && m_seen[i - 1].method == "HEAD" &&
                     m_seen[i - 1].target == seen.target.split('?').first();
            asked = asked || (appears && headerOf(seen.head, "if-none-match") == "*");
            listed = listed || (seen.method == "GET" && seen.target.contains("uploads="));
        }
        QCOMPARE(asked, conditional);
        QCOMPARE(listed, listsUploads);
        if (looksFirst)
            QVERIFY(heads >= 2);
    }
};

QTEST_GUILESS_MAIN(S3VendorsTest)
#include "tst_s3vendors.moc"
