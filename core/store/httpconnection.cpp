// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/httpconnection.h"

#include "core/store/s3signature.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// How long one wait lasts: stopping is noticed after it.
constexpr int kTick = 50;
/// What lies ready to be sent: enough to keep the line busy.
constexpr qint64 kAhead = 512LL * 1024;
constexpr qint64 kSlice = 256LL * 1024;
/// Bytes a second. Who is slower is as good as silent.
constexpr qint64 kSlowest = 8LL * 1024;

using Kind = HttpFailure::Kind;

tl::unexpected<HttpFailure> failure(Kind kind, const QString &detail)
{
    return tl::unexpected(HttpFailure{kind, detail, false});
}

QNetworkProxy proxyFor(const HttpEndpoint &endpoint)
{
    if (isLoopback(endpoint.host))
        return QNetworkProxy::NoProxy;
    QUrl url;
    url.setScheme(endpoint.tls ? u"https"_s : u"http"_s);
    url.setHost(endpoint.host);
    url.setPort(endpoint.port);
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    for (const QNetworkProxy &proxy : proxies) {
        if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::Socks5Proxy)
            return proxy;
    }
    return QNetworkProxy::NoProxy;
}

QByteArray headOf(const HttpRequest &request)
{
    QByteArray head = request.method + ' ' + request.path;
    if (!request.query.isEmpty())
        head += '?' + encodedQuery(request.query);
    head += " HTTP/1.1\r\n";
    for (const auto &[name, value] : request.headers)
        head += name + ": " + value + "\r\n";
    if (!request.body.isEmpty() || request.method == "PUT" || request.method == "POST")
        head += "content-length: " + QByteArray::number(request.body.size()) + "\r\n";
    // A body must come as it lies in the store, not packed.
    return head + "accept-encoding: identity\r\nuser-agent: holdfast\r\n\r\n";
}

/// Whether it is a proxy on the way that does not let us through.
bool isOfProxy(const QTcpSocket &socket)
{
    switch (socket.error()) {
    case QAbstractSocket::SocketAccessError: // What QTcpSocket makes of a proxy's 403.
        return socket.proxy().type() != QNetworkProxy::NoProxy;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return true;
    default:
        return false;
    }
}

qint64 waiting(const QTcpSocket &socket)
{
    const auto *secure = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
}

} // namespace

bool isLoopback(const QString &host)
{
    // RFC 6761: names below localhost are this machine, whatever a resolver says.
    return host == u"localhost" || host.endsWith(u".localhost") || QHostAddress(host).isLoopback();
}

/// When to give up: after silence, when a body only drips, and when nothing else comes about for long.
class HttpConnection::Patience
{
public:
    Patience(int silence, const StopCheck &stop) : m_silence(silence), m_stop(stop)
    {
        m_quiet.start();
        m_sincePhase.start();
        m_window.start();
    }

    void moved(qint64 bytes)
    {
        m_quiet.restart();
        m_inWindow += bytes;
    }

    /// Whether from now on a body moves, rather than that somebody works or writes an answer's head.
    void expectBody(bool expected)
    {
        if (m_bodyMoves == expected)
            return;
        m_bodyMoves = expected;
        m_sincePhase.restart();
        beginWindow();
    }

    [[nodiscard]] tl::expected<void, HttpFailure> check(Kind kind)
    {
        if (m_stop())
            return failure(Kind::Stopped, {});
        if (m_quiet.hasExpired(m_silence))
            return failure(kind, u"no answer for %1 s"_s.arg(m_silence / 1000.0));
        if (!m_bodyMoves && m_sincePhase.hasExpired(4 * qint64(m_silence)))
            return failure(kind, u"not done after %1 s"_s.arg(4 * m_silence / 1000.0));
        if (m_window.hasExpired(m_silence)) {
            if (m_bodyMoves && m_inWindow < kSlowest * m_silence / 1000)
                return failure(kind, u"only %1 bytes in %2 s"_s.arg(m_inWindow).arg(m_silence / 1000.0));
            beginWindow();
        }
        return {};
    }

private:
    void beginWindow()
    {
        m_window.restart();
        m_inWindow = 0;
    }

    int m_silence;
    const StopCheck &m_stop;
    QElapsedTimer m_quiet;
    QElapsedTimer m_sincePhase;
    QElapsedTimer m_window;
    qint64 m_inWindow = 0; ///< Bytes.
    bool m_bodyMoves = false;
};

HttpConnection::HttpConnection(const HttpTimeouts &timeouts) : m_timeouts(timeouts) {}

HttpConnection::~HttpConnection()
{
    close();
}

void HttpConnection::close()
{
    if (m_socket)
        m_socket->abort();
    m_socket.reset();
}

HttpConnection::Answer HttpConnection::exchange(const HttpEndpoint &endpoint, const HttpRequest &request,
                                                qint64 greatestBody, const StopCheck &stop)
{
    const bool kept = m_socket && m_endpoint == endpoint;
    if (!kept) {
        if (auto opened = open(endpoint, stop); !opened)
            return tl::unexpected(opened.error());
    }
    const bool withoutBody = request.method == "HEAD";
    HttpResponseReader reader(withoutBody, greatestBody);
    Patience patience(m_timeouts.inactivity, stop);
    auto done = send(request, reader, patience);
    if (done)
        done = receive(reader, patience);
    // Some servers send a body after all with an error in answer to a HEAD.
    const bool trailing = withoutBody && reader.response().status >= 300;
    if (!done || !reader.keepsConnection() || !m_sentAll || trailing)
        close();
    if (done)
        return std::move(reader.response());
    HttpFailure lost = done.error();
    lost.kept = kept && !reader.begun() && lost.kind == Kind::Lost;
    return tl::unexpected(lost);
}

