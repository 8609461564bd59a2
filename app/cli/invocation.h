// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/console.h"
#include "core/base/cancel.h"
#include "core/engine/engine.h"

#include <functional>
#include <memory>

namespace holdfast::cli {

/// One run of one command: what it was asked, where it talks, and the engine once it is needed. Borrows
/// everything but the engine, which ends with it.
class Invocation
{
public:
    Invocation(const CommandLine &line, const CommandRegistry &registry, const EngineOptions &options,
               Console &console, CancelToken cancel)
        : m_line(line),
          m_registry(registry),
          m_options(options),
          m_console(console),
          m_cancel(std::move(cancel))
    {}

    [[nodiscard]] const Arguments &arguments() const { return m_line.arguments; }
    [[nodiscard]] const CommandRegistry &registry() const { return m_registry; }
    [[nodiscard]] Console &console() const { return m_console; }
    [[nodiscard]] const CancelToken &cancel() const { return m_cancel; }
    /// Opens the engine at the first call, with options that @p adjust may change.
    Result<Engine *> engine(const std::function<void(EngineOptions &)> &adjust = {});

private:
    const CommandLine &m_line;
    const CommandRegistry &m_registry;
    const EngineOptions &m_options;
    Console &m_console;
    CancelToken m_cancel;
    std::unique_ptr<Engine> m_engine;
};

} // namespace holdfast::cli
