// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/openingdialog.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QEventLoop>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QThreadPool>

#include <mutex>
#include <optional>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSteps = 1000;
/// Milliseconds between two looks at how far it is.
constexpr int kLookInterval = 100;

/// How far the other thread is.
struct Shared
{
    std::mutex mutex;
    qint64 done = 0; ///< Guarded by mutex, as all that follow.
    qint64 total = 0;
    std::optional<Result<std::unique_ptr<Engine>>> engine;
};

} // namespace

OpeningDialog::OpeningDialog(const EngineOptions &options, Open open)
    : m_options(options),
      m_open(std::move(open)),
      m_text(named(new WrapLabel, u"openingLabel"_s)),
      m_bar(named(new QProgressBar, u"openingBar"_s, tr("Progress"))),
      m_counts(named(new QLabel, u"openingCountsLabel"_s)),
      m_quit(named(new QPushButton(tr("Quit")), u"openingQuitButton"_s))
{
    setObjectName(u"openingDialog"_s);
    setWindowTitle(u"Holdfast"_s);
    m_text->setText(tr("The catalog is being opened."));
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_counts, 1);
    buttons->addWidget(m_quit);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    setFixedSize(fontMetrics().horizontalAdvance(u'n') * 60, fontMetrics().height() * 9);
    connect(m_quit, &QPushButton::clicked, this, &OpeningDialog::reject);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, &QDialog::open);
}

OpeningDialog::~OpeningDialog() = default;

Result<std::unique_ptr<Engine>> OpeningDialog::run()
{
    Shared shared;
    EngineOptions options = m_options;
    options.catalogProgress = [&shared, cancel = m_cancel.token()](qint64 done, qint64 total) {
        {
            const std::lock_guard lock(shared.mutex);
            shared.done = done;
            shared.total = total;
        }
        return cancel.check();
    };
    QThreadPool worker;
    QEventLoop loop;
    worker.start([&] {
        auto engine = m_open(options);
        const std::lock_guard lock(shared.mutex);
        shared.engine = std::move(engine);
        QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection);
    });
    QTimer look;
    look.setInterval(kLookInterval);
    connect(&look, &QTimer::timeout, this, [this, &shared] {
        const std::lock_guard lock(shared.mutex);
        if (shared.total > 0)
            showProgress(shared.done, shared.total);
    });
    look.start();
    m_patience.start();
    loop.exec();
    m_patience.stop();
    worker.waitForDone();
    hide();
    return std::move(*shared.engine);
}

void OpeningDialog::showProgress(qint64 done, qint64 total)
{
    m_text->setText(tr("The catalog of an earlier Holdfast is brought up to date, so that its backups can be "
                       "searched. This is done once."));
    m_bar->setRange(0, kSteps);
    m_bar->setValue(static_cast<int>(double(done) / double(total) * kSteps));
    m_counts->setText(m_quit->isEnabled() ? tr("%1 of %2 backups").arg(countText(done), countText(total))
                                          : tr("Stopping. The next start begins it again."));
}

void OpeningDialog::reject()
{
    // The engine tells when it has stopped: nothing may be left behind.
    m_quit->setEnabled(false);
    m_cancel.cancel();
}

} // namespace holdfast::ui
