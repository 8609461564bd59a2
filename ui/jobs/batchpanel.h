// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/jobmeasure.h"

#include <QFrame>

class QLabel;
class QProgressBar;

namespace holdfast::ui {

/// The batch that is looked at, as one line and one honest bar.
class BatchPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit BatchPanel(QWidget *parent = nullptr);
    /// @p title says which batch; an empty one hides the panel.
    void show(const QString &title, const BatchSummary &summary);

private:
    QLabel *m_title;
    QLabel *m_counts;
    QProgressBar *m_bar;
    QLabel *m_percent;
};

} // namespace holdfast::ui
