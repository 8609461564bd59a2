// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/syncsession.h"

#include "core/base/nameescape.h"

#include <QtEndian>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr quint32 kMaximumFailText = 64 * 1024;
constexpr quint32 kRegularFile = 0100000;

QString shown(QByteArrayView path)
{
    return QString::fromStdString(escapeName({path.data(), static_cast<size_t>(path.size())}));
}

/// The second half of a version 2 request: the id again, with numbers.
QByteArray setup(const char *id, std::initializer_list<quint32> numbers)
{
    QByteArray record(id, 4);
    for (const quint32 number : numbers) {
        char bytes[4];
        qToLittleEndian(number, bytes);
        record.append(bytes, sizeof bytes);
    }
    return record;
}

} // namespace

/// The content of one file on its way: DATA records until DONE.
class SyncSource final : public ByteSource
{
public:
    SyncSource(SyncSession &session, QByteArray path) : m_session(session), m_path(std::move(path)) {}
    SyncSource(const SyncSource &) = delete;
    SyncSource &operator=(const SyncSource &) = delete;
    ~SyncSource() override
    {
        // What is left of an unread file would be taken for the next answer.
        if (!m_ended)
            m_session.m_channel.close();
    }

    Result<qint64> read(char *data, qint64 size) override
    {
        if (m_ended)
            return 0;
        while (m_remaining == 0) {
            if (auto started = startRecord(); !started)
                return tl::unexpected(started.error());
            if (m_ended)
                return 0;
        }
        const auto moved = m_session.m_channel.read(data, std::min<qint64>(size, m_remaining));
        if (!moved)
            return moved;
        if (*moved == 0)
            return tl::unexpected(m_session.m_channel.lost(u"the file's stream ended early"_s));
        m_remaining -= static_cast<quint32>(*moved);
        return moved;
    }

private:
    Result<void> startRecord()
    {
        const auto head = m_session.readHead();
        if (!head)
            return tl::unexpected(head.error());
        if (head->id == "DONE") {
            m_ended = true;
            return {};
        }
        if (head->id != "DATA")
            return tl::unexpected(m_session.failure(*head, m_path));
        if (head->value > kSyncMaximumData)
            return tl::unexpected(m_session.nonsense(u"a DATA record of %1 bytes"_s.arg(head->value)));
        m_remaining = head->value;
        return {};
    }

    SyncSession &m_session;
    QByteArray m_path;
    quint32 m_remaining = 0;
    bool m_ended = false;
};

SyncSession::SyncSession(PhoneChannel channel, const QList<QByteArray> &features)
    : m_channel(std::move(channel)), m_features(features)
{}

SyncSession::~SyncSession() = default;

Result<std::unique_ptr<SyncSession>> SyncSession::open(const PhoneTransport &transport,
                                                       const QList<QByteArray> &features,
                                                       const CancelToken &cancel)
{
    auto channel = PhoneChannel::open(transport, "sync:", cancel);
    if (!channel)
        return tl::unexpected(channel.error());
    return std::unique_ptr<SyncSession>(new SyncSession(*std::move(channel), features));
}

bool SyncSession::has(const char *feature) const
{
    return m_features.contains(feature);
}

Error SyncSession::nonsense(const QString &detail) const
{
    return {Errc::PhoneRefused, u"the phone's file service answered nonsense: "_s + detail,
            m_channel.transport().context()};
}

/// Phones end the stream after most failures, so that the next request needs a new one.
Result<void> SyncSession::reopen()
{
    auto channel = PhoneChannel::open(m_channel.transport(), "sync:", m_channel.cancelToken());
    if (!channel)
        return tl::unexpected(channel.error());
    m_channel = *std::move(channel);
    return {};
}

Error SyncSession::failure(const SyncHead &head, QByteArrayView path)
{
    if (head.id != "FAIL" || head.value > kMaximumFailText)
        return nonsense(u"a record \"%1\""_s.arg(QString::fromLatin1(head.id.toPercentEncoding())));
    const auto text = readBytes(head.value);
    m_channel.close();
    if (!text)
        return text.error();
    return {Errc::PhoneFile, QString::fromUtf8(*text), m_channel.transport().context(shown(path))};
}

Result<QByteArray> SyncSession::readBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    if (auto got = m_channel.readExactly(bytes.data(), size); !got)
        return tl::unexpected(got.error());
    return bytes;
}

Result<SyncHead> SyncSession::readHead()
{
    const auto bytes = readBytes(8);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return *parseSyncHead(*bytes);
}

