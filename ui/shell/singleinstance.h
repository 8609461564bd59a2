// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace holdfast::ui {

/// Keeps to one window for each data directory: a program that is started again shows the window that is
/// there. Lives in the GUI thread.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    /// Asks the program that works on @p dataDirectory, if there is one, to show itself at @p page (an
    /// objectName, or empty). @return whether it did; then this one is not needed. Waits a second at most.
    static bool handOver(const QString &dataDirectory, const QString &page);

    /// Takes such requests from now on. Where that fails, the program works without.
    explicit SingleInstance(const QString &dataDirectory, QObject *parent = nullptr);

Q_SIGNALS:
    /// Another one was started.
    void shownAgain(const QString &page);

private:
    QLocalServer m_server;
};

} // namespace holdfast::ui
