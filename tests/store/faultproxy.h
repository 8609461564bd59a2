// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace holdfast::testing {

/// Stands in front of an HTTP server on loopback and spoils exchanges as told.
class FaultProxy
{
public:
    enum class Fault {
        None,
        Status500,    ///< Not handed on.
        SlowDown,     ///< 503, not handed on.
        CutRequest,   ///< The connection is reset in the middle of the request.
        Stall,        ///< The request is taken, and nothing comes.
        LostAnswer,   ///< Handed on and carried out, but the connection ends before the answer.
        CutAnswer,    ///< The answer ends in the middle of its body.
        SlowAnswer,   ///< The answer drips, byte by byte.
        WrongEtag,    ///< Handed on, with another ETag in the answer.
        ErrorInBody,  ///< 200 with an <Error>, not handed on.
        RefuseUnread, ///< 403 after the head of the request; the rest is not read.
        Says,         ///< What say() was told, not handed on; not among kFaults.
    };
    static constexpr int kFaults = int(Fault::RefuseUnread) + 1;

    struct Seen
    {
        int number; ///< From 0.
        QByteArray method;
        QByteArray target;
        QByteArray head; ///< All of it, as it came.
    };
    using Choice = std::function<Fault(const Seen &)>;

    /// Forwards to this port of 127.0.0.1. With files in PEM it speaks TLS to its clients.
    /// @p port: to listen at; 0: any that is free.
    explicit FaultProxy(quint16 target, QString certificate = {}, QString key = {}, quint16 port = 0);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    /// Called for each request, in threads of the proxy, one at a time.
    void choose(Choice choice);
    [[nodiscard]] int requests() const { return m_requests; }
    /// The words of Fault::Says, as `400 Bad Request` and `ExpiredToken`.
    void say(const QByteArray &status, const QByteArray &code);
    /// Whole answers that were given.
    [[nodiscard]] int answers() const { return m_answers; }
    /// From now on objects' tags are kept here, as by a service that knows them, for a server that does not.
    void keepTags() { m_keepsTags = true; }

private:
    void listen(quint16 port);
    void serve(qintptr descriptor);
    void serveTls(qintptr descriptor);
    void exchangeAll(QTcpSocket &client);
    bool exchange(QTcpSocket &client);
    Fault faultFor(const QByteArray &head);
    QByteArray answerAboutTags(const QByteArray &request, qsizetype headEnd);
    QByteArray forward(const QByteArray &request) const;

    quint16 m_target;
    QString m_certificate;
    QString m_key;
    std::atomic<quint16> m_port;
    std::atomic_bool m_keepsTags{false};
    std::atomic_bool m_ending{false};
    std::atomic_int m_requests{0};
    std::atomic_int m_answers{0};
    std::mutex m_mutex;
    Choice m_choice;
    QMap<QByteArray, QByteArray> m_tags; ///< Documents by paths.
    QByteArray m_words;                  ///< The answer of Fault::Says.
    std::vector<std::thread> m_threads;  ///< The listener first.
};

} // namespace holdfast::testing