Result<void> SyncSession::request(const char *id, QByteArrayView path)
{
    if (path.isEmpty() || path.size() > kSyncMaximumPath || path.contains('\0'))
        return fail(Errc::InvalidArgument, u"paths have 1 to %1 bytes here"_s.arg(kSyncMaximumPath),
                    m_channel.transport().context(shown(path)));
    if (!m_channel.isOpen()) {
        if (auto reopened = reopen(); !reopened)
            return reopened;
    }
    return m_channel.writeAll(syncRequest(id, path));
}

Result<SyncStat> SyncSession::statBy(const char *id, QByteArrayView path)
{
    const bool version2 = has("stat_v2");
    const char *used = version2 ? id : "STAT";
    if (auto sent = request(used, path); !sent)
        return tl::unexpected(sent.error());
    const auto bytes = readBytes(version2 ? kSyncStat2Size : kSyncStatSize);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto stat = version2 ? parseSyncStat2(*bytes, used) : parseSyncStat(*bytes);
    if (!stat)
        return tl::unexpected(nonsense(u"no answer to %1"_s.arg(QLatin1String(used))));
    if (stat->error != 0)
        return fail(Errc::PhoneFile, u"errno %1"_s.arg(stat->error),
                    m_channel.transport().context(shown(path)));
    return *stat;
}

Result<SyncStat> SyncSession::lstat(QByteArrayView path)
{
    return statBy("LST2", path);
}

Result<SyncStat> SyncSession::stat(QByteArrayView path)
{
    return statBy("STA2", path);
}

Result<QList<SyncEntry>> SyncSession::list(QByteArrayView path)
{
    const bool version2 = has("ls_v2");
    if (auto sent = request(version2 ? "LIS2" : "LIST", path); !sent)
        return tl::unexpected(sent.error());
    QList<SyncEntry> entries;
    while (true) {
        const auto bytes = readBytes(version2 ? kSyncEntry2Size : kSyncEntrySize);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const auto head = version2 ? parseSyncEntry2(*bytes) : parseSyncEntry(*bytes);
        if (!head)
            return tl::unexpected(nonsense(u"no folder entry"_s));
        if (head->end)
            return entries;
        const auto name = readBytes(head->nameLength);
        if (!name)
            return tl::unexpected(name.error());
        if (!isSyncName(*name))
            return tl::unexpected(nonsense(u"a folder entry with a slash or a NUL"_s));
        if (*name != "." && *name != "..")
            entries.append({*name, head->stat});
    }
}

Result<std::unique_ptr<ByteSource>> SyncSession::receive(QByteArrayView path)
{
    const bool version2 = has("sendrecv_v2");
    if (auto sent = request(version2 ? "RCV2" : "RECV", path); !sent)
        return tl::unexpected(sent.error());
    if (version2) {
        if (auto sent = m_channel.writeAll(setup("RCV2", {0})); !sent)
            return tl::unexpected(sent.error());
    }
    return std::unique_ptr<ByteSource>(new SyncSource(*this, path.toByteArray()));
}

Result<void> SyncSession::send(QByteArrayView path, quint32 mode, quint32 modified, ByteSource &content)
{
    const quint32 fileMode = kRegularFile | (mode & 0777U);
    const bool version2 = has("sendrecv_v2");
    const auto begun =
        version2 ? request("SND2", path)
                 : request("SEND", path.toByteArray().append(',').append(QByteArray::number(fileMode)));
    if (!begun)
        return begun;
    if (version2) {
        if (auto sent = m_channel.writeAll(setup("SND2", {fileMode, 0})); !sent)
            return sent;
    }
    if (auto sent = sendContent(modified, content); !sent)
        return sent;
    const auto head = readHead();
    if (!head)
        return tl::unexpected(head.error());
    return head->id == "OKAY" ? Result<void>{} : tl::unexpected(failure(*head, path));
}

Result<void> SyncSession::sendContent(quint32 modified, ByteSource &content)
{
    QByteArray block(kSyncMaximumData, Qt::Uninitialized);
    while (true) {
        const auto size = content.read(block.data(), block.size());
        if (!size) {
            m_channel.close();
            return tl::unexpected(size.error());
        }
        if (*size == 0)
            break;
        if (auto sent = m_channel.writeAll(syncRequest("DATA", QByteArrayView(block).first(*size))); !sent)
            return sent;
    }
    QByteArray done = syncRequest("DONE", {});
    qToLittleEndian(modified, done.data() + 4);
    return m_channel.writeAll(done);
}

} // namespace holdfast
