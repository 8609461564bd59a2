// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdfast {

/// Where an emulated phone keeps what, below its folder.
class EmulatorFiles
{
public:
    explicit EmulatorFiles(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString settings() const { return m_folder + QStringLiteral("/phone.json"); }
    [[nodiscard]] QString root() const { return m_folder + QStringLiteral("/root"); } ///< The phone's `/`.
    [[nodiscard]] QString log() const { return m_folder + QStringLiteral("/log"); }
    /// Locked by the running emulator and holds its process id; the lock goes with the process.
    [[nodiscard]] QString pid() const { return m_folder + QStringLiteral("/pid"); }
    [[nodiscard]] QString ready() const
    {
        return m_folder + QStringLiteral("/ready");
    } ///< There: it listens.
    [[nodiscard]] QString bootId() const { return m_folder + QStringLiteral("/boot_id"); }
    [[nodiscard]] QString faults() const { return m_folder + QStringLiteral("/faults.json"); }
    /// Holds the generation of `faults.json` that the running phone obeys.
    [[nodiscard]] QString faultsSeen() const { return m_folder + QStringLiteral("/faults.seen"); }

private:
    QString m_folder;
};

} // namespace holdfast
