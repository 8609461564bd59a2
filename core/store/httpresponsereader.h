// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/httpmessage.h"

#include <QByteArrayView>

namespace holdfast {

/// Puts one response together from the bytes of a connection, as they come (RFC 9112). Strict; knows no
/// sockets. Errors have no context and mean that the other side does not speak HTTP as it should.
class HttpResponseReader
{
public:
    /// @p withoutBody: the response to a HEAD. A body above @p greatestBody bytes is an error.
    HttpResponseReader(bool withoutBody, qint64 greatestBody)
        : m_withoutBody(withoutBody), m_greatestBody(greatestBody)
    {}

    /// Takes bytes until the response is complete. Bytes behind it, which some servers send after the answer
    /// to a HEAD, are dropped; the connection is then of no more use.
    Result<void> add(QByteArrayView bytes);
    /// The connection was closed. An error unless that is how the response ends.
    Result<void> end();

    [[nodiscard]] bool complete() const { return m_state == State::Complete; }
    [[nodiscard]] bool begun() const { return m_begun; }
    /// Bytes of the body that are still to come, as the head said; 0 where it did not.
    [[nodiscard]] qint64 bodyLeft() const { return m_state == State::Length ? m_left : 0; }
    /// Whether the connection can be used again after this response.
    [[nodiscard]] bool keepsConnection() const { return m_keepsConnection; }
    [[nodiscard]] HttpResponse &response() { return m_response; }

private:
    enum class State { Head, Length, ChunkSize, Chunk, ChunkEnd, Trailer, UntilClose, Complete };

    Result<bool> takeLine(QByteArrayView &bytes);
    Result<void> takeLineInState();
    Result<void> takeHeadLine();
    Result<void> beginBody();
    Result<void> beginChunk();
    Result<void> takeBody(QByteArrayView &bytes);

    bool m_withoutBody;
    qint64 m_greatestBody;
    State m_state = State::Head;
    bool m_begun = false;
    bool m_keepsConnection = true;
    QByteArray m_line;
    qint64 m_headBytes = 0;
    qint64 m_left = 0; ///< Of the body or of the chunk.
    HttpResponse m_response;
};

} // namespace holdfast
