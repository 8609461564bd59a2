// SPDX-License-Identifier: GPL-3.0-or-later
#include "storeconformance.h"

#include "core/store/storetest.h"

#include <QTest>
#include <QUrl>

#include <algorithm>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::testing {
namespace {

QByteArray readAll(ByteSource &source)
{
    QByteArray all;
    QByteArray block(10'000, Qt::Uninitialized);
    for (;;) {
        const auto got = source.read(block.data(), block.size());
        if (!got || *got == 0)
            return got ? all : QByteArray("failed");
        all.append(block.constData(), *got);
    }
}

template <class T>
Errc codeOf(const Result<T> &result)
{
    return result ? Errc::Internal : result.error().code;
}

} // namespace

void StoreConformance::write(const QString &key, const QByteArray &bytes, bool overwrite)
{
    auto writer = store().put(key, {.overwrite = overwrite, .metadata = {}, .sizeHint = bytes.size()}, {});
    QVERIFY2(writer, writer ? "" : qPrintable(userText(writer.error())));
    QVERIFY((*writer)->write(QByteArrayView(bytes).first(bytes.size() / 3)));
    QVERIFY((*writer)->write(QByteArrayView(bytes).sliced(bytes.size() / 3)));
    const auto info = (*writer)->finish();
    QVERIFY2(info, info ? "" : qPrintable(userText(info.error())));
    QCOMPARE(info->key, key);
    QCOMPARE(info->size, bytes.size());
}

QByteArray StoreConformance::read(const QString &key, const ObjectRange &range)
{
    const auto source = store().get(key, range, {});
    return source ? readAll(**source) : QByteArray("missing");
}

QStringList StoreConformance::keys(const QString &prefix, int pageSize)
{
    QStringList all;
    QString token;
    do {
        const auto page = store().list(prefix, token, pageSize, {});
        if (!page) {
            QTest::qFail(qPrintable(userText(page.error())), __FILE__, __LINE__);
            return {};
        }
        if (page->objects.size() > pageSize)
            QTest::qFail("a page with too many objects", __FILE__, __LINE__);
        for (const ObjectInfo &object : page->objects)
            all.append(object.key);
        token = page->nextToken;
    } while (!token.isEmpty());
    return all;
}

void StoreConformance::roundTrip_data()
{
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {0, 1, 1000, 262'144, 5'000'001})
        QTest::addRow("%lld", size) << size;
}

void StoreConformance::roundTrip()
{
    QFETCH(qint64, size);
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    const QString key = QStringLiteral("round/trip-%1").arg(size);
    write(key, bytes);
    QCOMPARE(read(key), bytes);
    const auto info = store().head(key, {});
    QVERIFY(info);
    QCOMPARE(info->size, size);
    QVERIFY(!info->etag.isEmpty());
    QVERIFY(info->modified.isValid());
    QCOMPARE(info->modified.timeSpec(), Qt::UTC);
}

void StoreConformance::rangesGiveTheirBytes()
{
    write(u"ranges"_s, "0123456789");
    QCOMPARE(read(u"ranges"_s, {0, 3}), "012");
    QCOMPARE(read(u"ranges"_s, {7, 3}), "789");
    QCOMPARE(read(u"ranges"_s, {4, -1}), "456789");
    QCOMPARE(read(u"ranges"_s, {10, 0}), "");
    QCOMPARE(read(u"ranges"_s, {5, 0}), "");
}

void StoreConformance::rangesBeyondTheEndAreRefused()
{
    write(u"short"_s, "0123456789");
    for (const ObjectRange &range : {ObjectRange{8, 3}, ObjectRange{11, -1}, ObjectRange{11, 0},
                                     ObjectRange{-1, 2}, ObjectRange{1, std::numeric_limits<qint64>::max()}})
        QCOMPARE(codeOf(store().get(u"short"_s, range, {})), Errc::InvalidArgument);
}

void StoreConformance::missingObjectsAreNotFound()
{
    const auto head = store().head(u"not/there"_s, {});
    QCOMPARE(codeOf(head), Errc::ObjectNotFound);
    QVERIFY(head.error().context.object.contains(u"not/there"_s));
    QCOMPARE(codeOf(store().get(u"not/there"_s, {}, {})), Errc::ObjectNotFound);
    QCOMPARE(codeOf(store().remove(u"not/there"_s, {})), Errc::ObjectNotFound);
}

void StoreConformance::badKeysAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("empty") << QString();
    QTest::newRow("leading slash") << u"/a"_s;
    QTest::newRow("closing slash") << u"a/"_s;
    QTest::newRow("empty segment") << u"a//b"_s;
    QTest::newRow("dot") << u"a/./b"_s;
    QTest::newRow("dots") << u"../b"_s;
    QTest::newRow("dots inside") << u"a/../../b"_s;
    QTest::newRow("NUL") << QString(u"a"_s % QChar(0) % u"b"_s);
    QTest::newRow("newline") << u"a\nb"_s;
    QTest::newRow("backslash") << u"a\\b"_s;
    QTest::newRow("half a character") << QString(QChar(0xd800));
    QTest::newRow("long segment") << QString(256, u'a');
    QTest::newRow("long") << u"abcdefg/"_s.repeated(128) % u"x"_s;
}

void StoreConformance::badKeysAreRefused()
{
    QFETCH(QString, key);
    QCOMPARE(codeOf(store().put(key, {}, {})), Errc::InvalidArgument);
    QCOMPARE(codeOf(store().get(key, {}, {})), Errc::InvalidArgument);
    QCOMPARE(codeOf(store().head(key, {})), Errc::InvalidArgument);
    QCOMPARE(codeOf(store().remove(key, {})), Errc::InvalidArgument);
}

void StoreConformance::oddKeysWork()
{
    for (const QString &key : {u"odd/空 格 %2F+~(1)*'!?#&=;,@:$[]{}|^`<>"_s, u"odd/😀"_s, u"odd/.hidden"_s,
                               u"odd/..."_s, u"odd/e\u0301"_s}) {
        write(key, key.toUtf8());
        QCOMPARE(read(key), key.toUtf8());
        QVERIFY2(keys(u"odd/"_s).contains(key), qPrintable(key));
    }
}

void StoreConformance::nothingIsOverwrittenUnasked()
{
    write(u"kept"_s, "first");
    auto writer = store().put(u"kept"_s, {}, {});
    Errc code = writer ? Errc::Internal : writer.error().code;
    if (writer)
        code = codeOf((*writer)->finish());
    QCOMPARE(code, Errc::ObjectExists);
    QCOMPARE(read(u"kept"_s), "first");
}

void StoreConformance::overwritingReplaces()
{
    write(u"replaced"_s, "first one");
    const QString before = store().head(u"replaced"_s, {})->etag;
    write(u"replaced"_s, "second", true);
    QCOMPARE(read(u"replaced"_s), "second");
    QVERIFY(store().head(u"replaced"_s, {})->etag != before);
}

void StoreConformance::lastOneToFinishLoses()
{
    auto one = store().put(u"race"_s, {}, {});
    auto two = store().put(u"race"_s, {}, {});
    QVERIFY(one && two);
    QVERIFY((*one)->write("one"));
    QVERIFY((*two)->write("two"));
    QVERIFY((*one)->finish());
    QCOMPARE(codeOf((*two)->finish()), Errc::ObjectExists);
    QCOMPARE(read(u"race"_s), "one");
}

void StoreConformance::abortedPutsLeaveNothing()
{
    const QStringList before = keys();
    {
        auto aborted = store().put(u"gone/aborted"_s, {}, {});
        auto dropped = store().put(u"gone/dropped"_s, {}, {});
        QVERIFY(aborted && dropped);
        QVERIFY((*aborted)->write("bytes"));
        QVERIFY((*dropped)->write("bytes"));
        // Not there before finish(), nor after the end.
        QCOMPARE(keys(), before);
        (*aborted)->abort();
        (*aborted)->abort();
    }
    QCOMPARE(keys(), before);
    QCOMPARE(codeOf(store().head(u"gone/aborted"_s, {})), Errc::ObjectNotFound);
}

void StoreConformance::cancelledPutsLeaveNothing()
{
    const QStringList before = keys();
    CancelSource source;
    auto writer = store().put(u"cancelled"_s, {}, source.token());
    QVERIFY(writer);
    QVERIFY((*writer)->write("bytes"));
    source.cancel();
    QCOMPARE(codeOf((*writer)->write("more")), Errc::Cancelled);
    QCOMPARE(codeOf((*writer)->finish()), Errc::Cancelled);
    writer->reset();
    QCOMPARE(keys(), before);
}

void StoreConformance::listsInOrderAndPages()
{
    QStringList expected = {u"list/a"_s,  u"list/a.b"_s, u"list/a/b"_s, u"list/a/c/d"_s, u"list/a0"_s,
                            u"list/ab"_s, u"list/b"_s,   u"list/Z"_s,   u"list/é"_s};
    // A name cannot be an object and a folder everywhere: the first would be both.
    expected.removeFirst();
    for (const QString &key : expected)
        write(key, "x");
    std::sort(expected.begin(), expected.end(),
              [](const QString &a, const QString &b) { return a.toUtf8() < b.toUtf8(); });
    for (const int pageSize : {1, 2, 3, 7, 8, 1000})
        QCOMPARE(keys(u"list/"_s, pageSize), expected);
    for (const int pageSize : {0, -1, 1001})
        QCOMPARE(codeOf(store().list({}, {}, pageSize, {})), Errc::InvalidArgument);
}

void StoreConformance::listsByPrefix()
{
    for (const QString &key : {u"prefix/one"_s, u"prefix/only"_s, u"prefix/two/three"_s})
        write(key, "x");
    QCOMPARE(keys(u"prefix/on"_s), (QStringList{u"prefix/one"_s, u"prefix/only"_s}));
    QCOMPARE(keys(u"prefix/two"_s), QStringList{u"prefix/two/three"_s});
    QCOMPARE(keys(u"prefix/two/"_s), QStringList{u"prefix/two/three"_s});
    QCOMPARE(keys(u"prefix/x"_s), QStringList());
    QCOMPARE(keys(u"../"_s), QStringList());
}

void StoreConformance::removes()
{
    write(u"to/be/removed"_s, "x");
    QVERIFY(store().remove(u"to/be/removed"_s, {}));
    QCOMPARE(codeOf(store().head(u"to/be/removed"_s, {})), Errc::ObjectNotFound);
    QVERIFY(!keys().contains(u"to/be/removed"_s));
    write(u"to/be/removed"_s, "again");
    QCOMPARE(read(u"to/be/removed"_s), "again");
}

void StoreConformance::locationsAreUrls()
{
    const QUrl url(store().location(u"a b/%#?"_s), QUrl::StrictMode);
    QVERIFY(url.isValid());
    QVERIFY(!url.scheme().isEmpty());
    QVERIFY(url.path(QUrl::FullyDecoded).endsWith(u"/a b/%#?"_s));
}

void StoreConformance::manyThreadsAtOnce()
{
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([this, t, &good] {
            for (int i = 0; i < 20; ++i) {
                const QString key = QStringLiteral("threads/%1/%2").arg(t).arg(i);
                auto writer = store().put(key, {}, {});
                const bool written = writer && (*writer)->write(key.toUtf8()) && (*writer)->finish();
                if (written && read(key) == key.toUtf8() && store().remove(key, {}))
                    ++good;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good, 80);
    QCOMPARE(keys(u"threads/"_s), QStringList());
}

void StoreConformance::testStorePasses()
{
    const QStringList before = keys();
    const auto steps = testStore(store(), {});
    QCOMPARE(steps.size(), 7);
    for (const StoreTestStep &step : steps)
        QVERIFY2(step.ok, qPrintable(userText(step.error)));
    QCOMPARE(keys(), before);
}

} // namespace holdfast::testing
