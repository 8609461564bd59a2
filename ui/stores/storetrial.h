// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace holdfast::ui {

class EngineLink;

/// A test of a store, behind the window, that tells of each step while it goes on. Lives in the GUI thread.
class StoreTrial final : public QObject
{
    Q_OBJECT

public:
    explicit StoreTrial(EngineLink &engine, QObject *parent = nullptr);
    ~StoreTrial() override;

    /// Tests a store that is there. One trial runs at a time: one that runs is given up.
    void start(const QString &store);
    /// Tests one that is not added yet; a folder that is missing is made, if the one above it exists.
    void start(const StoreSetup &setup);
    /// Ends it; nothing more is told of it.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void stepDone(const holdfast::StoreTestStep &step);
    /// After the last step. @p problem says what kept the test from beginning; empty where it took place.
    void ended(const QString &problem);

private:
    struct Mailbox;
    using Work = std::function<Result<QList<StoreTestStep>>(StoreService &, const StoreService::StepHandler &,
                                                            const CancelToken &)>;
    void run(Work work);
    void tell();

    EngineLink &m_engine;
    QTimer m_often;
    std::shared_ptr<Mailbox> m_mailbox; ///< Of the trial that runs.
    CancelSource m_cancel;
    bool m_running = false;
};

/// Makes a folder that is to be a store, if the one above it exists: a typing error makes no tree.
void makeStoreFolder(const StoreSetup &setup);

} // namespace holdfast::ui
