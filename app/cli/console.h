// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/texttable.h"

#include <QIODevice>
#include <QJsonObject>
#include <QString>

namespace holdfast::cli {

/// What the two output streams are and how to talk on them.
struct ConsoleOptions
{
    bool json = false;
    bool quiet = false;
    bool errorsToTerminal = false; ///< Standard error is a terminal: live lines may be drawn on it.
    int columns = 80;              ///< Of that terminal.
};

/// Standard output and standard error. Output takes nothing but data: one JSON document, or text for people;
/// everything else goes to the error stream. Used in one thread; owns neither stream.
class Console
{
public:
    Console(QIODevice &output, QIODevice &errors, ConsoleOptions options);

    [[nodiscard]] bool json() const { return m_options.json; }
    [[nodiscard]] bool quiet() const { return m_options.quiet; }
    [[nodiscard]] bool errorsToTerminal() const { return m_options.errorsToTerminal; }
    [[nodiscard]] int columns() const { return m_options.columns; }

    /// The document of `--json`; called once.
    void document(const QJsonObject &document);
    /// Raw bytes of a document that is too long to hold in memory, or of a generated file.
    void raw(QByteArrayView bytes);
    /// A line of data for people; nothing with `--json`.
    void print(const QString &line);
    void print(const TextTable &table);
    /// `Label:  value`, labels padded to a common width; nothing for an empty value.
    void fact(const QString &label, const QString &value);

    /// A remark on the error stream; nothing with `--quiet`.
    void note(const QString &line);
    /// A line on the error stream.
    void complain(const QString &line);
    /// Draws @p line in place of the live line before it; an empty one only clears it. Does nothing where the
    /// error stream is not a terminal.
    void live(const QString &line);

    /// Whether standard output still takes bytes; a reader that has gone away ends long lists.
    [[nodiscard]] bool outputWorks() const { return m_outputWorks; }

private:
    void clearLive();

    QIODevice &m_output;
    QIODevice &m_errors;
    ConsoleOptions m_options;
    bool m_liveShown = false;
    bool m_outputWorks = true;
};

} // namespace holdfast::cli
