// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/httpresponsereader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace holdfast {
namespace {

/// Of status line and headers, and of trailers.
constexpr qint64 kGreatestHead = 64LL * 1024;

tl::unexpected<Error> broken(const QString &what)
{
    return fail(Errc::StoreFailed, u"the answer is not HTTP: "_s % what);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// A number of digits only; -1 for anything else.
qint64 plainNumber(QByteArrayView text, int base)
{
    const bool plain =
        !text.isEmpty() && text.size() <= 15 && std::all_of(text.begin(), text.end(), [base](char c) {
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            return (c >= '0' && c <= '9') || (base == 16 && letter);
        });
    return plain ? text.toByteArray().toLongLong(nullptr, base) : -1;
}

} // namespace

Result<void> HttpResponseReader::add(QByteArrayView bytes)
{
    m_begun = m_begun || !bytes.isEmpty();
    while (!bytes.isEmpty()) {
        switch (m_state) {
        case State::Complete:
            m_keepsConnection = false;
            return {};
        case State::Length:
        case State::Chunk:
        case State::UntilClose:
            if (auto taken = takeBody(bytes); !taken)
                return taken;
            break;
        default:
            const auto whole = takeLine(bytes);
            if (!whole)
                return tl::unexpected(whole.error());
            if (*whole) {
                if (auto taken = takeLineInState(); !taken)
                    return taken;
                m_line.clear();
            }
        }
    }
    return {};
}

Result<void> HttpResponseReader::end()
{
    m_keepsConnection = false;
    if (m_state == State::UntilClose)
        m_state = State::Complete;
    if (m_state != State::Complete)
        return broken(u"it ends too early"_s);
    return {};
}

/// Adds to m_line; true when it is a whole line, which then has no line end.
Result<bool> HttpResponseReader::takeLine(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const qsizetype length = end < 0 ? bytes.size() : end + 1;
    m_headBytes += length;
    if (m_headBytes > kGreatestHead)
        return broken(u"its head is too long"_s);
    m_line.append(bytes.first(length));
    bytes = bytes.sliced(length);
    if (end < 0)
        return false;
    m_line.chop(m_line.endsWith("\r\n") ? 2 : 1);
    return true;
}

Result<void> HttpResponseReader::takeLineInState()
{
    switch (m_state) {
    case State::ChunkSize:
        return beginChunk();
    case State::ChunkEnd:
        if (!m_line.isEmpty())
            return broken(u"a chunk is longer than it says"_s);
        m_state = State::ChunkSize;
        return {};
    case State::Trailer:
        if (m_line.isEmpty())
            m_state = State::Complete;
        return {};
    default:
        return takeHeadLine();
    }
}

Result<void> HttpResponseReader::takeHeadLine()
{
    if (m_response.status == 0) {
        const QByteArrayView line(m_line);
        const bool known = line.startsWith("HTTP/1.") && line.size() >= 12 && line[8] == ' ' &&
                           (line.size() == 12 || line[12] == ' ');
        const qint64 status = known ? plainNumber(line.sliced(9, 3), 10) : -1;
        if (status < 100)
            return broken(u"it has no status line"_s);
        m_keepsConnection = line[7] == '1';
        m_response.status = int(status);
        return {};
    }
    if (m_line.isEmpty())
        return beginBody();
    const qsizetype colon = m_line.indexOf(':');
    if (colon < 0 || !isToken(QByteArrayView(m_line).first(colon)))
        return broken(u"a header has no name"_s);
    m_response.headers.emplaceBack(m_line.first(colon).toLower(), m_line.sliced(colon + 1).trimmed());
    return {};
}

Result<void> HttpResponseReader::beginBody()
{
    // Interim responses come before the one that counts.
    if (m_response.status < 200) {
        m_response = {};
        return {};
    }
    const QByteArray connection = fieldOf(m_response.headers, "connection").toLower();
    m_keepsConnection = (m_keepsConnection || connection == "keep-alive") && connection != "close";
    if (m_withoutBody || m_response.status == 204 || m_response.status == 304) {
        m_state = State::Complete;
        return {};
    }
    const QByteArray coding = fieldOf(m_response.headers, "transfer-encoding").toLower();
    const QByteArray length = fieldOf(m_response.headers, "content-length");
    if (coding == "chunked") {
        m_state = State::ChunkSize;
    } else if (!coding.isEmpty()) {
        return broken(u"an unknown transfer encoding"_s);
    } else if (length.isEmpty()) {
        m_state = State::UntilClose;
    } else {
        m_left = plainNumber(length, 10);
        if (m_left < 0)
            return broken(u"its length is not a number"_s);
        if (m_left > m_greatestBody)
            return broken(u"it is longer than what was asked for"_s);
        m_response.body.reserve(m_left);
        m_state = m_left == 0 ? State::Complete : State::Length;
    }
    return {};
}

Result<void> HttpResponseReader::beginChunk()
{
    const qsizetype extension = m_line.indexOf(';');
    m_left =
        plainNumber(QByteArrayView(m_line).first(extension < 0 ? m_line.size() : extension).trimmed(), 16);
    if (m_left < 0)
        return broken(u"a chunk's length is not a number"_s);
    m_headBytes = 0; // A body may have any number of chunks.
    m_state = m_left == 0 ? State::Trailer : State::Chunk;
    return {};
}

Result<void> HttpResponseReader::takeBody(QByteArrayView &bytes)
{
    const bool counted = m_state != State::UntilClose;
    const qsizetype length = counted ? std::min<qint64>(bytes.size(), m_left) : bytes.size();
    if (m_response.body.size() + length > m_greatestBody)
        return broken(u"it is longer than what was asked for"_s);
    m_response.body.append(bytes.first(length));
    bytes = bytes.sliced(length);
    m_left -= counted ? length : 0;
    if (counted && m_left == 0)
        m_state = m_state == State::Chunk ? State::ChunkEnd : State::Complete;
    return {};
}

} // namespace holdfast
