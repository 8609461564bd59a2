// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultproxy.h"

#include "core/store/httpresponsereader.h"

#include <QHostAddress>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

namespace holdfast::testing {
namespace {

constexpr int kTick = 50;
constexpr qint64 kGreatest = 64LL * 1024 * 1024;

/// Hands descriptors out instead of sockets: each is served in a thread of its own.
class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> taken;

protected:
    void incomingConnection(qintptr descriptor) override { taken(descriptor); }
};

qint64 lengthIn(const QByteArray &head)
{
    const QByteArray lower = head.toLower();
    const qsizetype at = lower.indexOf("\r\ncontent-length:");
    return at < 0 ? 0 : lower.mid(at + 17, lower.indexOf('\r', at + 2) - at - 17).trimmed().toLongLong();
}

void send(QTcpSocket &client, const QByteArray &bytes)
{
    client.write(bytes);
    while (client.bytesToWrite() > 0 && client.state() == QAbstractSocket::ConnectedState)
        client.waitForBytesWritten(kTick);
}

QByteArray answer(const QByteArray &status, const QByteArray &code)
{
    const QByteArray body =
        "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>made</Message></Error>";
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

QByteArray withOtherEtag(QByteArray response)
{
    const qsizetype end = response.indexOf("\r\n\r\n");
    const qsizetype at = response.toLower().indexOf("\r\netag:");
    if (at < 0 || at > end)
        return response;
    const qsizetype lineEnd = response.indexOf("\r\n", at + 2);
    return response.replace(at, lineEnd - at, "\r\nETag: \"00000000000000000000000000000000\"");
}

} // namespace

FaultProxy::FaultProxy(quint16 target, QString certificate, QString key, quint16 port)
    : m_target(target), m_certificate(std::move(certificate)), m_key(std::move(key)), m_port(0)
{
    m_threads.emplace_back([this, port] { listen(port); });
    while (m_port == 0)
        std::this_thread::yield();
}

FaultProxy::~FaultProxy()
{
    m_ending = true;
    m_threads.front().join();
    for (size_t i = 1; i < m_threads.size(); ++i)
        m_threads[i].join();
}

void FaultProxy::choose(Choice choice)
{
    const std::lock_guard lock(m_mutex);
    m_choice = std::move(choice);
    m_requests = 0;
    m_answers = 0;
}

void FaultProxy::say(const QByteArray &status, const QByteArray &code)
{
    const std::lock_guard lock(m_mutex);
    m_words = answer(status, code);
}

void FaultProxy::listen(quint16 port)
{
    Listener listener;
    listener.taken = [this](qintptr descriptor) {
        m_threads.emplace_back([this, descriptor] { serve(descriptor); });
    };
    if (!listener.listen(QHostAddress::LocalHost, port))
        qFatal("the proxy cannot listen");
    m_port = listener.serverPort();
    while (!m_ending)
        listener.waitForNewConnection(kTick);
}

void FaultProxy::serve(qintptr descriptor)
{
    if (!m_certificate.isEmpty())
        return serveTls(descriptor);
    QTcpSocket client;
    client.setSocketDescriptor(descriptor);
    exchangeAll(client);
}

void FaultProxy::serveTls(qintptr descriptor)
{
    QSslSocket client;
    client.setLocalCertificate(m_certificate);
    client.setPrivateKey(m_key);
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.setSocketDescriptor(descriptor);
    client.startServerEncryption();
    if (client.waitForEncrypted(5000))
        exchangeAll(client);
}

void FaultProxy::exchangeAll(QTcpSocket &client)
{
    while (!m_ending && client.state() == QAbstractSocket::ConnectedState && exchange(client)) {
    }
    client.abort();
}

FaultProxy::Fault FaultProxy::faultFor(const QByteArray &head)
{
    const std::lock_guard lock(m_mutex);
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    const Seen seen{m_requests++, words.value(0), words.value(1), head};
    return m_choice ? m_choice(seen) : Fault::None;
}

/// One request and its answer; false when the connection must end.
bool FaultProxy::exchange(QTcpSocket &client)
{
    QByteArray request;
    qsizetype headEnd = -1;
    qint64 wanted = -1;
    Fault fault = Fault::None;
    while (wanted < 0 || request.size() < wanted) {
        if (m_ending)
            return false;
        if (client.bytesAvailable() == 0 && !client.waitForReadyRead(kTick)) {
            if (client.state() != QAbstractSocket::ConnectedState)
                return false;
            continue;
        }
        request += client.readAll();
        headEnd = headEnd < 0 ? request.indexOf("\r\n\r\n") : headEnd;
        if (headEnd < 0 || wanted >= 0)
            continue;
        const QByteArray head = request.left(headEnd + 4);
        wanted = head.size() + lengthIn(head);
        fault = faultFor(head);
        if (fault == Fault::CutRequest)
            return false;
        if (fault == Fault::RefuseUnread) {
            send(client, answer("403 Forbidden", "AccessDenied"));
            client.waitForDisconnected(1000);
            return false;
        }
    }
    switch (fault) {
    case Fault::Status500:
        send(client, answer("500 Internal Server Error", "InternalError"));
        return true;
    case Fault::SlowDown:
        send(client, answer("503 Service Unavailable", "SlowDown"));
        return true;
    case Fault::Says: {
        const std::lock_guard lock(m_mutex);
        const bool head = request.startsWith("HEAD ");
        send(client, head ? m_words.left(m_words.indexOf("\r\n\r\n") + 4) : m_words);
        return !head; // Its length is that of a body that does not come.
    }
    case Fault::ErrorInBody:
        send(client, answer("200 OK", "InternalError"));
        return true;
    case Fault::Stall:
        while (!m_ending && client.state() == QAbstractSocket::ConnectedState)
            client.waitForReadyRead(kTick);
        return false;
    default:
        break;
    }
    const bool aboutTags = m_keepsTags && request.left(request.indexOf('\r')).contains("?tagging");
    QByteArray response = aboutTags ? answerAboutTags(request, headEnd) : forward(request);
    if (fault == Fault::LostAnswer || response.isEmpty())
        return false;
    if (fault == Fault::WrongEtag)
        response = withOtherEtag(response);
    if (fault == Fault::CutAnswer) {
        const qsizetype body = response.indexOf("\r\n\r\n") + 4;
        send(client, response.left(body + (response.size() - body) / 2));
        return response.size() == body; // An answer without a body cannot be cut.
    }
    if (fault == Fault::SlowAnswer) {
        for (const char byte : std::as_const(response)) {
            if (m_ending || client.state() != QAbstractSocket::ConnectedState)
                return false;
            send(client, QByteArray(1, byte));
            client.waitForReadyRead(1);
        }
        return true;
    }
    send(client, response);
    ++m_answers;
    return true;
}

QByteArray FaultProxy::answerAboutTags(const QByteArray &request, qsizetype headEnd)
{
    const QByteArray path = request.split(' ').value(1).split('?').constFirst();
    const std::lock_guard lock(m_mutex);
    if (request.startsWith("PUT "))
        m_tags.insert(path, request.mid(headEnd + 4));
    const QByteArray body =
        request.startsWith("GET ") ? m_tags.value(path, "<Tagging><TagSet/></Tagging>") : QByteArray();
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray FaultProxy::forward(const QByteArray &request) const
{
    QTcpSocket server;
    server.connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    if (!server.waitForConnected(5000))
        return {};
    server.write(request);
    HttpResponseReader reader(request.startsWith("HEAD "), kGreatest);
    QByteArray response;
    while (!reader.complete()) {
        if (m_ending)
            return {};
        server.waitForReadyRead(kTick);
        const QByteArray bytes = server.readAll();
        response += bytes;
        if (!bytes.isEmpty() && !reader.add(bytes))
            return {};
        if (bytes.isEmpty() && server.state() != QAbstractSocket::ConnectedState) {
            (void)reader.end();
            break;
        }
    }
    return response;
}

} // namespace holdfast::testing
