// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/batchpanel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include <cmath>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

BatchPanel::BatchPanel(QWidget *parent)
    : QFrame(parent),
      m_title(named(new QLabel, u"jobsBatchTitleLabel"_s)),
      m_counts(named(new QLabel, u"jobsBatchLabel"_s)),
      m_bar(named(new QProgressBar, u"jobsBatchBar"_s, tr("Batch progress"))),
      m_percent(named(new QLabel, u"jobsBatchPercentLabel"_s))
{
    setObjectName(u"jobsBatchPanel"_s);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_bar->setRange(0, 1000);
    // Beside the bar: across its fill no colour can be read everywhere.
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(fontMetrics().horizontalAdvance(u'n') * 40);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(8);
    upper->addWidget(m_title);
    upper->addWidget(m_bar, 1);
    upper->addWidget(m_percent);
    upper->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(2);
    layout->addLayout(upper);
    layout->addWidget(m_counts);
    hide();
}

void BatchPanel::show(const QString &title, const BatchSummary &summary)
{
    setVisible(!title.isEmpty());
    m_title->setText(title);
    // Rounded down: a full bar means that all is done.
    const int permille = summary.hasEnded() ? 1000 : static_cast<int>(std::floor(summary.fraction * 1000));
    // What has ended is told by its counts: a full bar would look like success.
    m_bar->setVisible(!summary.hasEnded());
    m_bar->setValue(permille);
    m_percent->setVisible(!summary.hasEnded());
    m_percent->setText(tr("%1 %").arg(permille / 10));
    QStringList parts{tr("%n job(s)", nullptr, summary.total), tr("%1 done").arg(summary.done)};
    if (summary.running > 0)
        parts << tr("%1 running").arg(summary.running);
    if (summary.waiting > 0)
        parts << tr("%1 waiting").arg(summary.waiting);
    if (summary.failed > 0)
        parts << tr("%1 failed").arg(summary.failed);
    if (summary.cancelled > 0)
        parts << tr("%1 cancelled").arg(summary.cancelled);
    if (summary.rate > 0)
        parts << rateText(summary.rate);
    if (summary.remaining >= 0)
        parts << remainingText(summary.remaining);
    m_counts->setText(parts.join(u"  \u00b7  "_s));
}

} // namespace holdfast::ui
