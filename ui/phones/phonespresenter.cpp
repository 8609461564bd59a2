// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/phones/phonespresenter.h"

#include "core/engine/engine.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"

#include <QRegularExpression>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The adb server tells of a phone's states one by one; asking after each would ask for nothing.
constexpr int kSettleMilliseconds = 250;
constexpr qsizetype kMostAddresses = 10'000;

/// Joins what is known of an emulated phone with @p phones; one that does not run is a phone too.
void addEmulator(QList<PhoneView> &phones, const EmulatorView &emulator)
{
    auto known = std::find_if(phones.begin(), phones.end(),
                              [&](const PhoneView &phone) { return phone.serial == emulator.serial; });
    if (known == phones.end()) {
        PhoneView stopped;
        stopped.serial = emulator.serial;
        stopped.state = u"absent"_s;
        stopped.kind = u"emulated"_s;
        stopped.model = emulator.model;
        stopped.androidVersion = emulator.androidVersion;
        known = phones.insert(phones.end(), stopped);
    }
    if (known->name.isEmpty())
        known->name = emulator.name;
}

} // namespace

PhonesPresenter::PhonesPresenter(UiContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_model(context.clock, context.jobs)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kSettleMilliseconds);
    connect(&m_later, &QTimer::timeout, this, &PhonesPresenter::refresh);
    connect(&context.jobs, &JobFeed::jobEnded, this, [this](const JobRecord &job) {
        if (job.kind == JobKind::Backup || job.kind == JobKind::Delete)
            m_later.start();
    });
}

PhonesPresenter::~PhonesPresenter() = default;

bool PhonesPresenter::canEmulate()
{
#ifdef Q_OS_LINUX
    return true;
#else
    return false;
#endif
}

void PhonesPresenter::start()
{
    if (m_tracker)
        return;
    m_tracker = m_context.engine.trackPhones();
    connect(m_tracker.get(), &PhoneTracker::phonesChanged, this, &PhonesPresenter::applyEntries);
    connect(m_tracker.get(), &PhoneTracker::serverAvailableChanged, this, &PhonesPresenter::noteServer);
    m_tracker->start();
    refresh();
}

void PhonesPresenter::refresh()
{
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [now = m_context.clock.now()](Engine &engine, const CancelToken &cancel) {
            return read(engine, now, cancel);
        },
        [this](Reading reading) {
            m_asking = false;
            take(std::move(reading));
            if (std::exchange(m_askAgain, false))
                m_later.start();
        });
}

PhonesPresenter::Reading PhonesPresenter::read(Engine &engine, const QDateTime &now,
                                               const CancelToken &cancel)
{
    Reading reading;
    QList<PhoneView> phones;
    if (auto listed = engine.phones().list(cancel, true))
        phones = std::move(*listed);
    else
        reading.failure = listed.error();
    if (canEmulate()) {
        if (const auto emulators = engine.emulators().list()) {
            for (const EmulatorView &emulator : *emulators) {
                reading.emulators.insert(emulator.serial.value, emulator);
                addEmulator(phones, emulator);
            }
        }
    }
    reading.phones = preparePhones(phones);
    reading.sections = phoneSections(reading.phones.phones, now);
    for (const PhoneView &phone : std::as_const(phones)) {
        if (!phone.name.isEmpty())
            reading.names.insert(phone.serial.value, phone.name);
    }
    return reading;
}

void PhonesPresenter::noteServer(bool available)
{
    if (!available && m_loaded) {
        for (const PhoneView &phone : m_model.phones()) {
            if (phoneCondition(phone) == PhoneCondition::Online && phone.kind != "usb"_L1)
                m_before.insert(phone.serial.value);
        }
        if (!std::exchange(m_serverWasLost, true))
            Q_EMIT serverLost();
    }
    m_later.start();
}

void PhonesPresenter::tellServerBack()
{
    if (!m_serverWasLost || !m_tracker->serverAvailable())
        return;
    m_serverWasLost = false;
    for (const PhoneView &phone : m_model.phones()) {
        if (phone.state != "absent"_L1)
            m_before.remove(phone.serial.value);
    }
    QList<Serial> forgotten;
    for (const QString &serial : std::exchange(m_before, {}))
        forgotten.append(Serial{serial});
    Q_EMIT serverBack(forgotten);
}

void PhonesPresenter::take(Reading reading)
{
    m_loaded = true;
    const bool failedBefore = m_failure.has_value();
    m_failure = reading.failure;
    m_emulators = std::move(reading.emulators);
    if (!m_failure) {
        // The same names stay the same object, which others compare at no cost.
        if (reading.names != m_names)
            m_names = std::move(reading.names);
        m_sections = std::move(reading.sections);
        m_model.setPhones(std::move(reading.phones));
        tellServerBack();
    } else if (!failedBefore && m_model.rowCount() > 0) {
        // Without phones the page itself says it.
        Q_EMIT failed(userText(*m_failure));
    }
    Q_EMIT loaded();
}

