// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulator/filedescriptor.h"

#include <QString>
#include <QStringList>

namespace holdfast {

/// One call of a system service by `cmd`, `pm`, `am` or `dumpsys` on an emulated phone. As on Android the
/// caller hands over its own stdin, stdout and stderr, and waits for the exit code.
struct ServiceCall
{
    QStringList words; ///< The service's name first: `package`, `activity`, `dumpsys`.
    FileDescriptor input;
    FileDescriptor output;
    FileDescriptor errors;

    /// Write a line each; a caller that has gone away is no error.
    void print(const QString &line) const;
    void complain(const QString &line) const;
};

/// The words of a command, taken from the front as Android's ShellCommand does.
class CommandWords
{
public:
    explicit CommandWords(QStringList words) : m_words(std::move(words)) {}

    /// The next word if it is an option; empty otherwise.
    QString nextOption();
    /// The next word; empty when there is none.
    QString next() { return m_words.isEmpty() ? QString() : m_words.takeFirst(); }
    [[nodiscard]] const QStringList &rest() const { return m_words; }

private:
    QStringList m_words;
};

} // namespace holdfast
