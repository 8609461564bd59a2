// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apk/bundletoc.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What the reference reader of Protocol Buffers sees, by field number.
QString decodedByProtoc(const QByteArray &message)
{
    QProcess protoc;
    protoc.start(u"protoc"_s, {u"--decode_raw"_s});
    protoc.write(message);
    protoc.closeWriteChannel();
    if (!protoc.waitForFinished() || protoc.exitCode() != 0)
        return u"protoc refused it: "_s + QString::fromUtf8(protoc.readAllStandardError());
    return QString::fromUtf8(protoc.readAllStandardOutput()).simplified();
}

} // namespace

class BundleTocTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBaseAndSplitsAreOneModule()
    {
        const QByteArray toc = bundleToc(u"org.example.reader"_s, {u"base.apk"_s, u"split_config.zh.apk"_s});
        QCOMPARE(decodedByProtoc(toc), u"1 { 2 { 1 { 1: \"base\" 6: 1 7: 1 } "
                                       "2 { 2: \"base.apk\" 3 { 2: 1 } } "
                                       "2 { 2: \"split_config.zh.apk\" 3 { 1: \"config.zh\" } } } } "
                                       "4: \"org.example.reader\""_s);
    }

    void longMessagesHaveLongLengths()
    {
        QStringList files{u"base.apk"_s};
        for (int number = 0; number < 300; ++number)
            files += u"split_config.feature%1.apk"_s.arg(number);
        const QString decoded = decodedByProtoc(bundleToc(u"org.example.reader"_s, files));
        QVERIFY2(decoded.contains(u"\"config.feature299\""_s), qPrintable(decoded.last(200)));
        QVERIFY(decoded.endsWith(u"4: \"org.example.reader\""_s));
    }
};

QTEST_GUILESS_MAIN(BundleTocTest)
#include "tst_bundletoc.moc"
