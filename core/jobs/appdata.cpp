// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/appdata.h"

#include "core/jobs/agentevents.h"
#include "core/jobs/apphold.h"
#include "core/jobs/appreading.h"
#include "core/jobs/fileindexing.h"
#include "core/phone/adbtext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;
using Verdict = PathSelection::Verdict;

/// Android's groups of one app are as far from its user id as these (android_filesystem_config.h): its own,
/// its caches, its external files and their caches, what it shares with other users.
constexpr std::array kGroupOffsets{0U, 10000U, 20000U, 30000U, 40000U};

bool isPrivate(AppPartKind kind)
{
    return kind == AppPartKind::Data || kind == AppPartKind::DeviceData;
}

/// The group that an area on shared storage has; its owner is 1023, media_rw.
QByteArray areaGroup(AppPartKind kind)
{
    return kind == AppPartKind::ExternalData ? "1078" : kind == AppPartKind::Obb ? "1079" : "1023";
}

} // namespace

Error AppData::failure(Errc code, const QString &detail) const
{
    return {code,
            detail,
            {.phone = m_context.record.serial.value, .path = m_app.app.package, .object = m_app.app.package}};
}

Result<void> AppData::layReady()
{
    if (auto looked = look(); !looked)
        return looked;
    for (const AppPartKind kind : kAppPartKinds) {
        if (m_app.app.parts.contains(kind)) {
            if (auto laid = layReady(kind); !laid)
                return laid;
        } else if (m_app.covered.contains(kind) && !isPrivate(kind) && m_folders[kind].exists) {
            // Of the app's private folders there is always one; without data for it, it is best left alone.
            m_journal.append(u"drop %1 %2"_s.arg(toText(kind)).arg(m_folders[kind].inode));
        }
    }
    return {};
}

/// Reads which id and labels the app has here.
Result<void> AppData::look()
{
    QList<QByteArray> paths;
    for (const AppPartKind kind : kAppPartKinds)
        paths << appPartPath(kind, m_app.app.package).toUtf8() << appPartArea(kind).toUtf8();
    const auto asked = m_phone.agent->hash(
        paths, "/",
        [&](const AgentEntry &entry) -> Result<void> {
            const auto number = static_cast<size_t>(qMax<qsizetype>(0, paths.indexOf(entry.path)));
            const AppPartKind kind = kAppPartKinds.at(number / 2);
            if (number % 2 == 1)
                m_areaLabels.insert(kind, entry.label);
            else
                m_folders.insert(kind, {.exists = entry.missing.isEmpty(),
                                        .inode = entry.inode,
                                        .uid = static_cast<int>(entry.uid),
                                        .label = entry.label});
            return {};
        },
        {}, m_context.cancel);
    if (!asked)
        return asked;
    const Folder &data = m_folders[AppPartKind::Data];
    if (!data.exists)
        return tl::unexpected(failure(Errc::AppInstallFailed, u"Android made no folder for its data"_s));
    m_uid = data.uid;
    return {};
}

QList<OwnerMap> AppData::ownerMaps(const QByteArray &prefix) const
{
    QList<OwnerMap> maps;
    if (m_uid == m_app.app.uid)
        return maps;
    const auto before = static_cast<quint32>(m_app.app.uid);
    const auto now = static_cast<quint32>(m_uid);
    for (const quint32 offset : kGroupOffsets)
        maps.append({.prefix = prefix,
                     .oldUid = before,
                     .newUid = now,
                     .oldGid = before + offset,
                     .newGid = now + offset});
    return maps;
}

Result<void> AppData::makeRoot(AppPartKind kind)
{
    const QByteArray area = appPartArea(kind).toUtf8();
    const QByteArray work = appWorkFolder(kind, m_app.app.package).toUtf8();
    QByteArray script = "set -e\nW=" + shellQuote(work) + "\nA=" + shellQuote(area) + "\n";
    if (!isPrivate(kind)) {
        // A phone that has not been used yet may have none of these.
        script +=
            "for d in \"${A%/*}\" \"$A\"; do\n if ! [ -d \"$d\" ]; then mkdir -m 2770 \"$d\"; chown 1023:" +
            areaGroup(kind) +
            " \"$d\"; L=$(stat -c %C \"${d%/*}\" 2>/dev/null) && chcon \"$L\" \"$d\" 2>/dev/null " +
            "|| true; fi\ndone\n";
    }
    // Of a job that died before its journal was written; and nobody looks in while it is made.
    script += "rm -rf \"$W\"\nmkdir -p -m 0700 \"$W/new\"\nchmod 0700 \"${W%/*}\"\n";
    const auto made = runScript(*m_phone.session, script, m_context.cancel);
    if (!made)
        return tl::unexpected(made.error());
    if (made->exitCode != 0)
        return tl::unexpected(failure(Errc::PhoneFile, QString::fromUtf8(made->errors).trimmed()));
    return {};
}

