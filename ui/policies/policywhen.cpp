// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/policies/policywhen.h"

#include "ui/policies/policiespresenter.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QTimeEdit>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDaysOfWeek = 7;

QTimeEdit *makeTime(const QString &objectName, const QString &accessibleName, const QTime &time)
{
    auto *edit = named(new QTimeEdit(time), objectName, accessibleName);
    edit->setDisplayFormat(u"HH:mm"_s);
    edit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return edit;
}

} // namespace

PolicyWhen::PolicyWhen(const Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_clock(clock),
      m_kind(named(new QComboBox, u"policyEveryCombo"_s, tr("Unit of time"))),
      m_every(named(new QSpinBox, u"policyEverySpin"_s, tr("Every"))),
      m_at(makeTime(u"policyTimeEdit"_s, tr("At"), {2, 0})),
      m_weekdays(new QWidget),
      m_cron(named(new QLineEdit(u"0 2 * * *"_s), u"policyCronEdit"_s, tr("Cron expression"))),
      m_limited(named(new QCheckBox(tr("Stop at")), u"policyWindowCheck"_s)),
      m_until(makeTime(u"policyWindowEdit"_s, tr("End of its time"), {6, 0})),
      m_missed(named(new QCheckBox(tr("Make up for a run that was missed, while there is time")),
                     u"policyMissedCheck"_s)),
      m_next(named(new QLabel, u"policyNextLabel"_s, tr("Next runs"))),
      m_form(new QFormLayout(this))
{
    build();
    const auto tell = [this] {
        review();
        Q_EMIT changed();
    };
    connect(m_kind, &QComboBox::currentIndexChanged, this, tell);
    connect(m_every, &QSpinBox::valueChanged, this, tell);
    connect(m_at, &QTimeEdit::timeChanged, this, tell);
    connect(m_cron, &QLineEdit::textChanged, this, tell);
    connect(m_limited, &QCheckBox::toggled, this, tell);
    connect(m_until, &QTimeEdit::timeChanged, this, tell);
    connect(m_missed, &QCheckBox::toggled, this, tell);
    for (const QCheckBox *day : std::as_const(m_days))
        connect(day, &QCheckBox::toggled, this, tell);
    review();
}

void PolicyWhen::build()
{
    m_kind->addItem(tr("days"), int(Schedule::Kind::Days));
    m_kind->addItem(tr("weeks"), int(Schedule::Kind::Weekly));
    m_kind->addItem(tr("hours"), int(Schedule::Kind::Hours));
    m_kind->addItem(tr("as cron says"), int(Schedule::Kind::Cron));
    m_every->setRange(1, Schedule::kMostDays);
    m_missed->setChecked(true);
    auto *dayRow = new QHBoxLayout(m_weekdays);
    dayRow->setContentsMargins({});
    for (int day = 1; day <= kDaysOfWeek; ++day) {
        m_days << named(new QCheckBox(QLocale().dayName(day, QLocale::ShortFormat)),
                        u"policyDay%1Check"_s.arg(day), QLocale().dayName(day));
        dayRow->addWidget(m_days.last());
    }
    dayRow->addStretch();
    m_days.first()->setChecked(true);
    auto *every = new QHBoxLayout;
    every->addWidget(m_every);
    every->addWidget(m_kind);
    every->addStretch();
    auto *window = new QHBoxLayout;
    window->addWidget(m_limited);
    window->addWidget(m_until);
    window->addStretch();
    m_form->addRow(tr("Every"), every);
    m_form->addRow(tr("On"), m_weekdays);
    m_form->addRow(tr("At"), m_at);
    m_form->addRow(tr("Cron"), m_cron);
    m_form->addRow(QString(), window);
    m_form->addRow(QString(), m_missed);
    auto *next = new QLabel(tr("Next runs"));
    next->setAlignment(Qt::AlignTop); // Beside the first of them; a form puts it lower.
    m_form->addRow(next, m_next);
}

Result<Schedule> PolicyWhen::schedule() const
{
    Schedule schedule;
    schedule.kind = static_cast<Schedule::Kind>(m_kind->currentData().toInt());
    schedule.zone = QTimeZone::systemTimeZone();
    // Days, weeks and hours are counted from today on, as clocks here show it.
    schedule.start = m_clock.now().toTimeZone(schedule.zone).date();
    if (schedule.kind == Schedule::Kind::Cron) {
        const auto cron = CronExpression::parse(m_cron->text());
        if (!cron)
            return tl::unexpected(cron.error());
        schedule.cron = *cron;
    } else {
        schedule.every = m_every->value();
        schedule.at = m_at->time();
    }
    if (schedule.kind == Schedule::Kind::Weekly) {
        for (int day = 1; day <= kDaysOfWeek; ++day) {
            if (m_days.at(day - 1)->isChecked())
                schedule.weekdays.append(day);
        }
    }
    if (m_limited->isChecked())
        schedule.window = m_until->time();
    schedule.missed = m_missed->isChecked() ? Schedule::Missed::Run : Schedule::Missed::Skip;
    if (auto checked = schedule.check(); !checked)
        return tl::unexpected(checked.error());
    return schedule;
}

void PolicyWhen::review()
{
    const auto kind = static_cast<Schedule::Kind>(m_kind->currentData().toInt());
    const bool cron = kind == Schedule::Kind::Cron;
    const bool weekly = kind == Schedule::Kind::Weekly;
    m_every->setVisible(!cron);
    for (QWidget *field : {static_cast<QWidget *>(m_at), m_weekdays, static_cast<QWidget *>(m_cron)}) {
        const bool shown = field == m_at ? !cron : field == m_cron ? cron : weekly;
        field->setVisible(shown);
        m_form->labelForField(field)->setVisible(shown);
    }
    m_every->setMaximum(weekly                          ? Schedule::kMostWeeks
                        : kind == Schedule::Kind::Hours ? Schedule::kMostHours
                                                        : Schedule::kMostDays);
    m_until->setEnabled(m_limited->isChecked());
    const auto chosen = schedule();
    QStringList lines;
    if (chosen) {
        for (const QDateTime &run : chosen->nextRuns(m_clock.now(), PoliciesPresenter::kShownRuns))
            lines << timeText(run);
    }
    // As many lines as there can be, so that nothing moves while something is typed.
    while (lines.size() < PoliciesPresenter::kShownRuns)
        lines << QString();
    m_next->setText(lines.join(u'\n'));
}

} // namespace holdfast::ui
