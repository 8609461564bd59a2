// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <QElapsedTimer>

#include <functional>
#include <thread>

class QTcpSocket;

namespace holdfast {

/// Answers `GET /metrics` on 127.0.0.1, for Prometheus and its like on the same computer, in a thread of its
/// own as long as it lives. Figures are as old as some seconds.
class MetricsEndpoint
{
public:
    using Read = std::function<Result<QByteArray>()>;

    /// @p read is called in that thread.
    explicit MetricsEndpoint(Read read) : m_reader(std::move(read)) {}
    ~MetricsEndpoint();
    MetricsEndpoint(const MetricsEndpoint &) = delete;
    MetricsEndpoint &operator=(const MetricsEndpoint &) = delete;

    /// Begins; with 0 at a port that is free. Returns the port; LocalFailed where it cannot be had.
    Result<quint16> listen(quint16 port);

private:
    void serve(QTcpSocket &socket);
    QByteArray answerTo(const QByteArray &head);
    QByteArray figures();

    Read m_reader;
    CancelSource m_cancel;
    std::thread m_thread;
    QByteArray m_figures;
    QElapsedTimer m_read;
};

} // namespace holdfast
