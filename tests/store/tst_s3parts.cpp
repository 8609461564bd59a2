// SPDX-License-Identifier: GPL-3.0-or-later
// What S3 is made of, without a server: signatures, settings, documents, HTTP answers, credentials.
#include "core/store/digest.h"
#include "core/store/httpresponsereader.h"
#include "core/store/s3documents.h"
#include "core/store/s3errors.h"
#include "core/store/s3settings.h"
#include "core/store/s3signature.h"
#include "core/store/storefactory.h"
#include "core/store/storesecret.h"
#include "core/store/uploadjournal.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kEmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

QByteArray signatureOf(HttpRequest request, const QByteArray &payloadHash)
{
    const S3Scope scope{.host = "examplebucket.s3.amazonaws.com",
                        .region = "us-east-1",
                        .time = QDateTime({2013, 5, 24}, {0, 0}, Qt::UTC)};
    signRequest(request, scope,
                {.accessKey = "AKIAIOSFODNN7EXAMPLE", .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
                payloadHash);
    const QByteArray authorization = fieldOf(request.headers, "authorization");
    return authorization.mid(authorization.indexOf("Signature=") + 10);
}

template <class T>
Errc codeOf(const Result<T> &result)
{
    return result ? Errc::Internal : result.error().code;
}

HttpResponse answerOf(const QByteArray &bytes, bool close = false, bool head = false)
{
    // One byte at a time: where the network cuts must not matter.
    HttpResponseReader reader(head, 1000);
    for (const char byte : bytes) {
        if (!reader.add(QByteArrayView(&byte, 1)))
            return {};
    }
    if (close && !reader.end())
        return {};
    return reader.complete() ? reader.response() : HttpResponse{};
}

} // namespace

