// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quitdialog.h"

#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

QuitDialog::QuitDialog(const Unfinished &left, bool tray, QWidget *parent)
    : QDialog(parent),
      m_finish(named(new QRadioButton(tr("&Finish them, then quit")), u"quitFinishRadio"_s)),
      m_cancel(named(new QRadioButton(tr("&Cancel them and quit; nothing partial is kept")),
                     u"quitCancelRadio"_s)),
      m_tray(named(
          new QRadioButton(tr("Keep them &running and close the window; the icon beside the clock stays")),
          u"quitTrayRadio"_s)),
      m_forEver(named(new QCheckBox(tr("Do &not ask again")), u"quitForEverCheck"_s))
{
    setObjectName(u"quitDialog"_s);
    setWindowTitle(tr("Quit Holdfast?"));
    auto *title = named(new QLabel(tr("Not done yet: %n job(s).", nullptr, left.jobs)), u"quitLabel"_s);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setVisible(left.jobs > 0);
    auto *later = named(new QLabel, u"quitLaterLabel"_s);
    later->setText(
        tr("A restore tries one phone first. Left as before unless it may finish: %n other phone(s).",
           nullptr, left.phones));
    later->setWordWrap(true);
    later->setVisible(left.phones > 0);
    m_tray->setVisible(tray);
    m_forEver->setVisible(tray);
    (tray ? m_tray : m_finish)->setChecked(true);
    auto *buttons = new QDialogButtonBox;
    auto *stay = named(new QPushButton(tr("Do not quit")), u"quitStayButton"_s);
    auto *quit = named(new QPushButton(tr("Quit")), u"quitButton"_s);
    buttons->addButton(stay, QDialogButtonBox::RejectRole);
    buttons->addButton(quit, QDialogButtonBox::AcceptRole);
    stay->setDefault(true);
    const auto review = [this, quit] {
        m_forEver->setEnabled(m_tray->isChecked());
        quit->setText(m_tray->isChecked() ? tr("Close the window") : tr("Quit"));
    };
    connect(m_tray, &QRadioButton::toggled, this, review);
    review();
    auto *layout = new QVBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(title);
    layout->addWidget(later);
    layout->addWidget(m_tray);
    auto *below = new QHBoxLayout; // It belongs to the choice above it.
    below->addSpacing(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                      style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
    below->addWidget(m_forEver);
    layout->addLayout(below);
    layout->addWidget(m_finish);
    layout->addWidget(m_cancel);
    layout->addSpacing(12);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QuitDialog::Choice QuitDialog::choice() const
{
    if (m_tray->isChecked())
        return Choice::Tray;
    return m_cancel->isChecked() ? Choice::CancelAll : Choice::FinishFirst;
}

bool QuitDialog::isForEver() const
{
    return m_tray->isChecked() && m_forEver->isChecked();
}

} // namespace holdfast::ui
