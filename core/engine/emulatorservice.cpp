// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/emulatorservice.h"

#include "core/emulator/emulatorhome.h"
#include "core/engine/enginecontext.h"

namespace holdfast {
namespace {

using namespace Qt::Literals::StringLiterals;

EmulatorHome homeOf(const EngineContext &context)
{
    return EmulatorHome(context.options.dataDirectory % u"/emulators", context.options.emulatorProgram);
}

EmulatorView viewOf(const EmulatorHome &home, const EmulatorInfo &info)
{
    return {.name = info.name,
            .serial = {info.serial},
            .androidVersion = info.settings.androidVersion,
            .model = info.settings.model,
            .port = info.port,
            .running = info.running,
            .directory = home.files(info.name).folder()};
}

} // namespace

Result<EmulatorView> EmulatorService::create(const EmulatorRequest &request, const CancelToken &cancel)
{
    EmulatorSettings settings;
    settings.name = request.name;
    settings.androidVersion = request.androidVersion;
    if (request.port < 0 || request.port > 65535)
        return fail(Errc::InvalidArgument, u"the port is from 1 to 65535"_s);
    settings.port = static_cast<quint16>(request.port);
    settings.translatedAbis = request.translatedAbis;
    const auto sample = sampleSizeFromName(request.sample);
    if (!sample)
        return tl::unexpected(sample.error());
    EmulatorHome home = homeOf(m_context);
    const auto made = request.fromDirectory.isEmpty()
                          ? home.create(settings, *sample, cancel, request.apks)
                          : home.createFrom(settings, request.fromDirectory, cancel, request.apks);
    if (!made)
        return tl::unexpected(made.error());
    return viewOf(home, *made);
}

Result<EmulatorView> EmulatorService::start(const QString &name, const CancelToken &cancel)
{
    EmulatorHome home = homeOf(m_context);
    const auto started = home.start(name, cancel);
    if (!started)
        return tl::unexpected(started.error());
    if (auto running = m_context.adb.ensureRunning(cancel); !running)
        return tl::unexpected(running.error());
    if (const auto connected = m_context.adb.connectPhone(started->serial, cancel); !connected)
        return tl::unexpected(connected.error());
    return viewOf(home, *started);
}

Result<void> EmulatorService::stop(const QString &name, const CancelToken &cancel)
{
    EmulatorHome home = homeOf(m_context);
    const auto info = home.find(name);
    if (!info)
        return tl::unexpected(info.error());
    // Else the adb server goes on asking for it. That it does not know the phone is no trouble.
    (void)m_context.adb.disconnectPhone({info->serial}, cancel);
    return home.stop(name, cancel);
}

Result<QList<EmulatorView>> EmulatorService::list()
{
    const EmulatorHome home = homeOf(m_context);
    QList<EmulatorView> views;
    for (const EmulatorInfo &info : home.list())
        views.append(viewOf(home, info));
    return views;
}

Result<void> EmulatorService::remove(const QString &name, const CancelToken &cancel)
{
    if (auto stopped = stop(name, cancel); !stopped)
        return stopped;
    return homeOf(m_context).remove(name, cancel);
}

} // namespace holdfast
