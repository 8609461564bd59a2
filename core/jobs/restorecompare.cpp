// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/restorecompare.h"

#include "core/base/nameescape.h"
#include "core/jobs/fileindexing.h"

#include <QStringList>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qsizetype kBatch = 4096;

QString shown(const QByteArray &bytes)
{
    return QString::fromStdString(escapeName(bytes.toStdString()));
}

QString octal(quint32 mode)
{
    return u"%1"_s.arg(mode, 4, 8, QLatin1Char('0'));
}

bool sameXattrs(const IndexEntry &expected, const AgentEntry &found)
{
    if (expected.xattrs.size() != found.xattrs.size())
        return false;
    for (const auto &[name, value] : expected.xattrs) {
        const auto there = found.xattrs.constFind(name);
        if (there == found.xattrs.constEnd() || *there != value)
            return false;
    }
    return true;
}

void compareContent(const IndexEntry &expected, const AgentEntry &found, QStringList &differences)
{
    if (expected.size != found.size)
        differences.append(u"size %1, not %2"_s.arg(found.size).arg(expected.size));
    else if (!found.error.isEmpty())
        differences.append(u"cannot be read: %1"_s.arg(found.error));
    else if (expected.sha256 != found.sha256)
        differences.append(u"other content"_s);
}

/// A hard link has its metadata and content from the file it is a link to; the first name was compared.
void compareMetadata(const IndexEntry &expected, const AgentEntry &found, const CompareRules &rules,
                     QStringList &differences)
{
    const bool symlink = expected.type == EntryType::SymbolicLink;
    if (!symlink && expected.mode != found.mode)
        differences.append(u"mode %1, not %2"_s.arg(octal(found.mode), octal(expected.mode)));
    if (rules.owners && (expected.uid != found.uid || expected.gid != found.gid)) {
        differences.append(
            u"owner %1:%2, not %3:%4"_s.arg(found.uid).arg(found.gid).arg(expected.uid).arg(expected.gid));
    }
    if (expected.mtime != found.modifiedSeconds || qint64(expected.mtimeNanos) != found.modifiedNanoseconds)
        differences.append(u"another time of change"_s);
    if (symlink && expected.linkTarget != found.target)
        differences.append(u"link to %1, not %2"_s.arg(shown(found.target), shown(expected.linkTarget)));
    const bool device =
        expected.type == EntryType::CharacterDevice || expected.type == EntryType::BlockDevice;
    if (device && (expected.deviceMajor != found.deviceMajor || expected.deviceMinor != found.deviceMinor))
        differences.append(u"another device number"_s);
    if (!sameXattrs(expected, found))
        differences.append(u"other extended attributes"_s);
    if (rules.labels && !expected.selinuxLabel.isEmpty() && expected.selinuxLabel != found.label)
        differences.append(u"label %1, not %2"_s.arg(shown(found.label), shown(expected.selinuxLabel)));
}

/// Gathers expected entries and compares them with the phone's answer, a batch at a time.
class Comparison
{
public:
    Comparison(const PhoneAgent &agent, const CompareRules &rules, JobLog &log, ProgressCounters &progress,
               CancelToken cancel)
        : m_agent(agent), m_rules(rules), m_log(log), m_progress(progress), m_cancel(std::move(cancel))
    {}

    Result<void> add(const IndexEntry &entry)
    {
        m_expected.append(mappedEntry(entry, m_rules));
        return m_expected.size() < kBatch ? Result<void>() : flush();
    }

    Result<void> flush()
    {
        if (m_expected.isEmpty())
            return {};
        QList<QByteArray> paths;
        for (const IndexEntry &entry : m_expected)
            paths.append(phonePath(entry));
        qsizetype next = 0;
        auto answered = m_agent.hash(
            paths, m_rules.root,
            [&](const AgentEntry &found) -> Result<void> {
                if (next >= m_expected.size() || found.path != paths[next])
                    return fail(Errc::PhoneRefused, u"the agent answered out of order"_s);
                take(m_expected[next++], found);
                return {};
            },
            {}, m_cancel);
        if (!answered)
            return answered;
        if (next != m_expected.size())
            return fail(Errc::PhoneRefused, u"the agent left out files"_s);
        m_expected.clear();
        return {};
    }

    [[nodiscard]] const CompareReport &report() const { return m_report; }

private:
    void take(const IndexEntry &expected, const AgentEntry &found)
    {
        ++m_report.compared;
        ++m_progress.filesDone;
        m_progress.bytesDone += expected.size;
        QString difference = differenceOf(expected, found, m_rules);
        if (difference.isEmpty() && !sameLinkGroup(expected, found))
            difference = u"is no longer linked to %1"_s.arg(shown(expected.linkTarget));
        if (difference.isEmpty())
            return;
        if (wasChangedSince(expected, found)) {
            ++m_report.changed;
            m_log.add(EventSeverity::Warning, u"changed"_s, shown(found.path),
                      u"was changed on the phone after it was restored: "_s + difference);
            return;
        }
        ++m_report.different;
        m_log.add(EventSeverity::Error, u"different"_s, shown(found.path), difference);
    }

