// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quitdialog.h"

#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

QuitDialog::QuitDialog(int running, int waiting, QWidget *parent)
    : QDialog(parent),
      m_finish(named(new QRadioButton(tr("&Finish them, then quit")), u"quitFinishRadio"_s)),
      m_cancel(
          named(new QRadioButton(tr("&Cancel them and quit; nothing partial is kept")), u"quitCancelRadio"_s))
{
    setObjectName(u"quitDialog"_s);
    setWindowTitle(tr("Quit Holdfast?"));
    auto *title =
        named(new QLabel(tr("Not done yet: %n job(s).", nullptr, running + waiting)), u"quitLabel"_s);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    m_finish->setChecked(true);
    auto *buttons = new QDialogButtonBox;
    auto *stay = named(new QPushButton(tr("Do not quit")), u"quitStayButton"_s);
    auto *quit = named(new QPushButton(tr("Quit")), u"quitButton"_s);
    buttons->addButton(stay, QDialogButtonBox::RejectRole);
    buttons->addButton(quit, QDialogButtonBox::AcceptRole);
    stay->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(title);
    layout->addWidget(m_finish);
    layout->addWidget(m_cancel);
    layout->addSpacing(12);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QuitDialog::Choice QuitDialog::choice() const
{
    return m_cancel->isChecked() ? Choice::CancelAll : Choice::FinishFirst;
}

} // namespace holdfast::ui
