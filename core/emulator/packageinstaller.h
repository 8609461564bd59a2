// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/emulatorsettings.h"
#include "core/emulator/packagelist.h"

#include <tl/expected.hpp>

namespace holdfast {

/// What whoever installs asked for; names as in AOSP's PackageManagerShellCommand.
struct InstallOptions
{
    bool replaceExisting = true;     ///< Not -R.
    bool allowDowngrade = false;     ///< -d
    bool allowTest = false;          ///< -t
    bool bypassLowTargetSdk = false; ///< --bypass-low-target-sdk-block
    QString inherit{};               ///< -p PACKAGE: what it has of splits stays.
    QString installer{};             ///< -i PACKAGE
};

/// `INSTALL_FAILED_…: why`, as Android says it.
using InstallResult = tl::expected<QString, QString>;

/// Installs APKs on an emulated phone with the checks that Android makes, in its order and in its words.
class PackageInstaller
{
public:
    /// @p root is the phone's `/` on this machine; @p settings outlive the installer.
    PackageInstaller(QString root, const EmulatorSettings &settings)
        : m_root(std::move(root)), m_settings(settings)
    {}

    /// Installs all the files in @p stage, a folder on the phone's /data (path on this machine), which is
    /// gone afterwards whatever happens. Returns the package's name.
    [[nodiscard]] InstallResult install(const QString &stage, const InstallOptions &options) const;

    /// Removes an installed app; its data too unless @p keepData. False when there is none of this name.
    [[nodiscard]] Result<bool> uninstall(const QString &package, bool keepData) const;

private:
    struct Candidate;
    using Check = tl::expected<void, QString>;

    [[nodiscard]] QString abiFor(const Candidate &candidate) const;
    [[nodiscard]] Check inheritSplits(const QString &stage, const QString &package) const;
    [[nodiscard]] static tl::expected<Candidate, QString> readStage(const QString &stage);
    [[nodiscard]] Check checkPhone(const Candidate &candidate, const InstallOptions &options) const;
    [[nodiscard]] Check checkInstalled(const Candidate &candidate, const PackageList &installed,
                                       const InstallOptions &options) const;
    [[nodiscard]] Result<QString> place(const Candidate &candidate) const;
    [[nodiscard]] Result<void> record(const Candidate &candidate, const QString &codePath,
                                      const InstallOptions &options, PackageList &installed) const;
    void removeCode(const QString &codePath) const;

    QString m_root;
    const EmulatorSettings &m_settings;
};

} // namespace holdfast
