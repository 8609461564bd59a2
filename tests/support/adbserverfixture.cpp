// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/adbserverfixture.h"

#include <QDeadlineTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

namespace holdfast::test {

AdbServerFixture::~AdbServerFixture()
{
    stop();
}

bool AdbServerFixture::start()
{
    const QString program = QStandardPaths::findExecutable(u"adb"_s);
    if (program.isEmpty()) {
        m_error = u"no adb program"_s;
        return false;
    }
    if (m_port == 0) {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
    }
    m_server.setProcessEnvironment(environment());
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_home.filePath(u"adb.log"_s));
    m_server.start(program, {u"-L"_s, u"tcp:localhost:%1"_s.arg(m_port), u"server"_s, u"nodaemon"_s});
    const QDeadlineTimer deadline(20000);
    while (!deadline.hasExpired() && m_server.state() != QProcess::NotRunning) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        if (socket.waitForConnected(200)) {
            socket.write("000chost:version");
            if (socket.waitForBytesWritten(1000) && socket.waitForReadyRead(2000) && socket.read(4) == "OKAY")
                return true;
        }
        m_server.waitForFinished(20);
    }
    m_error = u"the adb server does not answer: "_s + m_server.errorString();
    return false;
}

void AdbServerFixture::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.kill();
    m_server.waitForFinished();
}

QProcessEnvironment AdbServerFixture::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"ANDROID_ADB_SERVER_PORT"_s, QString::number(m_port));
    environment.insert(u"ADB_LOCAL_TRANSPORT_MAX_PORT"_s, u"5553"_s);
    environment.insert(u"ADB_MDNS"_s, u"0"_s);
    for (const QString &name :
         {u"ADB_SERVER_SOCKET"_s, u"ANDROID_SERIAL"_s, u"ADB_TRACE"_s, u"ANDROID_SDK_HOME"_s})
        environment.remove(name);
    return environment;
}

void AdbServerFixture::exportEnvironment() const
{
    const QProcessEnvironment own = environment();
    for (const char *name : {"HOME", "ANDROID_ADB_SERVER_PORT", "ADB_LOCAL_TRANSPORT_MAX_PORT", "ADB_MDNS"})
        qputenv(name, own.value(QLatin1String(name)).toLocal8Bit());
    qunsetenv("ADB_SERVER_SOCKET");
    qunsetenv("ANDROID_SERIAL");
}

AdbServerFixture::Output AdbServerFixture::adb(const QStringList &arguments, const QByteArray &input,
                                               int milliseconds) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(u"adb"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    Output output;
    if (process.waitForFinished(milliseconds) && process.exitStatus() == QProcess::NormalExit) {
        output.exitCode = process.exitCode();
    } else {
        process.kill();
        process.waitForFinished();
    }
    output.out = process.readAllStandardOutput();
    output.err = process.readAllStandardError();
    return output;
}

} // namespace holdfast::test
