// SPDX-License-Identifier: GPL-3.0-or-later
#include "swiftserver.h"

#include "core/base/clock.h"
#include "core/store/s3client.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::testing {
namespace {

constexpr int kStartMilliseconds = 90'000;
constexpr int kNotInstalled = 77;

} // namespace

SwiftServer::~SwiftServer()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished(10'000);
}

bool SwiftServer::start()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"bash"_s, {u"" HOLDFAST_SWIFT_SCRIPT ""_s, m_folder.path()});
    QByteArray line;
    while (!line.endsWith('\n') && m_process.waitForReadyRead(kStartMilliseconds))
        line += m_process.readLine();
    m_port = line.startsWith("ready ") ? line.mid(6).trimmed().toUShort() : quint16(0);
    if (m_port != 0)
        return true;
    m_process.waitForFinished(1000);
    m_whyNot = m_process.exitCode() == kNotInstalled ? u"Swift is not installed"_s : u"Swift did not start"_s;
    return false;
}

S3Settings SwiftServer::bucket(const QString &name, const QString &prefix)
{
    const auto settings = readS3Settings(u"s3://%1/%2"_s.arg(name, prefix),
                                         {{u"endpoint"_s, u"http://127.0.0.1:%1"_s.arg(m_port)}});
    if (!settings) {
        QTest::qFail(qPrintable(userText(settings.error())), __FILE__, __LINE__);
        return {};
    }
    static const SystemClock clock;
    S3Client client(u"swift"_s, *settings, credentials(), clock);
    const auto made = client.perform({.method = "PUT"}, {});
    if (!made && made.error().status != 409)
        QTest::qFail(qPrintable(userText(made.error().error)), __FILE__, __LINE__);
    return *settings;
}

S3Credentials SwiftServer::credentials()
{
    return {.accessKey = "test:tester", .secret = "TESTSK"};
}

} // namespace holdfast::testing
