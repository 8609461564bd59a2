// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/emulator/emulatorfiles.h"
#include "core/emulator/emulatorsettings.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace holdfast {

/// How much an emulated phone is filled with when it is made.
enum class SampleSize {
    None,     ///< Android's own folders only.
    Small,    ///< About 200 files, a few MB.
    Standard, ///< About 4 000 files, 150 MB.
    Large,    ///< At least 30 000 files, 1 GB.
};

/// `none`, `small`, `standard`, `large`.
Result<SampleSize> sampleSizeFromName(const QString &name);
QString sampleSizeName(SampleSize size);

/// An emulated phone as listed.
struct EmulatorInfo
{
    QString name;
    EmulatorSettings settings;
    bool running = false;
    quint16 port = 0;
    QString serial; ///< What `adb connect` takes: `127.0.0.1:PORT`.
    QString root;   ///< The folder on this machine that is the phone's `/`.
};

/// The emulated phones of one folder: `FOLDER/NAME/{phone.json,root/,log,pid}`. Every running phone is a
/// process of its own (`holdfast-emulator run`) that outlives the caller. Not thread-safe; several processes
/// may use one folder. All calls block; they poll the token.
class EmulatorHome
{
public:
    /// @p folder need not exist. @p program is `holdfast-emulator`; found by itself when empty.
    explicit EmulatorHome(QString folder, QString program = {});

    /// Makes a phone and fills it. Chooses a port (from 5601 up), serial number and android_id where the
    /// settings have none. Nothing is left on failure. The files @p apks are installed on it; those of one
    /// package together, as base and splits.
    Result<EmulatorInfo> create(EmulatorSettings settings, SampleSize sample, const CancelToken &token = {},
                                const QStringList &apks = {});
    /// The same with a copy of @p source as the phone's /data (modes, owners, times, links, xattrs as far as
    /// this user may).
    Result<EmulatorInfo> createFrom(EmulatorSettings settings, const QString &source,
                                    const CancelToken &token = {}, const QStringList &apks = {});

    /// By name. Folders that are not emulated phones are left out.
    [[nodiscard]] QList<EmulatorInfo> list() const;
    [[nodiscard]] Result<EmulatorInfo> find(const QString &name) const;

    /// Returns when the phone takes adb connections; at once when it runs already.
    Result<EmulatorInfo> start(const QString &name, const CancelToken &token = {});
    /// Returns when the phone's processes are gone; at once when it does not run.
    Result<void> stop(const QString &name, const CancelToken &token = {});
    /// Stops the phone and removes everything of it.
    Result<void> remove(const QString &name, const CancelToken &token = {});

    /// Changes the faults of a running phone; it obeys them when this returns. They last until it stops.
    Result<void> setFaults(const QString &name, const EmulatorFaults &faults, const CancelToken &token = {});

    [[nodiscard]] EmulatorFiles files(const QString &name) const;

private:
    Result<EmulatorInfo> make(EmulatorSettings settings, const QStringList &content,
                              const CancelToken &token);
    Result<void> runTool(const QStringList &arguments, const QString &name, const CancelToken &token) const;
    [[nodiscard]] quint16 freePort() const;

    QString m_folder;
    QString m_program;
};

} // namespace holdfast
