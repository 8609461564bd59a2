// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/engine/storeservice.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace holdfast::ui {

class EngineLink;

/// A scan of a store while it goes on: how far it is, and a button to end it. Hidden while none does.
class StoreScanPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit StoreScanPanel(EngineLink &engine, QWidget *parent = nullptr);

    /// Begins, unless a scan goes on already.
    void start(const QString &store);
    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }

Q_SIGNALS:
    void done(const QString &store, const holdfast::StoreScanReport &report);
    /// Also when it was stopped, with Cancelled: the next one goes on where it was.
    void failed(const QString &store, const holdfast::Error &error);

private:
    void tell();

    EngineLink &m_engine;
    QTimer m_often;
    std::shared_ptr<ProgressCounters> m_progress; ///< Of the scan that goes on.
    CancelSource m_cancel;
    QString m_store;
    QLabel *m_label;
    QProgressBar *m_bar;
    QPushButton *m_stop;
};

} // namespace holdfast::ui
