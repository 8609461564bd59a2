// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <atomic>
#include <cstdlib>

#include <windows.h>

namespace holdfast::cli {
namespace {

std::atomic<CancelSource *> interruptTarget{nullptr};
std::atomic_bool interruptedBefore{false};

BOOL WINAPI onInterrupt(DWORD /*event*/)
{
    if (interruptedBefore.exchange(true))
        std::_Exit(static_cast<int>(ExitCode::Cancelled));
    if (CancelSource *target = interruptTarget.load())
        target->cancel();
    return TRUE;
}

} // namespace

void catchInterrupts(CancelSource *source)
{
    interruptTarget = source;
    SetConsoleCtrlHandler(onInterrupt, TRUE);
}

bool errorsAreLiveTerminal()
{
    const HANDLE handle = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode = 0;
    return GetConsoleMode(handle, &mode) != 0 &&
           SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

int terminalColumns()
{
    CONSOLE_SCREEN_BUFFER_INFO info = {};
    return GetConsoleScreenBufferInfo(GetStdHandle(STD_ERROR_HANDLE), &info) != 0
               ? info.srWindow.Right - info.srWindow.Left + 1
               : 80;
}

void useUtf8Streams()
{
    SetConsoleOutputCP(CP_UTF8);
}

} // namespace holdfast::cli
