// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/httpmessage.h"
#include "core/store/httpresponsereader.h"

#include <QEventLoop>
#include <QString>

#include <tl/expected.hpp>

#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace holdfast {

/// A server.
struct HttpEndpoint
{
    bool tls = true;
    QString host;
    quint16 port = 443;
    QString caFile; ///< PEM; trusted beside the system's authorities. Empty: only those.

    friend bool operator==(const HttpEndpoint &, const HttpEndpoint &) = default;
};

/// Whether @p host is this machine by its name or address.
bool isLoopback(const QString &host);

/// In milliseconds.
struct HttpTimeouts
{
    int connect = 15'000;    ///< Until connected and, with TLS, greeted.
    int inactivity = 60'000; ///< Without a byte in either direction, or with hardly any while a body moves.
};

/// Why there is no answer.
struct HttpFailure
{
    enum class Kind {
        Stopped,      ///< On request.
        NoConnection, ///< No bytes of the request were sent.
        Proxy,        ///< The proxy on the way does not let us through. No bytes of the request were sent.
        Untrusted,    ///< The server's certificate.
        Lost,         ///< Cut or silent; the server may have done what was asked.
        Garbled,      ///< The answer is no HTTP.
    };
    Kind kind = Kind::Lost;
    QString detail;    ///< English.
    bool kept = false; ///< The connection was kept from before: likely the server had closed it meanwhile.
};

/// One HTTP/1.1 connection, kept open between requests and opened again when need be. Blocks; made, used and
/// destroyed in one thread. Follows the system's proxy settings but for this machine itself. TLS certificates
/// are always checked.
class HttpConnection
{
public:
    using Answer = tl::expected<HttpResponse, HttpFailure>;
    /// Polled at least every 100 ms; true ends the exchange.
    using StopCheck = std::function<bool()>;

    explicit HttpConnection(const HttpTimeouts &timeouts);
    ~HttpConnection();
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    /// Sends @p request and reads the answer, whose body has at most @p greatestBody bytes.
    Answer exchange(const HttpEndpoint &endpoint, const HttpRequest &request, qint64 greatestBody,
                    const StopCheck &stop);

private:
    class Patience;

    tl::expected<void, HttpFailure> open(const HttpEndpoint &endpoint, const StopCheck &stop);
    tl::expected<void, HttpFailure> awaitConnection(Patience &patience);
    tl::expected<void, HttpFailure> greet(const HttpEndpoint &endpoint, Patience &patience);
    tl::expected<void, HttpFailure> send(const HttpRequest &request, HttpResponseReader &reader,
                                         Patience &patience);
    tl::expected<void, HttpFailure> receive(HttpResponseReader &reader, Patience &patience);
    tl::expected<void, HttpFailure> takeArrived(HttpResponseReader &reader, Patience &patience);
    tl::expected<void, HttpFailure> lost(HttpResponseReader &reader) const;
    void close();

    HttpTimeouts m_timeouts;
    QEventLoop m_loop; ///< Made before any socket: sockets are deaf in a thread without an event dispatcher.
    HttpEndpoint m_endpoint;
    std::unique_ptr<QTcpSocket> m_socket;
    bool m_sentAll = false; ///< The last request; an answer can come before its end.
};

} // namespace holdfast
