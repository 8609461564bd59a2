// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storehealth.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"

#include <chrono>

namespace holdfast::ui {
namespace {

constexpr std::chrono::minutes kBetween{5};
/// A store that takes longer to answer is as good as away.
constexpr std::chrono::seconds kLongest{20};

} // namespace

StoreHealth::StoreHealth(UiContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_again.setInterval(kBetween);
    connect(&m_again, &QTimer::timeout, this, &StoreHealth::look);
}

void StoreHealth::look()
{
    m_again.start();
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.stores().names(); },
        [this](const Result<QStringList> &names) {
            if (!names)
                return;
            const QSet<QString> there(names->cbegin(), names->cend());
            m_states.removeIf(
                [&there](QHash<QString, State>::iterator entry) { return !there.contains(entry.key()); });
            for (const QString &name : *names)
                lookAt(name);
            Q_EMIT changed();
        });
}

void StoreHealth::lookAt(const QString &store)
{
    if (m_looking.contains(store))
        return;
    m_looking.insert(store);
    CancelSource looking = m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [store](Engine &engine, const CancelToken &cancel) { return engine.stores().look(store, cancel); },
        [this, store](const Result<void> &looked) {
            m_looking.remove(store);
            if (looked)
                note(store, {});
            else if (looked.error().code == Errc::Cancelled)
                note(store,
                     Error{Errc::StoreUnreachable, QStringLiteral("no answer in time"), {.object = store}});
            else if (looked.error().code != Errc::StoreNotFound)
                note(store, looked.error());
        });
    QTimer::singleShot(kLongest, this, [looking]() mutable { looking.cancel(); });
}

void StoreHealth::note(const QString &store, const std::optional<Error> &error)
{
    m_states.insert(store, {m_context.clock.now(), error});
    Q_EMIT changed();
}

std::optional<StoreHealth::State> StoreHealth::of(const QString &store) const
{
    const auto found = m_states.constFind(store);
    return found == m_states.cend() ? std::nullopt : std::optional(*found);
}

QString healthText(const std::optional<StoreHealth::State> &state)
{
    if (!state)
        return StoreHealth::tr("Not looked at yet");
    if (!state->error)
        return StoreHealth::tr("Answers");
    switch (state->error->code) {
    case Errc::StoreUnreachable:
        return StoreHealth::tr("Cannot be reached");
    case Errc::StoreUntrusted:
        return StoreHealth::tr("Certificate not trusted");
    case Errc::StoreKeyMissing:
        return StoreHealth::tr("Key missing");
    case Errc::StoreKeyRefused:
        return StoreHealth::tr("Key refused");
    case Errc::StoreNoBucket:
        return StoreHealth::tr("Bucket gone");
    case Errc::StoreFull:
        return StoreHealth::tr("Full");
    default:
        return StoreHealth::tr("Trouble");
    }
}

} // namespace holdfast::ui
