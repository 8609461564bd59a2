// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phone/agentrecords.h"

#include "core/base/nameescape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <limits>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr double kTwoTo64 = 18446744073709551616.0;

Error badLine(const QString &reason)
{
    return {Errc::PhoneRefused, u"the phone agent wrote a line that cannot be read: "_s + reason, {}};
}

/// One JSON object of the agent. The first thing that is not as it must be is kept as the problem, so that
/// reading goes straight on and is judged once.
class Record
{
public:
    explicit Record(QByteArrayView line)
    {
        QJsonParseError error;
        const auto document =
            QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &error);
        if (error.error != QJsonParseError::NoError)
            m_problem = error.errorString();
        else if (!document.isObject())
            m_problem = u"not an object"_s;
        m_object = document.object();
    }
    explicit Record(QJsonObject object) : m_object(std::move(object)) {}

    [[nodiscard]] bool has(QLatin1StringView key) const { return m_object.contains(key); }
    [[nodiscard]] QJsonValue value(QLatin1StringView key) const { return m_object.value(key); }

    QString text(QLatin1StringView key)
    {
        const QJsonValue found = m_object.value(key);
        if (!found.isString())
            problem(key);
        return found.toString();
    }
    QString optionalText(QLatin1StringView key)
    {
        return !has(key) || value(key).isNull() ? QString{} : text(key);
    }
    /// Bytes in their shown form.
    QByteArray name(QLatin1StringView key)
    {
        const auto bytes = unescapeName(text(key).toStdString());
        if (!bytes)
            problem(key);
        return bytes ? QByteArray::fromStdString(*bytes) : QByteArray{};
    }
    QByteArray optionalName(QLatin1StringView key) { return has(key) ? name(key) : QByteArray{}; }

    qint64 number(QLatin1StringView key, qint64 largest = std::numeric_limits<qint64>::max())
    {
        const QJsonValue found = m_object.value(key);
        const qint64 number = found.toInteger(-1);
        if (!found.isDouble() || number < 0 || number > largest)
            problem(key);
        return number;
    }
    qint64 optionalNumber(QLatin1StringView key) { return has(key) ? number(key) : 0; }
    quint32 smallNumber(QLatin1StringView key, quint32 largest = std::numeric_limits<quint32>::max())
    {
        return static_cast<quint32>(number(key, largest));
    }
    /// A number of 64 bits without a sign, as the kernel's device and inode numbers are.
    quint64 largeNumber(QLatin1StringView key)
    {
        const QJsonValue found = m_object.value(key);
        const qint64 exact = found.toInteger(-1);
        if (exact >= 0)
            return static_cast<quint64>(exact);
        // JSON's reader keeps what is larger than 2^63 as a rough number only.
        const double rough = found.toDouble(-1);
        if (!found.isDouble() || rough < 0 || rough > kTwoTo64)
            problem(key);
        else if (rough < kTwoTo64)
            return static_cast<quint64>(rough);
        return std::numeric_limits<quint64>::max();
    }

    void problem(QLatin1StringView key)
    {
        if (m_problem.isEmpty())
            m_problem = u"\"%1\" is missing or wrong"_s.arg(key);
    }
    [[nodiscard]] Result<void> check() const
    {
        return m_problem.isEmpty() ? Result<void>{} : tl::unexpected(badLine(m_problem));
    }

private:
    QJsonObject m_object;
    QString m_problem;
};

template <class Value>
struct Word
{
    QLatin1StringView word;
    Value value;
};

constexpr std::array kEventWords{
    Word<AgentEvent::Kind>{"progress"_L1, AgentEvent::Kind::Progress},
    Word<AgentEvent::Kind>{"lost"_L1, AgentEvent::Kind::Lost},
    Word<AgentEvent::Kind>{"changed"_L1, AgentEvent::Kind::Changed},
    Word<AgentEvent::Kind>{"noted"_L1, AgentEvent::Kind::Noted},
    Word<AgentEvent::Kind>{"skipped"_L1, AgentEvent::Kind::Skipped},
    Word<AgentEvent::Kind>{"failed"_L1, AgentEvent::Kind::Failed},
    Word<AgentEvent::Kind>{"refused"_L1, AgentEvent::Kind::Refused},
    Word<AgentEvent::Kind>{"fatal"_L1, AgentEvent::Kind::Fatal},
    Word<AgentEvent::Kind>{"done"_L1, AgentEvent::Kind::Done},
};

