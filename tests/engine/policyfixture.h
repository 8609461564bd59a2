// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "core/engine/phoneservice.h"
#include "core/engine/policydriver.h"
#include "core/engine/policyservice.h"
#include "core/engine/storeservice.h"
#include "tests/support/emulatedphonefixture.h"
#include "tests/support/turnedclock.h"

#include <QTemporaryDir>

#include <memory>

namespace holdfast::test {

/// An engine with a store, a clock and a driver of policies, in a folder of its own.
class PolicyFixture
{
public:
    explicit PolicyFixture(const AdbServerFixture &server) : m_server(server) {}

    /// A new folder, and an engine in it with the store `local`. False on failure.
    bool open(const QString &time);
    /// Ends the engine, as a stopped daemon does, and opens another on the same data.
    bool reopen();
    void close();

    [[nodiscard]] QString dataDirectory() const { return m_folder->path() + QStringLiteral("/data"); }
    [[nodiscard]] Engine &engine() { return *m_engine; }
    [[nodiscard]] TurnedClock &clock() { return m_clock; }

    /// Every night at two until six: the folder `night` of these phones.
    static PolicyDefinition nightly(const QList<const EmulatedPhoneFixture *> &phones);
    /// Puts that folder on a phone.
    static bool fill(const EmulatedPhoneFixture &phone, qsizetype bytes);

    PolicyDriver::Step step();
    /// Steps, the clock standing still, until no job of the policy's run is under way.
    PolicyView whenQuiet(const QString &name);
    /// For many phones: so many jobs at once from the next open() on, and how long whenQuiet() waits.
    void setSize(int parallelJobs, std::chrono::milliseconds patience)
    {
        m_parallelJobs = parallelJobs;
        m_patience = patience;
    }
    /// From the next open() on a phone that is silent for so long counts as lost.
    void setInactivity(std::chrono::milliseconds time) { m_inactivity = time; }
    void driveOnly(qint64 run) { m_driver = m_engine->policies().makeDriver(run); }
    /// A new driver, as another process has one.
    void driveAnew()
    {
        m_driver.reset();
        m_driver = m_engine->policies().makeDriver();
    }
    [[nodiscard]] qsizetype objects() const;
    /// What is wrong: a phone with two jobs, more jobs at once than are allowed, a phone of whose good
    /// backups retention left fewer than @p kept, AVAILABLE without its object. Empty: nothing.
    [[nodiscard]] QString brokenPromise(int kept = 0);

    static QList<TargetState> states(const PolicyView &view);

private:
    const AdbServerFixture &m_server;
    TurnedClock m_clock;
    int m_parallelJobs = 4;
    std::chrono::milliseconds m_inactivity{3000};
    std::chrono::milliseconds m_patience{60'000};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PolicyDriver> m_driver;
};

} // namespace holdfast::test
