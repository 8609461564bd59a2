// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/enginelink.h"

#include "core/base/tsan.h"
#include "core/engine/engine.h"
#include "core/engine/phoneservice.h"

#include <QRunnable>

#include <algorithm>

namespace holdfast::ui {
namespace {

/// SQLite readers do not hold each other up; two are enough to let a quick question pass a slow one.
constexpr int kCatalogThreads = 2;
constexpr int kPhoneThreads = 8;

} // namespace

class EngineLink::Task final : public QRunnable
{
public:
    Task(Engine &engine, QObject *delivery, QObject *context, std::shared_ptr<CancelSource> cancel, Work work,
         std::function<void()> done)
        : m_engine(engine),
          m_delivery(delivery),
          m_answer(std::make_shared<Answer>(Answer{context, std::move(done)})),
          m_cancel(std::move(cancel)),
          m_work(std::move(work))
    {}

    HOLDFAST_NO_TSAN void run() override
    {
        takeOver(this);
        runVisible();
    }

private:
    /// Touched by the GUI thread alone once the work is done.
    struct Answer
    {
        QPointer<QObject> context;
        std::function<void()> done;
    };

    void runVisible()
    {
        m_work(m_engine, m_cancel->token());
        m_work = nullptr;
        handOver(m_answer.get());
        QMetaObject::invokeMethod(
            m_delivery,
            [answer = std::move(m_answer)] {
                takeOver(answer.get());
                if (answer->context)
                    answer->done();
            },
            Qt::QueuedConnection);
    }

    Engine &m_engine;
    QObject *m_delivery;
    std::shared_ptr<Answer> m_answer;
    std::shared_ptr<CancelSource> m_cancel;
    Work m_work;
};

EngineLink::EngineLink(Engine &engine) : m_engine(engine)
{
    m_catalog.setMaxThreadCount(kCatalogThreads);
    m_phones.setMaxThreadCount(kPhoneThreads);
}

EngineLink::~EngineLink()
{
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &running : m_running) {
            if (const auto source = running.lock())
                source->cancel();
        }
    }
    m_catalog.clear();
    m_phones.clear();
    m_catalog.waitForDone();
    m_phones.waitForDone();
}

const EngineOptions &EngineLink::options() const
{
    return m_engine.options();
}

std::unique_ptr<PhoneTracker> EngineLink::trackPhones() const
{
    return m_engine.phones().track();
}

CancelSource EngineLink::start(Lane lane, QObject *context, Work work, std::function<void()> done)
{
    auto cancel = std::make_shared<CancelSource>();
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_running, [](const auto &running) { return running.expired(); });
        m_running.push_back(cancel);
    }
    auto *task = new Task(m_engine, &m_delivery, context, cancel, std::move(work), std::move(done));
    handOver(task);
    (lane == Lane::Catalog ? m_catalog : m_phones).start(task);
    return *cancel;
}

} // namespace holdfast::ui