Result<void> AppData::layReady(AppPartKind kind)
{
    if (auto made = makeRoot(kind); !made)
        return made;
    const QByteArray top = appPartPath(kind, m_app.app.package).toUtf8();
    const PathSelection selection = appPartSelection(kind, m_app.app.package);
    AgentRequest request;
    request.root = appWorkFolder(kind, m_app.app.package).toUtf8() + QByteArray("/new");
    request.includes = {exactPattern(top).toUtf8()};
    request.owners = ownerMaps(top);
    const Folder &now = m_folders[kind];
    // The label that Android gave: with the categories of this phone's user id.
    const QByteArray label = now.exists ? now.label : m_areaLabels.value(kind);
    if (!label.isEmpty())
        request.labels = {{.prefix = top, .label = label}};
    return unpack(request, selection).and_then([&] { return compare(request, selection); }).and_then([&] {
        return finishPart(kind);
    });
}

Result<void> AppData::unpack(const AgentRequest &request, const PathSelection &selection)
{
    const auto wanted = [&selection](const IndexEntry &entry) {
        const Verdict verdict = selection.verdict(phonePath(entry).toStdString());
        return verdict == Verdict::Take || (verdict == Verdict::Parent && entry.type == EntryType::Folder);
    };
    auto tar = m_archive.tarStream(wanted, m_context.cancel);
    if (!tar)
        return tl::unexpected(tar.error());
    ProgressCounters &progress = m_context.progress;
    const qint64 filesBefore = progress.filesDone;
    const qint64 bytesBefore = progress.bytesDone;
    std::optional<AgentEvent> failed;
    auto sink = m_phone.agent->unpack(
        request,
        [&, log = agentEventLogger(m_context.log)](const AgentEvent &event) {
            log(event);
            if (event.kind == AgentEvent::Kind::Progress) {
                progress.filesDone = filesBefore + event.files;
                progress.bytesDone = bytesBefore + event.bytes;
            } else if (event.kind == AgentEvent::Kind::Failed || event.kind == AgentEvent::Kind::Refused) {
                failed = event;
            }
        },
        m_context.cancel);
    if (!sink)
        return tl::unexpected(sink.error());
    if (auto sent = copyStream(**tar, **sink, m_context.cancel); !sent)
        return tl::unexpected(sent.error());
    const auto outcome = (*sink)->finish();
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (failed) {
        return tl::unexpected(
            failure(failed->reason.startsWith("ENOSPC"_L1) ? Errc::PhoneSpace : Errc::CompareFailed,
                    failed->shownPath + u": "_s + failed->reason));
    }
    return {};
}

Result<void> AppData::compare(const AgentRequest &request, const PathSelection &selection)
{
    const CompareRules rules{.owners = true,
                             .labels = m_probe.selinux != "disabled"_L1,
                             .root = request.root,
                             .ownerMaps = request.owners,
                             .labelMaps = request.labels};
    ProgressCounters uncounted;
    const auto report = compareWithPhone(
        m_archive,
        [&selection](const IndexEntry &entry) {
            return selection.verdict(phonePath(entry).toStdString()) == Verdict::Take;
        },
        {}, *m_phone.agent, rules, m_context.log, uncounted, m_context.cancel);
    if (!report)
        return tl::unexpected(report.error());
    if (report->different > 0)
        return tl::unexpected(failure(Errc::CompareFailed, u"%1 files differ"_s.arg(report->different)));
    return {};
}

/// Completes what Android makes itself, and notes in the journal which folder it is.
Result<void> AppData::finishPart(AppPartKind kind)
{
    const QByteArray top = appPartPath(kind, m_app.app.package).toUtf8();
    const QByteArray work = appWorkFolder(kind, m_app.app.package).toUtf8();
    QByteArray script = "set -e\ncd " + shellQuote(work) + "\nmv new" + shellQuote(top) + " ready\n";
    if (isPrivate(kind)) {
        const QByteArray uid = QByteArray::number(m_uid);
        const QByteArray label = m_folders[kind].label;
        script += "touch -r ready time\nfor n in cache code_cache; do\n [ -e ready/$n ] || { mkdir -m 2771 "
                  "ready/$n; chown " +
                  uid + ':' + QByteArray::number(m_uid + 10000) + " ready/$n; chmod 2771 ready/$n; }\n";
        if (!label.isEmpty())
            script += " chcon " + shellQuote(label) + " ready/$n 2>/dev/null || true\n";
        // A link to the app's native code, which older Androids keep there.
        script += "done\nif [ -L " + shellQuote(top) + "/lib ] && ! [ -L ready/lib ]; then cp -P -p " +
                  shellQuote(top) + "/lib ready/lib; fi\ntouch -r time ready\nrm -f time\n";
    }
    script += "rm -rf new\nstat -c %i ready\n";
    const auto answer = runScript(*m_phone.session, script, m_context.cancel);
    if (!answer)
        return tl::unexpected(answer.error());
    bool isNumber = false;
    const quint64 inode = answer->output.trimmed().toULongLong(&isNumber);
    if (answer->exitCode != 0 || !isNumber)
        return tl::unexpected(failure(Errc::PhoneFile, QString::fromUtf8(answer->errors).trimmed()));
    m_journal.append(u"put %1 %2"_s.arg(toText(kind)).arg(inode));
    return {};
}

} // namespace holdfast
