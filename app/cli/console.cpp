// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QFileDevice>
#include <QJsonDocument>

namespace holdfast::cli {
namespace {

constexpr int kLabelColumns = 18;

bool writeAll(QIODevice &device, QByteArrayView bytes)
{
    return device.write(bytes.data(), bytes.size()) == bytes.size();
}

void flush(QIODevice &device)
{
    if (auto *file = qobject_cast<QFileDevice *>(&device))
        file->flush();
}

} // namespace

Console::Console(QIODevice &output, QIODevice &errors, ConsoleOptions options)
    : m_output(output), m_errors(errors), m_options(options)
{}

void Console::document(const QJsonObject &document)
{
    raw(QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void Console::raw(QByteArrayView bytes)
{
    m_outputWorks = m_outputWorks && writeAll(m_output, bytes);
    flush(m_output);
}

void Console::print(const QString &line)
{
    if (json())
        return;
    clearLive();
    raw(QString(withoutControls(line) % u'\n').toUtf8());
}

void Console::print(const TextTable &table)
{
    for (const QString &line : table.lines())
        print(line);
}

void Console::fact(const QString &label, const QString &value)
{
    if (!value.isEmpty())
        print(QString(label % u':').leftJustified(kLabelColumns) + value);
}

void Console::note(const QString &line)
{
    if (!quiet())
        complain(line);
}

void Console::complain(const QString &line)
{
    clearLive();
    writeAll(m_errors, QString(withoutControls(line) % u'\n').toUtf8());
    flush(m_errors);
}

void Console::live(const QString &line)
{
    if (!errorsToTerminal() || quiet())
        return;
    clearLive();
    if (line.isEmpty())
        return;
    // The last column stays free: writing there would wrap on some terminals.
    writeAll(m_errors, elided(withoutControls(line), m_options.columns - 1).toUtf8());
    flush(m_errors);
    m_liveShown = true;
}

void Console::clearLive()
{
    if (!m_liveShown)
        return;
    writeAll(m_errors, "\r\x1b[K");
    flush(m_errors);
    m_liveShown = false;
}

} // namespace holdfast::cli
