// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace holdfast {
class Engine;
struct EngineOptions;
class PhoneTracker;
} // namespace holdfast

namespace holdfast::ui {

/// The one way from the GUI thread to the engine, whose functions block: work runs on threads of the link,
/// the answer comes back to the GUI thread. Lives in the GUI thread; the engine outlives it.
class EngineLink
{
public:
    /// What takes long (a phone's answer) never holds up what is quick (the catalog).
    enum class Lane { Catalog, Phones };

    explicit EngineLink(Engine &engine);
    /// Cancels what runs and waits for it; answers that are on their way are dropped.
    ~EngineLink();
    EngineLink(const EngineLink &) = delete;
    EngineLink &operator=(const EngineLink &) = delete;

    /// Runs `work(Engine &, const CancelToken &)` on a thread of @p lane, then `done(answer)` in the GUI
    /// thread. When @p context has gone by then, the answer is dropped. The returned source cancels the work;
    /// `done` is called all the same.
    template <class Work, class Done>
    CancelSource ask(Lane lane, QObject *context, Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work, Engine &, const CancelToken &>;
        auto answer = std::make_shared<std::unique_ptr<Answer>>();
        return start(
            lane, context,
            [work = std::move(work), answer](Engine &engine, const CancelToken &cancel) {
                *answer = std::make_unique<Answer>(work(engine, cancel));
            },
            [done = std::move(done), answer] { done(std::move(**answer)); });
    }

    /// Where the engine lives and what it uses.
    [[nodiscard]] const EngineOptions &options() const;
    /// The live list of phones, for the GUI thread.
    [[nodiscard]] std::unique_ptr<PhoneTracker> trackPhones() const;

private:
    using Work = std::function<void(Engine &, const CancelToken &)>;
    class Task;
    CancelSource start(Lane lane, QObject *context, Work work, std::function<void()> done);

    Engine &m_engine;
    QObject m_delivery; ///< Answers are posted to it: none arrives after it has gone.
    std::mutex m_mutex;
    std::vector<std::weak_ptr<CancelSource>> m_running; ///< Guarded by m_mutex.
    QThreadPool m_catalog;
    QThreadPool m_phones;
};

} // namespace holdfast::ui
