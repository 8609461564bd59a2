// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/metricsendpoint.h"

#include "core/store/httpconnection.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTcpServer>
#include <QTcpSocket>

#include <future>

namespace holdfast {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPollMs = 100;
constexpr qint64 kFreshMs = 5'000;
constexpr qint64 kPatienceMs = 2'000;
constexpr qsizetype kGreatestHead = 8'192;

QByteArray answer(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

/// Whether the request was meant for this computer: a page in a browser may make one under a name of its own.
bool isForUs(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (!line.toLower().startsWith("host:"))
            continue;
        const QString host = QString::fromLatin1(line.mid(5).trimmed());
        return isLoopback(host.startsWith(u'[') ? host.section(u']', 0, 0).mid(1) : host.section(u':', 0, 0));
    }
    return true;
}

} // namespace

MetricsEndpoint::~MetricsEndpoint()
{
    m_cancel.cancel();
    if (m_thread.joinable())
        m_thread.join();
}

Result<quint16> MetricsEndpoint::listen(quint16 port)
{
    std::promise<Result<quint16>> listening;
    auto bound = listening.get_future();
    m_thread = std::thread([this, port, listening = std::move(listening)]() mutable {
        const QEventLoop loop; // Sockets are deaf in a thread without an event dispatcher.
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost, port)) {
            listening.set_value(fail(Errc::LocalFailed, server.errorString(),
                                     {.phone = {}, .path = u"127.0.0.1:%1"_s.arg(port), .object = {}}));
            return;
        }
        listening.set_value(server.serverPort());
        while (!m_cancel.token().requested()) {
            if (!server.waitForNewConnection(kPollMs))
                continue;
            const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
            if (socket)
                serve(*socket);
        }
    });
    return bound.get();
}

void MetricsEndpoint::serve(QTcpSocket &socket)
{
    QElapsedTimer waited;
    waited.start();
    QByteArray head;
    while (!head.contains("\r\n\r\n") && head.size() < kGreatestHead) {
        if (waited.elapsed() > kPatienceMs || m_cancel.token().requested() ||
            socket.state() != QAbstractSocket::ConnectedState)
            return;
        socket.waitForReadyRead(kPollMs);
        head += socket.read(kGreatestHead - head.size());
    }
    socket.write(answerTo(head));
    socket.disconnectFromHost();
    while (socket.state() != QAbstractSocket::UnconnectedState && waited.elapsed() < 2 * kPatienceMs)
        socket.waitForDisconnected(kPollMs);
}

QByteArray MetricsEndpoint::answerTo(const QByteArray &head)
{
    if (!isForUs(head))
        return answer("403 Forbidden", "text/plain", "for this computer alone\n");
    if (!head.startsWith("GET /metrics ") && !head.startsWith("GET /metrics?"))
        return answer("404 Not Found", "text/plain", "GET /metrics\n");
    const QByteArray text = figures();
    return text.isEmpty() ? answer("503 Service Unavailable", "text/plain", "the catalog could not be read\n")
                          : answer("200 OK", "text/plain; version=0.0.4; charset=utf-8", text);
}

/// Those that were just read, however often somebody asks.
QByteArray MetricsEndpoint::figures()
{
    if (!m_read.isValid() || m_read.elapsed() > kFreshMs) {
        m_figures = m_reader().value_or(QByteArray());
        m_read.start();
    }
    return m_figures;
}

} // namespace holdfast
