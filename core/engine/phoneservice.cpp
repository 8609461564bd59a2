// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/phoneservice.h"

#include "core/base/nameescape.h"
#include "core/engine/emulatorservice.h"
#include "core/engine/phonereader.h"

#include <QSet>

#include <algorithm>

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Joins what the adb server and the catalog know.
PhoneView viewOf(const PhoneEntry *entry, const PhoneRecord *record, bool emulated)
{
    PhoneView view;
    if (record) {
        view.id = record->id;
        view.serial = record->serial;
        view.name = record->name;
        view.model = record->model;
        view.manufacturer = record->manufacturer;
        view.androidVersion = record->androidVersion;
        view.sdk = record->sdk;
        view.abi = record->abi;
        view.serialNumber = record->serialNumber;
        view.group = record->groupName;
        view.tags = record->tags;
        view.lastSeen = record->lastSeen;
        view.kind = phoneKindName(phoneKind(record->serial));
        view.state = u"absent"_s;
        view.nextStep =
            userText({Errc::PhoneNotFound, {}, {.phone = record->serial.value, .path = {}, .object = {}}});
    }
    if (entry) {
        view.serial = entry->serial;
        view.kind = phoneKindName(entry->kind);
        view.state = entry->stateText;
        const auto usable = checkUsable(*entry);
        view.nextStep = usable ? QString() : userText(usable.error());
        if (view.model.isEmpty())
            view.model = entry->model;
    }
    if (emulated)
        view.kind = u"emulated"_s;
    return view;
}

void addLastBackup(Catalog &catalog, PhoneView &view)
{
    if (view.id.isEmpty())
        return;
    BackupFilter filter;
    filter.phone = view.id.value;
    filter.statuses = {BackupStatus::Available};
    const auto page = catalog.backups().list(filter, {.limit = 1, .token = {}, .withTotal = false});
    if (page && !page->rows.isEmpty())
        view.lastBackup = page->rows.first().createdAt;
}

/// Size and room of /data by `df`, which works without root and without the agent.
void addSpace(const PhoneSession &session, PhoneView &view, const CancelToken &cancel)
{
    const auto result = session.run("df -k /data", cancel);
    if (!result || result->exitCode != 0)
        return;
    // Filesystem 1K-blocks Used Available Use% Mounted: the second line, which may be broken after a long
    // name.
    const QByteArrayList words = result->output.simplified().split(' ');
    const qsizetype percent = std::find_if(words.begin() + std::min<qsizetype>(7, words.size()), words.end(),
                                           [](const QByteArray &word) { return word.endsWith('%'); }) -
                              words.begin();
    if (percent < 3 || percent >= words.size())
        return;
    bool totalOk = false;
    bool freeOk = false;
    const qint64 total = words[percent - 3].toLongLong(&totalOk);
    const qint64 free = words[percent - 1].toLongLong(&freeOk);
    if (totalOk && freeOk) {
        view.dataTotal = total * 1024;
        view.dataFree = free * 1024;
    }
}

QString rootText(RootKind kind)
{
    switch (kind) {
    case RootKind::None:
        return u"none"_s;
    case RootKind::Adbd:
    case RootKind::AdbdRestart:
        return u"adbd"_s;
    case RootKind::SuZero:
    case RootKind::SuCommand:
        return u"su"_s;
    }
    Q_UNREACHABLE();
}

QSet<QString> emulatedSerials(EngineContext &context)
{
    QSet<QString> serials;
    if (const auto phones = EmulatorService(context).list()) {
        for (const EmulatorView &phone : *phones)
            serials.insert(phone.serial.value);
    }
    return serials;
}

} // namespace

std::unique_ptr<PhoneTracker> PhoneService::track() const
{
    return std::make_unique<PhoneTracker>(m_context.options.adb);
}

Result<QList<PhoneView>> PhoneService::list(const CancelToken &cancel, bool includeAbsent)
{
    if (auto running = m_context.adb.ensureRunning(cancel); !running)
        return tl::unexpected(running.error());
    const auto entries = m_context.adb.phones(cancel);
    if (!entries)
        return tl::unexpected(entries.error());
    QList<Serial> usable;
    for (const PhoneEntry &entry : *entries) {
        if (entry.state == PhoneState::Device)
            usable.append(entry.serial);
    }
    // Read anew each time: another phone behind the same address is normal in a cloud.
    const auto read = readPhones(m_context, usable, cancel);
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const QSet<QString> emulated = emulatedSerials(m_context);

    const auto newest = (*catalog)->backups().newestByPhone();
    if (!newest)
        return tl::unexpected(newest.error());

    QList<PhoneView> views;
    QSet<QString> present;
    for (const PhoneEntry &entry : *entries) {
        const qsizetype at = usable.indexOf(entry.serial);
        auto record = at >= 0 ? read[at] : (*catalog)->phones().find(entry.serial.value);
        if (record && record->serial != entry.serial)
            record = fail(Errc::PhoneNotFound);
        PhoneView view = viewOf(&entry, record ? &*record : nullptr, emulated.contains(entry.serial.value));
        view.lastBackup = newest->value(view.id.value);
        present.insert(view.id.value);
        views.append(view);
    }
    if (!includeAbsent)
        return views;
    const auto known = (*catalog)->phones().list();
    if (!known)
        return tl::unexpected(known.error());
    for (const PhoneRecord &record : *known) {
        if (present.contains(record.id.value))
            continue;
        PhoneView view = viewOf(nullptr, &record, emulated.contains(record.serial.value));
        view.lastBackup = newest->value(view.id.value);
        views.append(view);
    }
    return views;
}

