// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storescanpanel.h"

#include "core/engine/engine.h"
#include "core/engine/jobservice.h"
#include "ui/shell/enginelink.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Milliseconds between two looks at the counters.
constexpr int kOften = 250;
constexpr int kWhole = 1000;

} // namespace

StoreScanPanel::StoreScanPanel(EngineLink &engine, QWidget *parent)
    : QWidget(parent),
      m_engine(engine),
      m_label(named(new QLabel, u"storeScanLabel"_s)),
      m_bar(named(new QProgressBar, u"storeScanBar"_s, tr("Progress of the scan"))),
      m_stop(named(new QPushButton(tr("Stop scan")), u"storeScanStopButton"_s))
{
    setObjectName(u"storeScanPanel"_s);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(fontMetrics().height());
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_label);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_stop);
    m_often.setInterval(kOften);
    connect(&m_often, &QTimer::timeout, this, &StoreScanPanel::tell);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        m_cancel.cancel();
    });
    hide();
}

void StoreScanPanel::start(const QString &store)
{
    if (isRunning())
        return;
    m_progress = std::make_shared<ProgressCounters>();
    m_store = store;
    m_stop->setEnabled(true);
    tell();
    show();
    m_often.start();
    m_cancel = m_engine.ask(
        EngineLink::Lane::Phones, this,
        [store, progress = m_progress](Engine &engine, const CancelToken &cancel) {
            return engine.stores().scan(store, *progress, cancel);
        },
        [this, store](const Result<StoreScanReport> &report) {
            m_often.stop();
            m_progress.reset();
            hide();
            if (report)
                Q_EMIT done(store, *report);
            else
                Q_EMIT failed(store, report.error());
        });
}

void StoreScanPanel::tell()
{
    const qint64 done = m_progress->filesDone;
    const qint64 seen = m_progress->filesTotal;
    const auto outage = m_progress->outage.current();
    m_label->setText(
        outage ? outageText(*outage)
        : seen > 0
            ? tr("Scanning %1: %2 of %3 archives found so far").arg(m_store, countText(done), countText(seen))
            : tr("Scanning %1: looking for archives").arg(m_store));
    m_bar->setRange(0, seen > 0 ? kWhole : 0);
    if (seen > 0)
        m_bar->setValue(int(done * kWhole / seen));
}

} // namespace holdfast::ui
