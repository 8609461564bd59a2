// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/engine/policyservice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTimeEdit;

namespace holdfast::ui {

/// When a policy runs: chosen on the left, the runs that come of it shown below.
class PolicyWhen final : public QWidget
{
    Q_OBJECT

public:
    /// Runs are counted from @p clock's now.
    explicit PolicyWhen(const Clock &clock, QWidget *parent = nullptr);

    /// What is chosen; an error says what cannot be.
    [[nodiscard]] Result<Schedule> schedule() const;
    /// Shows the schedule of a policy that there is. Its time zone stays, and as long as kind and interval
    /// are the same, so does the day from which they are counted.
    void setSchedule(const Schedule &schedule);

Q_SIGNALS:
    void changed();

private:
    void build();
    void review();

    const Clock &m_clock;
    Schedule m_given; ///< What is not chosen here is taken from it.
    QComboBox *m_kind;
    QSpinBox *m_every;
    QTimeEdit *m_at;
    QWidget *m_weekdays;
    QList<QCheckBox *> m_days; ///< Monday first; children of m_weekdays.
    QLineEdit *m_cron;
    QCheckBox *m_limited;
    QTimeEdit *m_until;
    QComboBox *m_end;
    QCheckBox *m_missed;
    QLabel *m_zone;
    QLabel *m_next;
    QFormLayout *m_form;
};

} // namespace holdfast::ui