Result<PhoneView> PhoneService::show(const QString &serial, const CancelToken &cancel)
{
    const auto resolved = resolvePhone(m_context, serial, cancel);
    if (!resolved)
        return tl::unexpected(resolved.error());
    const auto entry = m_context.adb.phone(*resolved, cancel);
    if (!entry)
        return tl::unexpected(entry.error());
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    const bool emulated = emulatedSerials(m_context).contains(resolved->value);
    if (entry->state != PhoneState::Device) {
        const auto record = (*catalog)->phones().find(resolved->value);
        return viewOf(&*entry, record ? &*record : nullptr, emulated);
    }
    const auto record = readPhones(m_context, {*resolved}, cancel).first();
    if (!record)
        return tl::unexpected(record.error());
    PhoneView view = viewOf(&*entry, &*record, emulated);
    const auto session = PhoneSession::open(m_context.options.adb, *resolved,
                                            {.timeouts = m_context.adb.timeouts(), .root = true}, cancel);
    if (!session)
        return tl::unexpected(session.error());
    view.root = rootText((*session)->facts().root);
    addSpace(**session, view, cancel);
    addLastBackup(**catalog, view);
    return view;
}

Result<PhoneView> PhoneService::connect(const QString &address, const CancelToken &cancel)
{
    if (auto running = m_context.adb.ensureRunning(cancel); !running)
        return tl::unexpected(running.error());
    const auto serial = m_context.adb.connectPhone(address, cancel);
    if (!serial)
        return tl::unexpected(serial.error());
    return show(serial->value, cancel);
}

Result<void> PhoneService::disconnect(const Serial &serial, const CancelToken &cancel)
{
    const auto resolved = resolvePhone(m_context, serial.value, cancel);
    if (!resolved)
        return tl::unexpected(resolved.error());
    return m_context.adb.disconnectPhone(*resolved, cancel);
}

Result<void> PhoneService::assignGroup(const QList<PhoneId> &phones, const QString &group)
{
    const QString name = group.simplified();
    if (name.size() > kMostLabelLength)
        return fail(Errc::InvalidArgument,
                    u"a group's name has at most %1 characters"_s.arg(kMostLabelLength));
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    if (!name.isEmpty()) {
        const auto made = (*catalog)->phones().createGroup(name, m_context.clock.now());
        if (!made && made.error().code != Errc::GroupExists)
            return made;
    }
    for (const PhoneId &phone : phones) {
        if (auto done = (*catalog)->phones().assignGroup(phone, name); !done)
            return done;
    }
    return {};
}

Result<void> PhoneService::changeTags(const QList<PhoneId> &phones, const QStringList &added,
                                      const QStringList &removed)
{
    QStringList wanted;
    for (const QString &tag : added) {
        wanted << tag.simplified();
        if (wanted.last().isEmpty() || wanted.last().size() > kMostLabelLength || tag.contains(u','))
            return fail(Errc::InvalidArgument,
                        u"a tag has 1 to %1 characters and no comma"_s.arg(kMostLabelLength));
    }
    const auto catalog = m_context.openCatalog();
    if (!catalog)
        return tl::unexpected(catalog.error());
    for (const PhoneId &phone : phones) {
        const auto record = (*catalog)->phones().get(phone);
        if (!record)
            return tl::unexpected(record.error());
        QStringList tags = record->tags + wanted;
        tags.removeDuplicates();
        tags.removeIf([&](const QString &tag) { return removed.contains(tag) && !wanted.contains(tag); });
        if (auto done = (*catalog)->phones().setTags(phone, tags); !done)
            return done;
    }
    return {};
}

Result<QList<PhoneFileEntry>> PhoneService::files(const Serial &serial, const QByteArray &path,
                                                  const CancelToken &cancel)
{
    const auto resolved = resolvePhone(m_context, serial.value, cancel);
    if (!resolved)
        return tl::unexpected(resolved.error());
    const auto features = m_context.adb.phoneFeatures(*resolved, cancel);
    if (!features)
        return tl::unexpected(features.error());
    auto sync = SyncSession::open(transportTo(m_context, *resolved), *features, cancel);
    if (!sync)
        return tl::unexpected(sync.error());
    // A folder that is missing looks empty to the phone's file service, so its own metadata is asked first.
    const auto self = (*sync)->stat(path);
    if (!self)
        return tl::unexpected(self.error());
    if (!self->isFolder()) {
        return fail(Errc::PhoneFile, u"it is not a folder"_s,
                    {.phone = resolved->value,
                     .path = QString::fromStdString(escapeName(path.toStdString())),
                     .object = {}});
    }
    const auto entries = (*sync)->list(path);
    if (!entries)
        return tl::unexpected(entries.error());
    QList<PhoneFileEntry> files;
    for (const SyncEntry &entry : *entries) {
        files.append({.name = entry.name,
                      .mode = entry.stat.mode,
                      .size = static_cast<qint64>(entry.stat.size),
                      .modified = QDateTime::fromSecsSinceEpoch(entry.stat.modified, Qt::UTC),
                      .error = entry.stat.error == 0 ? QString() : u"errno %1"_s.arg(entry.stat.error)});
    }
    std::sort(files.begin(), files.end(),
              [](const PhoneFileEntry &a, const PhoneFileEntry &b) { return a.name < b.name; });
    return files;
}

} // namespace holdfast