tl::expected<void, HttpFailure> HttpConnection::open(const HttpEndpoint &endpoint, const StopCheck &stop)
{
    close();
    m_endpoint = endpoint;
    Patience patience(m_timeouts.connect, stop);
    if (endpoint.tls) {
        auto secure = std::make_unique<QSslSocket>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        if (!endpoint.caFile.isEmpty() && !configuration.addCaCertificates(endpoint.caFile))
            return failure(Kind::Untrusted, u"no certificates can be read from "_s % endpoint.caFile);
        secure->setSslConfiguration(configuration);
        secure->setPeerVerifyName(endpoint.host);
        m_socket = std::move(secure);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
    }
    m_socket->setProxy(proxyFor(endpoint));
    const bool here = isLoopback(endpoint.host) && QHostAddress(endpoint.host).isNull();
    m_socket->connectToHost(here ? u"127.0.0.1"_s : endpoint.host, endpoint.port);
    if (auto connected = awaitConnection(patience); !connected) {
        close();
        return connected;
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto greeted = endpoint.tls ? greet(endpoint, patience) : tl::expected<void, HttpFailure>();
    if (!greeted)
        close();
    return greeted;
}

/// By events: QAbstractSocket::waitForConnected() gives up for good when its time is over.
tl::expected<void, HttpFailure> HttpConnection::awaitConnection(Patience &patience)
{
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &m_loop, &QEventLoop::quit);
    QObject::connect(m_socket.get(), &QTcpSocket::connected, &m_loop, &QEventLoop::quit);
    QObject::connect(m_socket.get(), &QTcpSocket::errorOccurred, &m_loop, &QEventLoop::quit);
    tick.start(kTick);
    while (m_socket->state() != QAbstractSocket::ConnectedState) {
        if (m_socket->state() == QAbstractSocket::UnconnectedState)
            return failure(isOfProxy(*m_socket) ? Kind::Proxy : Kind::NoConnection,
                           u"%1: %2"_s.arg(m_endpoint.host, m_socket->errorString()));
        if (auto going = patience.check(Kind::NoConnection); !going)
            return going;
        m_loop.exec();
    }
    return {};
}

tl::expected<void, HttpFailure> HttpConnection::greet(const HttpEndpoint &endpoint, Patience &patience)
{
    auto *secure = static_cast<QSslSocket *>(m_socket.get());
    secure->startClientEncryption();
    while (!secure->isEncrypted()) {
        if (secure->waitForEncrypted(kTick))
            break;
        const auto problems = secure->sslHandshakeErrors();
        if (!problems.isEmpty()) {
            return failure(Kind::Untrusted,
                           u"%1: %2"_s.arg(endpoint.host, problems.constFirst().errorString()));
        }
        if (secure->state() != QAbstractSocket::ConnectedState)
            return failure(Kind::NoConnection, u"%1: %2"_s.arg(endpoint.host, secure->errorString()));
        if (auto going = patience.check(Kind::NoConnection); !going)
            return going;
    }
    return {};
}

tl::expected<void, HttpFailure> HttpConnection::send(const HttpRequest &request, HttpResponseReader &reader,
                                                     Patience &patience)
{
    m_sentAll = false;
    m_socket->write(headOf(request));
    qint64 sent = 0;
    while (sent < request.body.size() || waiting(*m_socket) > 0) {
        while (sent < request.body.size() && waiting(*m_socket) < kAhead) {
            const qint64 slice = std::min<qint64>(kSlice, request.body.size() - sent);
            // Not copied: whoever ends this exchange early closes the socket, and with it what is not sent.
            m_socket->write(QByteArray::fromRawData(request.body.constData() + sent, slice));
            sent += slice;
        }
        const qint64 before = waiting(*m_socket);
        patience.expectBody(!request.body.isEmpty());
        m_socket->waitForBytesWritten(kTick);
        if (const qint64 after = waiting(*m_socket); after < before)
            patience.moved(before - after);
        // A server that refuses says so without waiting for the rest, and need not read it.
        if (m_socket->bytesAvailable() > 0)
            return {};
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return lost(reader);
        if (auto going = patience.check(Kind::Lost); !going)
            return going;
    }
    m_sentAll = true;
    return {};
}

tl::expected<void, HttpFailure> HttpConnection::receive(HttpResponseReader &reader, Patience &patience)
{
    for (;;) {
        if (auto taken = takeArrived(reader, patience); !taken || reader.complete())
            return taken;
        patience.expectBody(reader.bodyLeft() > 0);
        if (m_socket->waitForReadyRead(kTick)) {
            if (auto going = patience.check(Kind::Lost); !going)
                return going;
            continue;
        }
        if (m_socket->state() != QAbstractSocket::ConnectedState) {
            if (auto taken = takeArrived(reader, patience); !taken || reader.complete())
                return taken;
            return lost(reader);
        }
        if (auto going = patience.check(Kind::Lost); !going)
            return going;
    }
}

tl::expected<void, HttpFailure> HttpConnection::takeArrived(HttpResponseReader &reader, Patience &patience)
{
    while (m_socket->bytesAvailable() > 0 && !reader.complete()) {
        const QByteArray bytes = m_socket->read(kSlice);
        if (bytes.isEmpty())
            break;
        patience.moved(bytes.size());
        if (const auto taken = reader.add(bytes); !taken)
            return failure(Kind::Garbled, taken.error().detail);
    }
    return {};
}

/// The connection is gone: fine where an answer ends so.
tl::expected<void, HttpFailure> HttpConnection::lost(HttpResponseReader &reader) const
{
    if (reader.begun() && reader.end())
        return {};
    return failure(Kind::Lost, u"the connection was lost: "_s % m_socket->errorString());
}

} // namespace holdfast