    [[nodiscard]] bool wasChangedSince(const IndexEntry &expected, const AgentEntry &found) const
    {
        const qint64 modified = found.modifiedSeconds * 1'000'000'000 + found.modifiedNanoseconds;
        return m_rules.begunNs > 0 && found.missing.isEmpty() && isSameType(expected.type, found.type) &&
               modified >= m_rules.begunNs &&
               modified != expected.mtime * 1'000'000'000 + qint64(expected.mtimeNanos);
    }

    /// Whether a hard link leads to the same file as its first name does, as far as that was compared too.
    bool sameLinkGroup(const IndexEntry &expected, const AgentEntry &found)
    {
        const std::pair inode{found.device, found.inode};
        if (expected.type == EntryType::File && found.links > 1)
            m_inodes.insert(expected.path, inode);
        if (expected.type != EntryType::HardLink)
            return true;
        const auto first = m_inodes.constFind(expected.linkTarget);
        return first == m_inodes.constEnd() || *first == inode;
    }

    const PhoneAgent &m_agent;
    const CompareRules &m_rules;
    JobLog &m_log;
    ProgressCounters &m_progress;
    CancelToken m_cancel;
    QList<IndexEntry> m_expected;
    QHash<QByteArray, std::pair<quint64, quint64>> m_inodes; ///< Of files with more than one name.
    CompareReport m_report;
};

} // namespace

bool isSameType(EntryType expected, AgentEntry::Type found)
{
    switch (expected) {
    case EntryType::File:
    case EntryType::HardLink:
        return found == AgentEntry::Type::File;
    case EntryType::Folder:
        return found == AgentEntry::Type::Folder;
    case EntryType::SymbolicLink:
        return found == AgentEntry::Type::Symlink;
    case EntryType::Fifo:
        return found == AgentEntry::Type::Fifo;
    case EntryType::CharacterDevice:
        return found == AgentEntry::Type::CharDevice;
    case EntryType::BlockDevice:
        return found == AgentEntry::Type::BlockDevice;
    }
    Q_UNREACHABLE();
}

IndexEntry mappedEntry(IndexEntry entry, const CompareRules &rules)
{
    const QByteArray path = phonePath(entry);
    const auto covers = [&path](const QByteArray &prefix) {
        return path.startsWith(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
    };
    const qint64 uid = entry.uid;
    const qint64 gid = entry.gid;
    bool hasUid = false;
    bool hasGid = false;
    for (const OwnerMap &map : rules.ownerMaps) {
        if (!covers(map.prefix))
            continue;
        if (!std::exchange(hasUid, hasUid || uid == map.oldUid) && uid == map.oldUid)
            entry.uid = map.newUid;
        if (!std::exchange(hasGid, hasGid || gid == map.oldGid) && gid == map.oldGid)
            entry.gid = map.newGid;
    }
    for (const LabelMap &map : rules.labelMaps) {
        if (covers(map.prefix))
            entry.selinuxLabel = map.label;
    }
    return entry;
}

QString differenceOf(const IndexEntry &expected, const AgentEntry &found, const CompareRules &rules)
{
    if (!found.missing.isEmpty())
        return u"is not there (%1)"_s.arg(found.missing);
    if (!isSameType(expected.type, found.type))
        return u"is of another type"_s;
    QStringList differences;
    if (expected.type == EntryType::File)
        compareContent(expected, found, differences);
    const bool held =
        expected.type == EntryType::Folder ? rules.folderMetadata : expected.type != EntryType::HardLink;
    if (held)
        compareMetadata(expected, found, rules, differences);
    return differences.join(u", "_s);
}

Result<CompareReport> compareWithPhone(ArchiveReader &archive, const EntryFilter &select,
                                       const QSet<QByteArray> &leftAlone, const PhoneAgent &agent,
                                       const CompareRules &rules, JobLog &log, ProgressCounters &progress,
                                       const CancelToken &cancel)
{
    Comparison comparison(agent, rules, log, progress, cancel);
    const auto walked = archive.forEachEntry(
        [&](const IndexEntry &entry) -> Result<bool> {
            if (!select(entry) || leftAlone.contains(phonePath(entry)))
                return true;
            if (const auto added = comparison.add(entry); !added)
                return tl::unexpected(added.error());
            return true;
        },
        cancel);
    if (!walked)
        return tl::unexpected(walked.error());
    if (const auto flushed = comparison.flush(); !flushed)
        return tl::unexpected(flushed.error());
    return comparison.report();
}

} // namespace holdfast
