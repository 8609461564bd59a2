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
      m_limited(named(new QCheckBox(tr("Only until")), u"policyWindowCheck"_s)),
      m_until(makeTime(u"policyWindowEdit"_s, tr("End of its time"), {6, 0})),
      m_end(named(new QComboBox, u"policyWindowEndCombo"_s, tr("What happens then"))),
      m_missed(named(new QCheckBox(tr("Make up for a run that was missed, while there is time")),
                     u"policyMissedCheck"_s)),
      m_zone(named(new QLabel, u"policyZoneLabel"_s, tr("Time zone"))),
      m_next(named(new QLabel, u"policyNextLabel"_s, tr("Next runs"))),
      m_form(new QFormLayout(this))
{
    m_given.zone = QTimeZone::systemTimeZone();
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
    connect(m_end, &QComboBox::currentIndexChanged, this, tell);
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
    m_end->addItem(tr("then stop what runs"), int(Schedule::WindowEnd::Stop));
    m_end->addItem(tr("then let it finish"), int(Schedule::WindowEnd::Finish));
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
    window->addWidget(m_end);
    window->addStretch();
    m_form->addRow(tr("Every"), every);
    m_form->addRow(tr("On"), m_weekdays);
    m_form->addRow(tr("At"), m_at);
    m_form->addRow(tr("Cron"), m_cron);
    m_form->addRow(QString(), window);
    m_form->addRow(QString(), m_missed);
    m_form->addRow(tr("Time zone"), m_zone);
    auto *next = new QLabel(tr("Next runs"));
    next->setAlignment(Qt::AlignTop); // Beside the first of them; a form puts it lower.
    m_form->addRow(next, m_next);
}

Result<Schedule> PolicyWhen::schedule() const
{
    Schedule schedule = m_given;
    schedule.kind = static_cast<Schedule::Kind>(m_kind->currentData().toInt());
    schedule.weekdays.clear();
    if (schedule.kind == Schedule::Kind::Cron) {
        const auto cron = CronExpression::parse(m_cron->text());
        if (!cron)
            return tl::unexpected(cron.error());
        schedule.cron = *cron;
    } else {
        schedule.every = m_every->value();
        schedule.at = m_at->time();
    }
    // Days, weeks and hours are counted from today on, as clocks there show it.
    if (!schedule.start.isValid() || schedule.kind != m_given.kind || schedule.every != m_given.every)
        schedule.start = m_clock.now().toTimeZone(schedule.zone).date();
    if (schedule.kind == Schedule::Kind::Weekly) {
        for (int day = 1; day <= kDaysOfWeek; ++day) {
            if (m_days.at(day - 1)->isChecked())
                schedule.weekdays.append(day);
        }
    }
    schedule.window = m_limited->isChecked() ? std::optional(m_until->time()) : std::nullopt;
    if (schedule.window)
        schedule.windowEnd = static_cast<Schedule::WindowEnd>(m_end->currentData().toInt());
    schedule.missed = m_missed->isChecked() ? Schedule::Missed::Run : Schedule::Missed::Skip;
    if (auto checked = schedule.check(); !checked)
        return tl::unexpected(checked.error());
    return schedule;
}

void PolicyWhen::setSchedule(const Schedule &schedule)
{
    {
        const QSignalBlocker quiet(this);
        m_given = schedule;
        m_kind->setCurrentIndex(m_kind->findData(int(schedule.kind)));
        m_every->setValue(schedule.every);
        if (schedule.kind == Schedule::Kind::Cron)
            m_cron->setText(schedule.cron.text());
        else
            m_at->setTime(schedule.at);
        if (schedule.kind == Schedule::Kind::Weekly) {
            for (int day = 1; day <= kDaysOfWeek; ++day)
                m_days.at(day - 1)->setChecked(schedule.weekdays.contains(day));
        }
        m_limited->setChecked(schedule.window.has_value());
        if (schedule.window) {
            m_until->setTime(*schedule.window);
            m_end->setCurrentIndex(m_end->findData(int(schedule.windowEnd)));
        }
        m_missed->setChecked(schedule.missed == Schedule::Missed::Run);
    }
    review();
    Q_EMIT changed();
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
    m_end->setEnabled(m_limited->isChecked());
    // Told where it is not that of the clocks here.
    const bool elsewhere = m_given.zone != QTimeZone::systemTimeZone();
    m_zone->setText(tr("Times are those of %1.").arg(QString::fromLatin1(m_given.zone.id())));
    m_zone->setVisible(elsewhere);
    m_form->labelForField(m_zone)->setVisible(elsewhere);
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