constexpr std::array kTypeWords{
    Word<AgentEntry::Type>{"file"_L1, AgentEntry::Type::File},
    Word<AgentEntry::Type>{"dir"_L1, AgentEntry::Type::Folder},
    Word<AgentEntry::Type>{"symlink"_L1, AgentEntry::Type::Symlink},
    Word<AgentEntry::Type>{"fifo"_L1, AgentEntry::Type::Fifo},
    Word<AgentEntry::Type>{"char"_L1, AgentEntry::Type::CharDevice},
    Word<AgentEntry::Type>{"block"_L1, AgentEntry::Type::BlockDevice},
    Word<AgentEntry::Type>{"socket"_L1, AgentEntry::Type::Socket},
};

template <class Value, size_t Count>
std::optional<Value> valueOf(const std::array<Word<Value>, Count> &words, const QString &text)
{
    for (const auto &known : words) {
        if (text == known.word)
            return known.value;
    }
    return {};
}

/// `SECONDS.NNNNNNNNN`, a decimal number: -1.500000000 is half a second before -1.
bool readTime(const QString &text, AgentEntry &entry)
{
    const qsizetype dot = text.indexOf(u'.');
    bool secondsOk = false;
    bool nanosecondsOk = false;
    const qint64 seconds = QStringView(text).first(std::max<qsizetype>(dot, 0)).toLongLong(&secondsOk);
    const QStringView fraction = QStringView(text).sliced(dot + 1);
    const uint nanoseconds = fraction.toUInt(&nanosecondsOk);
    if (!secondsOk || !nanosecondsOk || fraction.size() != 9 || nanoseconds > 999'999'999U)
        return false;
    const bool borrows = text.startsWith(u'-') && nanoseconds > 0;
    if (borrows && seconds == std::numeric_limits<qint64>::min())
        return false;
    entry.modifiedSeconds = borrows ? seconds - 1 : seconds;
    entry.modifiedNanoseconds = static_cast<qint32>(borrows ? 1'000'000'000U - nanoseconds : nanoseconds);
    return true;
}

void readDevice(Record &record, AgentEntry &entry)
{
    const QStringList parts = record.text("rdev"_L1).split(u':');
    bool majorOk = false;
    bool minorOk = false;
    if (parts.size() == 2) {
        entry.deviceMajor = parts.first().toUInt(&majorOk);
        entry.deviceMinor = parts.last().toUInt(&minorOk);
    }
    if (!majorOk || !minorOk)
        record.problem("rdev"_L1);
}

void readXattrs(Record &record, AgentEntry &entry)
{
    const QJsonValue found = record.value("xattrs"_L1);
    if (!found.isObject())
        record.problem("xattrs"_L1);
    const QJsonObject xattrs = found.toObject();
    for (auto it = xattrs.begin(); it != xattrs.end(); ++it) {
        const auto name = unescapeName(it.key().toStdString());
        const auto decoded = QByteArray::fromBase64Encoding(it.value().toString().toLatin1(),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        if (!name || !it.value().isString() || decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            record.problem("xattrs"_L1);
        else
            entry.xattrs.insert(QByteArray::fromStdString(*name), *decoded);
    }
}

void readSha256(Record &record, AgentEntry &entry)
{
    const QByteArray hex = record.text("sha256"_L1).toLatin1();
    entry.sha256 = QByteArray::fromHex(hex);
    if (hex.size() != 64 || entry.sha256.toHex() != hex)
        record.problem("sha256"_L1);
}

void readMetadata(Record &record, AgentEntry &entry)
{
    const auto type = valueOf(kTypeWords, record.text("type"_L1));
    if (!type)
        record.problem("type"_L1);
    entry.type = type.value_or(AgentEntry::Type::File);
    entry.mode = record.smallNumber("mode"_L1, 07777);
    entry.uid = record.smallNumber("uid"_L1);
    entry.gid = record.smallNumber("gid"_L1);
    entry.size =
        entry.type == AgentEntry::Type::File ? record.number("size"_L1) : record.optionalNumber("size"_L1);
    if (!readTime(record.text("mtime"_L1), entry))
        record.problem("mtime"_L1);
    entry.device = record.largeNumber("dev"_L1);
    entry.inode = record.largeNumber("ino"_L1);
    entry.links = record.largeNumber("nlink"_L1);
    entry.blocks = record.optionalNumber("blocks"_L1);
    if (entry.type == AgentEntry::Type::Symlink)
        entry.target = record.name("link"_L1);
    if (entry.type == AgentEntry::Type::CharDevice || entry.type == AgentEntry::Type::BlockDevice)
        readDevice(record, entry);
    entry.label = record.optionalName("label"_L1);
    if (record.has("xattrs"_L1))
        readXattrs(record, entry);
    if (record.has("sha256"_L1))
        readSha256(record, entry);
    entry.error = record.optionalText("error"_L1);
    entry.parent = record.optionalText("verdict"_L1) == "parent"_L1;
}

} // namespace

Result<std::optional<AgentEvent>> parseAgentEvent(QByteArrayView line)
{
    Record record(line);
    const QString word = record.text("event"_L1);
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    const auto kind = valueOf(kEventWords, word);
    if (!kind)
        return std::optional<AgentEvent>{};
    AgentEvent event;
    event.kind = *kind;
    event.path = record.optionalName("path"_L1);
    event.shownPath = record.optionalText("path"_L1);
    event.reason = record.optionalText("reason"_L1);
    const bool counts = *kind == AgentEvent::Kind::Progress || *kind == AgentEvent::Kind::Done;
    event.files = counts ? record.number("files"_L1) : 0;
    event.bytes = counts ? record.number("bytes"_L1) : 0;
    event.folders = *kind == AgentEvent::Kind::Done ? record.number("folders"_L1) : 0;
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    return std::optional<AgentEvent>{event};
}

Result<AgentEntry> parseAgentEntry(QByteArrayView line)
{
    Record record(line);
    AgentEntry entry;
    entry.path = record.name("path"_L1);
    if (!entry.path.startsWith('/'))
        record.problem("path"_L1);
    entry.missing = record.optionalText("missing"_L1);
    if (entry.missing.isEmpty())
        readMetadata(record, entry);
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    return entry;
}

Result<AgentSummary> parseAgentSummary(QByteArrayView line)
{
    Record record(line);
    const AgentSummary summary{record.number("files"_L1), record.number("folders"_L1),
                               record.number("bytes"_L1), record.number("lost"_L1)};
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    return summary;
}

Result<AgentMeasure> parseAgentMeasure(QByteArrayView line)
{
    Record record(line);
    AgentMeasure measure;
    measure.path = record.name("path"_L1);
    measure.missing = record.optionalText("missing"_L1);
    if (measure.missing.isEmpty()) {
        measure.files = record.number("files"_L1);
        measure.folders = record.number("folders"_L1);
        measure.bytes = record.number("bytes"_L1);
        measure.allocated = record.number("allocated"_L1);
        measure.unread = record.number("unread"_L1);
    }
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    return measure;
}

Result<AgentProbe> parseAgentProbe(QByteArrayView document)
{
    Record record(document);
    AgentProbe probe;
    probe.protocol = static_cast<int>(record.number("protocol"_L1, 1'000'000));
    probe.version = record.text("version"_L1);
    probe.uid = record.smallNumber("uid"_L1);
    probe.context = record.optionalText("context"_L1);
    probe.selinux = record.text("selinux"_L1);
    probe.abi = record.text("abi"_L1);
    probe.kernel = record.optionalText("kernel"_L1);
    probe.bootId = record.optionalText("bootId"_L1);
    bool timeOk = false;
    probe.timeNs = record.text("timeNs"_L1).toLongLong(&timeOk);
    if (!timeOk || !record.value("space"_L1).isArray())
        record.problem("timeNs"_L1);
    const QJsonArray spaces = record.value("space"_L1).toArray();
    for (const QJsonValue &value : spaces) {
        Record space(value.toObject());
        probe.space.append({space.name("path"_L1), space.number("total"_L1), space.number("free"_L1),
                            space.number("inodes"_L1), space.number("freeInodes"_L1)});
        if (auto checked = space.check(); !checked)
            return tl::unexpected(checked.error());
    }
    if (auto checked = record.check(); !checked)
        return tl::unexpected(checked.error());
    return probe;
}

} // namespace holdfast
