// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/engine/engine.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace holdfast::ui {

/// Opens the engine on a thread of its own. That takes a moment, but minutes where a large catalog of an
/// earlier program is brought up to date first: then the dialog says so, and the operator can leave it for
/// another time. Lives in the GUI thread.
class OpeningDialog final : public QDialog
{
    Q_OBJECT

public:
    using Open = std::function<Result<std::unique_ptr<Engine>>(const EngineOptions &)>;
    /// Milliseconds after which the dialog shows itself.
    static constexpr int kPatience = 500;

    /// @p open does the work, in the other thread.
    explicit OpeningDialog(const EngineOptions &options, Open open = &Engine::open);
    ~OpeningDialog() override;

    /// Waits in an event loop of its own. Cancelled where the operator did not want to wait.
    Result<std::unique_ptr<Engine>> run();

    void reject() override;

private:
    void showProgress(qint64 done, qint64 total);

    EngineOptions m_options;
    Open m_open;
    CancelSource m_cancel;
    QLabel *m_text;
    QProgressBar *m_bar;
    QLabel *m_counts;
    QPushButton *m_quit;
    QTimer m_patience;
};

} // namespace holdfast::ui
