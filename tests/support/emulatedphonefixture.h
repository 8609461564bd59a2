// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorhome.h"
#include "tests/support/adbserverfixture.h"

#include <QTemporaryDir>

namespace holdfast::test {

/// An emulated phone in a temporary folder, connected to a server of the test's own. Stops and vanishes with
/// the fixture.
class EmulatedPhoneFixture
{
public:
    /// @p server outlives the phone.
    explicit EmulatedPhoneFixture(const AdbServerFixture &server);
    ~EmulatedPhoneFixture();
    EmulatedPhoneFixture(const EmulatedPhoneFixture &) = delete;
    EmulatedPhoneFixture &operator=(const EmulatedPhoneFixture &) = delete;

    /// Makes the phone (named `phone` unless the settings say otherwise), starts it, connects it and waits
    /// until the server lists it as `device`. False with error() on failure.
    bool start(EmulatorSettings settings = {}, SampleSize sample = SampleSize::None);
    /// Starts a phone that was stopped, and connects it.
    bool startAgain();
    /// Makes the server connect to the phone and waits for @p state.
    bool connect(const QString &state = QStringLiteral("device"), int milliseconds = 20000);
    bool waitForState(const QString &state, int milliseconds = 20000);
    void stop();

    /// The phone obeys when this returns true.
    bool setFaults(const EmulatorFaults &faults);
    bool clearFaults() { return setFaults({}); }

    [[nodiscard]] QString serial() const { return m_info.serial; } ///< `127.0.0.1:PORT`
    [[nodiscard]] const EmulatorInfo &info() const { return m_info; }
    /// The phone's `/` on this machine.
    [[nodiscard]] QString root() const { return m_info.root; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] EmulatorHome &home() { return m_home; }

    /// `adb -s SERIAL ARGUMENTS`
    AdbServerFixture::Output adb(const QStringList &arguments, const QByteArray &input = {},
                                 int milliseconds = 60000) const;
    /// `adb -s SERIAL shell COMMAND`
    AdbServerFixture::Output shell(const QString &command, const QByteArray &input = {}) const;
    /// What `devices` says of this phone: `device`, `offline`…; empty when it is not listed.
    [[nodiscard]] QString state() const;

private:
    bool take(const Result<EmulatorInfo> &info);

    const AdbServerFixture &m_server;
    QTemporaryDir m_folder;
    EmulatorHome m_home;
    EmulatorInfo m_info;
    QString m_error;
};

} // namespace holdfast::test