class S3PartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    void signaturesAreThoseOfTheReference()
    {
        QCOMPARE(signatureOf({.method = "GET", .path = "/test.txt", .headers = {{"range", "bytes=0-9"}}},
                             kEmptyHash),
                 "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        const QByteArray content = "Welcome to Amazon S3.";
        QCOMPARE(signatureOf({.method = "PUT",
                              .path = "/" + uriEncoded("test$file.text", true),
                              .headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                          {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}},
                             sha256Of(content).toHex()),
                 "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        QCOMPARE(signatureOf({.method = "GET", .query = {{"lifecycle", ""}}}, kEmptyHash),
                 "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        QCOMPARE(signatureOf({.method = "GET", .query = {{"prefix", "J"}, {"max-keys", "2"}}}, kEmptyHash),
                 "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    void digests()
    {
        QCOMPARE(md5Of("123456789").toHex(), "25f9e794323b453885f5181f1b624d0b");
        QCOMPARE(sha256Of("").toHex(), kEmptyHash);
        // RFC 4231, test case 2.
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
                 "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    void encodesAllButTheUnreserved()
    {
        QCOMPARE(uriEncoded("aZ0-._~/ +%é", true), "aZ0-._~/%20%2B%25%C3%A9");
        QCOMPARE(uriEncoded("a/b", false), "a%2Fb");
        QCOMPARE(encodedQuery({{"b", "2 3"}, {"a", ""}}), "a=&b=2%203");
    }

    void settings_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QJsonObject>("options");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("region");
        QTest::addColumn<bool>("virtualHost");
        QTest::newRow("aws") << u"s3://bucket/a/b/"_s << QJsonObject{{u"region"_s, u"eu-west-1"_s}}
                             << u"aws"_s << u"s3.eu-west-1.amazonaws.com"_s << u"eu-west-1"_s << true;
        QTest::newRow("aws in China")
            << u"s3://bucket"_s << QJsonObject{{u"region"_s, u"cn-north-1"_s}} << u"aws"_s
            << u"s3.cn-north-1.amazonaws.com.cn"_s << u"cn-north-1"_s << true;
        QTest::newRow("aws, dots") << u"s3://my.bucket"_s << QJsonObject{} << u"aws"_s
                                   << u"s3.us-east-1.amazonaws.com"_s << u"us-east-1"_s << false;
        QTest::newRow("oss") << u"oss://bucket"_s << QJsonObject{{u"region"_s, u"cn-hangzhou"_s}} << u"oss"_s
                             << u"s3.oss-cn-hangzhou.aliyuncs.com"_s << u"cn-hangzhou"_s << true;
        QTest::newRow("oss, internal endpoint as the vendor writes it")
            << u"oss://bucket"_s << QJsonObject{{u"endpoint"_s, u"oss-cn-hangzhou-internal.aliyuncs.com"_s}}
            << u"oss"_s << u"s3.oss-cn-hangzhou-internal.aliyuncs.com"_s << u"cn-hangzhou"_s << true;
        QTest::newRow("obs") << u"obs://bucket/x"_s
                             << QJsonObject{{u"endpoint"_s, u"https://obs.cn-north-4.myhuaweicloud.com"_s}}
                             << u"obs"_s << u"obs.cn-north-4.myhuaweicloud.com"_s << u"cn-north-4"_s << true;
        QTest::newRow("own server") << u"s3://bucket"_s
                                    << QJsonObject{{u"endpoint"_s, u"https://minio.example:9000"_s}}
                                    << u"generic"_s << u"minio.example"_s << u"us-east-1"_s << false;
    }

    void settings()
    {
        QFETCH(QString, url);
        QFETCH(QJsonObject, options);
        const auto settings = readS3Settings(url, options);
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QTEST(toText(settings->provider), "provider");
        QTEST(settings->endpoint.host, "host");
        QTEST(settings->region, "region");
        QTEST(settings->virtualHost, "virtualHost");
        QVERIFY(settings->prefix.isEmpty() || settings->prefix.endsWith(u'/'));
    }

    void wrongSettingsAreRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QJsonObject>("options");
        QTest::newRow("no bucket") << u"s3://"_s << QJsonObject{};
        QTest::newRow("odd bucket") << u"s3://a b/c"_s << QJsonObject{};
        QTest::newRow("dots in the prefix") << u"s3://bucket/a/../b"_s << QJsonObject{};
        QTest::newRow("unknown provider") << u"s3://bucket"_s << QJsonObject{{u"provider"_s, u"gcs"_s}};
        QTest::newRow("no region") << u"oss://bucket"_s << QJsonObject{};
        QTest::newRow("plain HTTP") << u"s3://bucket"_s
                                    << QJsonObject{{u"endpoint"_s, u"http://example.org"_s}};
        QTest::newRow("a path") << u"s3://bucket"_s
                                << QJsonObject{{u"endpoint"_s, u"https://example.org/x"_s}};
        QTest::newRow("a password") << u"s3://bucket"_s
                                    << QJsonObject{{u"endpoint"_s, u"https://a:b@example.org"_s}};
        QTest::newRow("a part too small") << u"s3://bucket"_s << QJsonObject{{u"partSize"_s, 1000}};
        for (const QString &each : {u"GLACIER"_s, u"DEEP_ARCHIVE"_s, u"ColdArchive"_s, u"COLD"_s})
            QTest::addRow("class %s", qPrintable(each))
                << u"s3://bucket"_s << QJsonObject{{u"storageClass"_s, each}};
        QTest::newRow("a key without its encryption")
            << u"s3://bucket"_s << QJsonObject{{u"encryption"_s, u"AES256"_s}, {u"kmsKey"_s, u"k"_s}};
        const auto pairs = [](const QString &option, const QString &name, const QString &value) {
            return QJsonObject{{option, QJsonObject{{name, value}}}};
        };
        QTest::newRow("our own tag") << u"s3://bucket"_s << pairs(u"tags"_s, u"holdfast-x"_s, u"1"_s);
        QTest::newRow("a tag of signs") << u"s3://bucket"_s << pairs(u"tags"_s, u"team"_s, u"a<b"_s);
        QTest::newRow("our own metadata") << u"s3://bucket"_s << pairs(u"metadata"_s, u"sha256"_s, u"1"_s);
        QTest::newRow("metadata in capitals") << u"s3://bucket"_s << pairs(u"metadata"_s, u"Team"_s, u"1"_s);
        QTest::newRow("metadata of lines") << u"s3://bucket"_s << pairs(u"metadata"_s, u"team"_s, u"a\n"_s);
        QTest::newRow("too much metadata")
            << u"s3://bucket"_s << pairs(u"metadata"_s, u"team"_s, QString(2000, u'x'));
        QTest::newRow("no end of patience") << u"s3://bucket"_s << QJsonObject{{u"patienceMinutes"_s, 1441}};
    }

    void settingsOfObjects()
    {
        const auto settings = readS3Settings(
            u"s3://bucket"_s, {{u"storageClass"_s, u"GLACIER_IR"_s},
                               {u"encryption"_s, u"aws:kms"_s},
                               {u"kmsKey"_s, u"alias/backups"_s},
                               {u"tags"_s, QJsonObject{{u"team"_s, u"云手机 a/b"_s}, {u"cost"_s, u""_s}}},
                               {u"metadata"_s, QJsonObject{{u"made-by"_s, u"the night shift"_s}}},
                               {u"patienceMinutes"_s, 0}});
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QCOMPARE(settings->storageClass, u"GLACIER_IR"_s);
        QCOMPARE(settings->kmsKey, u"alias/backups"_s);
        QCOMPARE(settings->tags.value(u"team"_s), u"云手机 a/b"_s);
        QCOMPARE(settings->tags.size(), 2);
        QCOMPARE(settings->metadata.value(u"made-by"_s), u"the night shift"_s);
        QCOMPARE(settings->patience, 0);
        QCOMPARE(readS3Settings(u"s3://bucket"_s, {})->patience, 15 * 60 * 1000);
    }

    void wrongSettingsAreRefused()
    {
        QFETCH(QString, url);
        QFETCH(QJsonObject, options);
        QCOMPARE(codeOf(readS3Settings(url, options)), Errc::InvalidArgument);
    }

    void plainHttpOnlyWhereItIsSafeOrAskedFor()
    {
        const auto at = [](const QString &endpoint, bool plain) {
            return readS3Settings(u"s3://bucket"_s, {{u"endpoint"_s, endpoint}, {u"plainHttp"_s, plain}});
        };
        QVERIFY(at(u"http://127.0.0.1:9"_s, false));
        QVERIFY(at(u"http://s3.localhost:9"_s, false));
        QVERIFY(at(u"http://[::1]:9"_s, false));
        QVERIFY(at(u"http://store.example:9"_s, true));
        QVERIFY(!at(u"http://store.example:9"_s, false));
        QVERIFY(!at(u"http://127.0.0.1.example"_s, false));
        QVERIFY(!at(u"http://localhost.example"_s, false));
    }

    void readsErrors()
    {
        const S3ErrorBody error =
            readErrorBody("<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce\n"
                          "your rate</Message><Region>eu-west-1</Region>"
                          "<Other><Code>x</Code></Other></Error>");
        QCOMPARE(error.code, u"SlowDown"_s);
        QCOMPARE(error.message, u"Reduce your rate"_s);
        QCOMPARE(error.region, u"eu-west-1"_s);
        QVERIFY(readErrorBody("  \n <Error><Code>InternalError</Code></Error>").code == u"InternalError");
        QVERIFY(readErrorBody("<html><Code>x</Code></html>").code.isEmpty());
        QVERIFY(readErrorBody("\n<!DOCTYPE HTML><p>sign in").isPage);
        QVERIFY(!readErrorBody("<Error><Code>html</Code></Error>").isPage);
        QVERIFY(readErrorBody("").code.isEmpty());
        QVERIFY(readErrorBody(QByteArray("<Error><Code>" + QByteArray(100'000, 'x') + "</Code></Error>"))
                    .code.size() <= 300);
        // Entities that grow without end are not followed.
        QByteArray bomb = "<!DOCTYPE a [<!ENTITY a0 \"aaaaaaaaaa\">";
        for (char i = '1'; i <= '9'; ++i) {
            const QByteArray entity = QByteArray("&a") + char(i - 1) + ';';
            bomb += QByteArray("<!ENTITY a") + i + " \"" + entity.repeated(10) + "\">";
        }
        bomb += "]><Error><Code>&a9;</Code></Error>";
        QVERIFY(readErrorBody(bomb).code.size() <= 300);
    }

    void readsLists()
    {
        const auto listing =
            readListing("<ListBucketResult><IsTruncated>true</IsTruncated><EncodingType>url</"
                        "EncodingType><Contents><Key>a%2Bb+c%C3%A9"
                        "</Key><LastModified>2026-11-22T10:00:00.000Z</LastModified><ETag>&quot;AbC-2&quot;</"
                        "ETag><Size>7</Size>"
                        "<Owner><ID>x</ID></Owner></Contents></ListBucketResult>");
        QVERIFY(listing);
        QCOMPARE(listing->objects.size(), 1);
        QCOMPARE(listing->objects[0].key, u"a+b cé"_s);
        QCOMPARE(listing->objects[0].size, 7);
        QCOMPARE(listing->objects[0].etag, u"AbC-2"_s);
        QCOMPARE(listing->objects[0].modified, QDateTime({2026, 11, 22}, {10, 0}, Qt::UTC));
        QVERIFY(listing->truncated);
        for (const char *bad : {"", "<List/>", "<ListBucketResult><Contents/></ListBucketResult>",
                                "<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents>",
                                "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"})
            QCOMPARE(codeOf(readListing(bad)), Errc::StoreFailed);
    }

    void pagesAreNoLists()
    {
        QCOMPARE(codeOf(readListing("<!doctype html><title>Sign in</title>")), Errc::StoreIntercepted);
        QCOMPARE(codeOf(readUploads("<HTML><body/></HTML>")), Errc::StoreIntercepted);
    }

    void readsUploads()
    {
        const auto page = readUploads(
            "<ListMultipartUploadsResult><Bucket>b</Bucket><NextKeyMarker>a%20b</NextKeyMarker>"
            "<NextUploadIdMarker>7</NextUploadIdMarker><EncodingType>url</EncodingType><IsTruncated>true"
            "</IsTruncated><Upload><Key>a+b</Key><UploadId>7</UploadId><Initiator><ID>x</ID></Initiator>"
            "<Initiated>2026-11-22T10:00:00.000Z</Initiated></Upload></ListMultipartUploadsResult>");
        QVERIFY(page);
        QCOMPARE(page->uploads.size(), 1);
        QCOMPARE(page->uploads[0].key, u"a b"_s);
        QCOMPARE(page->uploads[0].id, u"7"_s);
        QCOMPARE(page->uploads[0].initiated, QDateTime({2026, 11, 22}, {10, 0}, Qt::UTC));
        QVERIFY(page->truncated);
        QCOMPARE(page->nextKey, u"a b"_s);
        QCOMPARE(page->nextId, u"7"_s);
        for (const char *bad :
             {"", "<ListBucketResult/>",
              "<ListMultipartUploadsResult><Upload><Key>a</Key></Upload></ListMultipartUploadsResult>",
              "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>"})
            QCOMPARE(codeOf(readUploads(bad)), Errc::StoreFailed);
    }

    void readsLifecycles()
    {
        const auto rules = readLifecycle(
            "<LifecycleConfiguration>"
            "<Rule><ID>a</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status>"
            "<Expiration><Days>30</Days></Expiration></Rule>"
            "<Rule><Prefix></Prefix><Status>Enabled</Status><AbortIncompleteMultipartUpload>"
            "<DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>"
            "<Rule><Filter><And><Prefix>x</Prefix><Tag><Key>k</Key></Tag></And></Filter>"
            "<Status>Disabled</Status><Expiration><Days>1</Days></Expiration></Rule>"
            "</LifecycleConfiguration>");
        QVERIFY(rules);
        QCOMPARE(rules->size(), 3);
        QCOMPARE(rules->at(0).prefix, u"logs/"_s);
        QVERIFY(rules->at(0).expires && !rules->at(0).endsUploads && !rules->at(0).narrower);
        QVERIFY(!rules->at(1).expires && rules->at(1).endsUploads);
        QVERIFY(rules->at(2).narrower && !rules->at(2).expires);
        QCOMPARE(codeOf(readLifecycle("<Rule/>")), Errc::StoreFailed);
    }

    void readsAndWritesTags()
    {
        const QMap<QString, QString> tags{{u"a <&>\"é"_s, u"云"_s}, {u"empty"_s, {}}};
        const auto back = readTags(tagsDocument(tags));
        QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
        QCOMPARE(*back, tags);
        QVERIFY(readTags("<Tagging><TagSet/></Tagging>")->isEmpty());
        QCOMPARE(
            readTags("<?xml version='1.0'?><Tagging xmlns='x'><Other/><TagSet><Tag><Value>v</Value><Key>k"
                     "</Key><More/></Tag></TagSet></Tagging>")
                ->value(u"k"_s),
            u"v"_s);
        for (const char *bad :
             {"", "<TagSet/>", "<Tagging><TagSet><Tag/></TagSet></Tagging>", "<Tagging><TagSet>"})
            QCOMPARE(codeOf(readTags(bad)), Errc::StoreFailed);
    }

    void completionNamesTheParts()
    {
        QCOMPARE(
            completionDocument({"a", "b"}),
            "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Part><PartNumber>1"
            "</PartNumber><ETag>\"a\"</ETag></Part><Part><PartNumber>2</PartNumber><ETag>\"b\"</ETag></Part>"
            "</CompleteMultipartUpload>");
    }

    void errorsMeanSomething()
    {
        const auto meaning = [](int status, const QString &code, bool object = false) {
            return s3Error(status, {.code = code, .message = {}, .region = {}, .requestId = {}}, object).code;
        };
        QCOMPARE(meaning(403, u"SignatureDoesNotMatch"_s), Errc::StoreKeyRefused);
        QCOMPARE(meaning(400, u"ExpiredToken"_s), Errc::StoreKeyRefused);
        QCOMPARE(meaning(403, u"AccessDenied"_s), Errc::StoreDenied);
        QCOMPARE(meaning(404, u"NoSuchBucket"_s, true), Errc::StoreNoBucket);
        QCOMPARE(meaning(404, {}, true), Errc::ObjectNotFound);
        QCOMPARE(meaning(507, {}), Errc::StoreFull);
        QCOMPARE(meaning(413, u"EntityTooLarge"_s), Errc::StoreFull);
        QCOMPARE(meaning(409, u"FileAlreadyExists"_s, true), Errc::ObjectExists);
        QCOMPARE(meaning(500, u"InternalError"_s), Errc::StoreFailed);
        QCOMPARE(meaning(403, u"RequestTimeTooSkewed"_s), Errc::StoreClock);
        QCOMPARE(meaning(400, u"AuthorizationHeaderMalformed"_s), Errc::StoreRegion);
        QCOMPARE(meaning(403, u"SecondLevelDomainForbidden"_s), Errc::StoreAddressing);
        QCOMPARE(meaning(407, {}), Errc::StoreIntercepted);
        S3ErrorBody body;
        body.code = u"InvalidObjectState"_s;
        const Error archived = s3Error(403, body, true);
        QCOMPARE(archived.code, Errc::StoreFailed);
        QVERIFY2(archived.detail.contains(u"bring it back"_s), qPrintable(archived.detail));
        const auto page = [](int status) {
            return s3Error(status, {.code = {}, .message = {}, .region = {}, .requestId = {}, .isPage = true},
                           true)
                .code;
        };
        QCOMPARE(page(403), Errc::StoreIntercepted);
        QCOMPARE(page(502), Errc::StoreFailed);
        QVERIFY(isPassing(503, u"SlowDown"_s));
        QVERIFY(isPassing(400, u"RequestTimeout"_s));
        QVERIFY(!isPassing(403, u"AccessDenied"_s));
        QVERIFY(!isPassing(501, u"NotImplemented"_s));
    }

    void readsHttp()
    {
        const HttpResponse plain =
            answerOf("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag:  \"x\" \r\n\r\nabc");
        QCOMPARE(plain.status, 200);
        QCOMPARE(plain.body, "abc");
        QCOMPARE(fieldOf(plain.headers, "etag"), "\"x\"");
        QCOMPARE(answerOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n").status, 204);
        QCOMPARE(answerOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                          "chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n")
                     .body,
                 "abcde");
        QCOMPARE(answerOf("HTTP/1.0 200 OK\r\n\r\nuntil the end", true).body, "until the end");
        QCOMPARE(answerOf("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", false, true).status, 200);
        for (const char *bad :
             {"SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/2 200\r\n\r\n",
              "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
            QCOMPARE(answerOf(bad).status, 0);
        QCOMPARE(answerOf("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", true).status, 0);
    }

    void findsSecrets()
    {
        QTemporaryDir folder;
        StoreConfig config{.name = u"a store/云"_s,
                           .url = u"s3://bucket"_s,
                           .options = {{u"accessKey"_s, u"AK"_s}},
                           .dataFolder = folder.path()};
        const auto from = [&config](const SecretPlace &place) {
            config.options.insert(u"secret"_s, toJson(place));
            return findCredentials(config);
        };
        qunsetenv("HOLDFAST_TEST_SECRET");
        QCOMPARE(codeOf(from({SecretPlace::Kind::Variable, u"HOLDFAST_TEST_SECRET"_s})),
                 Errc::StoreKeyMissing);
        qputenv("HOLDFAST_TEST_SECRET", "one");
        QCOMPARE(from({SecretPlace::Kind::Variable, u"HOLDFAST_TEST_SECRET"_s})->secret, "one");

        QFile file(folder.filePath(u"secret"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("two\nrest\n") > 0);
        file.close();
        const auto fromFile = from({SecretPlace::Kind::File, file.fileName()});
        QCOMPARE(fromFile->secret, "two");
        QCOMPARE(fromFile->accessKey, "AK");
        QCOMPARE(codeOf(from({SecretPlace::Kind::File, folder.filePath(u"none"_s)})), Errc::StoreKeyMissing);

        QFile profiles(folder.filePath(u"credentials"_s));
        QVERIFY(profiles.open(QIODevice::WriteOnly));
        profiles.write("[default]\naws_access_key_id=no\n# a\n[back up]\naws_access_key_id = AK2\n"
                       "aws_secret_access_key = three=\naws_session_token = T\n[x]\naws_access_key_id=no\n");
        profiles.close();
        qputenv("AWS_SHARED_CREDENTIALS_FILE", profiles.fileName().toUtf8());
        const auto profile = from({SecretPlace::Kind::Profile, u"back up"_s});
        QVERIFY(profile);
        QCOMPARE(profile->accessKey, "AK2");
        QCOMPARE(profile->secret, "three=");
        QCOMPARE(profile->sessionToken, "T");
        QCOMPARE(codeOf(from({SecretPlace::Kind::Profile, u"default"_s})), Errc::StoreKeyMissing);
    }

    void keptSecretsAreTheOwnersAlone()
    {
        QTemporaryDir folder;
        const StoreConfig config{.name = u"kept"_s,
                                 .url = u"s3://bucket"_s,
                                 .options = {{u"accessKey"_s, u"AK"_s},
                                             {u"secret"_s, toJson(SecretPlace{SecretPlace::Kind::Kept, {}})}},
                                 .dataFolder = folder.path()};
        QCOMPARE(codeOf(findCredentials(config)), Errc::StoreKeyMissing);
        QVERIFY(keepSecret(config, "first"));
        QVERIFY(keepSecret(config, "second"));
        QCOMPARE(findCredentials(config)->secret, "second");
        const QDir secrets(folder.filePath(u"secrets"_s));
        const auto files = secrets.entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0].permissions() & 0x0077, QFile::Permissions());
        QVERIFY(QFile::setPermissions(files[0].filePath(), QFile::ReadOwner | QFile::ReadGroup));
        QCOMPARE(codeOf(findCredentials(config)), Errc::StoreKeyMissing);
        forgetSecret(config);
        QVERIFY(secrets.isEmpty());
    }

    void journalKnowsTheDead()
    {
        QTemporaryDir folder;
        const UploadJournal journal(folder.filePath(u"uploads"_s));
        const auto living = journal.add({.name = {}, .place = u"here"_s, .key = u"a"_s, .uploadId = u"1"_s});
        const auto left = journal.add({.name = {}, .place = u"here"_s, .key = u"b"_s, .uploadId = u"2"_s});
        QVERIFY(living && left);
        QVERIFY(journal.abandoned(u"here"_s).isEmpty());
        journal.abandon(*left);
        QVERIFY(journal.abandoned(u"elsewhere"_s).isEmpty());
        const auto notes = journal.abandoned(u"here"_s);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0].key, u"b"_s);
        QCOMPARE(notes[0].uploadId, u"2"_s);
        journal.remove(notes[0].name);
        QVERIFY(journal.abandoned(u"here"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(S3PartsTest)
#include "tst_s3parts.moc"
