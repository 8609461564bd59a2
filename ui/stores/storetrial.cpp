// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storetrial.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"

#include <QDir>
#include <QFileInfo>

#include <mutex>

namespace holdfast::ui {
namespace {

/// Milliseconds between two looks for steps that are done.
constexpr int kOften = 100;

} // namespace

/// Between the thread that tests and that of the window.
struct StoreTrial::Mailbox
{
    std::mutex mutex;
    QList<StoreTestStep> steps;
};

void makeStoreFolder(const StoreSetup &setup)
{
    if (setup.url.contains(QLatin1String("://")))
        return;
    if (const QFileInfo place(setup.url); !place.exists() && place.dir().exists())
        QDir().mkdir(setup.url);
}

StoreTrial::StoreTrial(EngineLink &engine, QObject *parent) : QObject(parent), m_engine(engine)
{
    m_often.setInterval(kOften);
    connect(&m_often, &QTimer::timeout, this, &StoreTrial::tell);
}

StoreTrial::~StoreTrial()
{
    stop();
}

void StoreTrial::start(const QString &store)
{
    run([store](StoreService &stores, const StoreService::StepHandler &onStep, const CancelToken &cancel) {
        return stores.test(store, onStep, cancel);
    });
}

void StoreTrial::start(const StoreSetup &setup)
{
    run([setup](StoreService &stores, const StoreService::StepHandler &onStep, const CancelToken &cancel) {
        makeStoreFolder(setup);
        return stores.tryOut(setup, onStep, cancel);
    });
}

void StoreTrial::stop()
{
    if (m_running)
        m_cancel.cancel();
    m_running = false;
    m_often.stop();
    m_mailbox.reset();
}

void StoreTrial::run(Work work)
{
    stop();
    m_running = true;
    m_mailbox = std::make_shared<Mailbox>();
    m_often.start();
    m_cancel = m_engine.ask(
        EngineLink::Lane::Phones, this,
        [work = std::move(work), mailbox = m_mailbox](Engine &engine, const CancelToken &cancel) {
            const auto post = [&mailbox](const StoreTestStep &step) {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->steps.append(step);
            };
            return work(engine.stores(), post, cancel);
        },
        [this, mailbox = m_mailbox](const Result<QList<StoreTestStep>> &steps) {
            if (mailbox != m_mailbox)
                return; // Another one runs by now.
            tell();
            stop();
            Q_EMIT ended(steps ? QString() : userText(steps.error()));
        });
}

void StoreTrial::tell()
{
    const auto mailbox = m_mailbox;
    if (!mailbox)
        return;
    QList<StoreTestStep> steps;
    {
        const std::lock_guard lock(mailbox->mutex);
        steps.swap(mailbox->steps);
    }
    for (const StoreTestStep &step : std::as_const(steps))
        Q_EMIT stepDone(step);
}

} // namespace holdfast::ui
