// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/base/error.h"
#include "core/base/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace holdfast {

struct EngineContext;

struct EmulatorRequest
{
    QString name;
    QString androidVersion = QStringLiteral("14");
    QString sample = QStringLiteral("small"); ///< `small`, `standard`, `large` or `none`.
    QString fromDirectory;                    ///< A folder to take as /data instead of a sample.
    int port = 0;                             ///< 0: the first free one from 5601.
    QStringList translatedAbis{};             ///< Further ABIs that it installs apps for: `arm64-v8a`…
    QStringList apks{}; ///< Files to install; those of one package together, as base and splits.
};

struct EmulatorView
{
    QString name;
    Serial serial;
    QString androidVersion;
    QString model;
    int port = 0;
    bool running = false;
    QString directory; ///< Its folder on this machine; `root` in it is the phone's `/`.
};

/// Built-in emulated phones (Linux only).
class EmulatorService
{
public:
    explicit EmulatorService(EngineContext &context) : m_context(context) {}

    Result<EmulatorView> create(const EmulatorRequest &request, const CancelToken &cancel);
    /// Starts the phone's process and connects the adb server to it.
    Result<EmulatorView> start(const QString &name, const CancelToken &cancel);
    Result<void> stop(const QString &name, const CancelToken &cancel);
    Result<QList<EmulatorView>> list();
    /// Stops the phone if it runs and deletes its folder.
    Result<void> remove(const QString &name, const CancelToken &cancel);

private:
    EngineContext &m_context;
};

} // namespace holdfast