void PhonesPresenter::applyEntries(const QList<PhoneEntry> &entries)
{
    // States show at once; who a phone is and its backups follow when it has been asked.
    if (m_loaded) {
        QHash<QString, QString> states;
        for (const PhoneEntry &entry : entries)
            states.insert(entry.serial.value, entry.stateText);
        m_model.setStates(states);
        m_sections = phoneSections(m_model.phones(), m_model.now());
        Q_EMIT loaded();
    }
    m_later.start();
}

void PhonesPresenter::connectPhones(const QStringList &addresses)
{
    if (addresses.isEmpty())
        return;
    const QString address = addresses.first();
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [address](Engine &engine, const CancelToken &cancel) {
            return engine.phones().connect(address, cancel);
        },
        [this, addresses](const Result<PhoneView> &phone) {
            const QString name =
                phone ? (phone->name.isEmpty() ? phone->serial.value : phone->name) : QString();
            Q_EMIT connectDone(
                {addresses.first(), phone.has_value(), phone ? name : userText(phone.error())});
            connectPhones(addresses.mid(1));
            m_later.start();
        });
}

void PhonesPresenter::disconnectPhones(const QList<Serial> &phones)
{
    for (const Serial &phone : phones) {
        m_context.engine.ask(
            EngineLink::Lane::Phones, this,
            [phone](Engine &engine, const CancelToken &cancel) {
                return engine.phones().disconnect(phone, cancel);
            },
            [this](const Result<void> &done) {
                if (!done)
                    Q_EMIT failed(userText(done.error()));
                m_later.start();
            });
    }
}

void PhonesPresenter::changed(const Result<void> &done)
{
    if (!done)
        Q_EMIT failed(userText(done.error()));
    refresh();
}

void PhonesPresenter::assignGroup(const QList<PhoneId> &phones, const QString &group)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [phones, group](Engine &engine, const CancelToken &) {
            return engine.phones().assignGroup(phones, group);
        },
        [this](const Result<void> &done) { changed(done); });
}

void PhonesPresenter::changeTags(const QList<PhoneId> &phones, const QStringList &added,
                                 const QStringList &removed)
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [phones, added, removed](Engine &engine, const CancelToken &) {
            return engine.phones().changeTags(phones, added, removed);
        },
        [this](const Result<void> &done) { changed(done); });
}

void PhonesPresenter::createEmulated(const EmulatorRequest &request)
{
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request](Engine &engine, const CancelToken &cancel) -> Result<void> {
            if (const auto made = engine.emulators().create(request, cancel); !made)
                return tl::unexpected(made.error());
            if (const auto started = engine.emulators().start(request.name, cancel); !started)
                return tl::unexpected(started.error());
            return {};
        },
        [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(userText(done.error()));
            m_later.start();
        });
}

void PhonesPresenter::withEmulated(
    const QList<Serial> &phones,
    std::function<Result<void>(Engine &, const QString &, const CancelToken &)> work)
{
    for (const Serial &phone : phones) {
        const QString name = m_emulators.value(phone.value).name;
        if (name.isEmpty())
            continue;
        m_context.engine.ask(
            EngineLink::Lane::Phones, this,
            [name, work](Engine &engine, const CancelToken &cancel) { return work(engine, name, cancel); },
            [this](const Result<void> &done) {
                if (!done)
                    Q_EMIT failed(userText(done.error()));
                m_later.start();
            });
    }
}

void PhonesPresenter::startEmulated(const QList<Serial> &phones)
{
    withEmulated(phones, [](Engine &engine, const QString &name, const CancelToken &cancel) -> Result<void> {
        if (const auto started = engine.emulators().start(name, cancel); !started)
            return tl::unexpected(started.error());
        return {};
    });
}

void PhonesPresenter::stopEmulated(const QList<Serial> &phones)
{
    withEmulated(phones, [](Engine &engine, const QString &name, const CancelToken &cancel) {
        return engine.emulators().stop(name, cancel);
    });
}

QStringList PhonesPresenter::parseAddresses(const QString &text, QStringList &bad)
{
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    static const QRegularExpression range(u"^(.*\\.)(\\d{1,3})-(\\d{1,3})(:\\d{1,5})?$"_s);
    static const QRegularExpression plain(u"^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9_.-]+)(:(\\d{1,5}))?$"_s);
    QStringList addresses;
    for (const QString &word : text.split(separators, Qt::SkipEmptyParts)) {
        const auto ranged = range.match(word);
        const int from = ranged.captured(2).toInt();
        const int to = ranged.captured(3).toInt();
        if (ranged.hasMatch() && from <= to && to <= 255 && addresses.size() + to - from < kMostAddresses) {
            for (int last = from; last <= to; ++last)
                addresses << ranged.captured(1) + QString::number(last) + ranged.captured(4);
            continue;
        }
        const auto single = plain.match(word);
        const int port = single.captured(3).isEmpty() ? 1 : single.captured(3).toInt();
        if (!ranged.hasMatch() && single.hasMatch() && port >= 1 && port <= 65535)
            addresses << word;
        else
            bad << word;
    }
    addresses.removeDuplicates();
    return addresses;
}

} // namespace holdfast::ui
