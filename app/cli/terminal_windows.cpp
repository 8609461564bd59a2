// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <atomic>
#include <cstdio>
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

QByteArray readSecret(const char *prompt)
{
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD before = 0;
    const bool hidden = GetConsoleMode(input, &before) != 0;
    if (hidden) {
        SetConsoleMode(input, before & ~DWORD(ENABLE_ECHO_INPUT));
        std::fputs(prompt, stderr);
    }
    QByteArray line;
    for (int next = std::getchar(); next != EOF && next != '\n'; next = std::getchar())
        line.append(char(next));
    if (hidden) {
        SetConsoleMode(input, before);
        std::fputs("\n", stderr);
    }
    return line.trimmed();
}

void useUtf8Streams()
{
    SetConsoleOutputCP(CP_UTF8);
}

} // namespace holdfast::cli
