// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/questionbox.h"

#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineLetters = 46;

} // namespace

QMessageBox *ask(QWidget *parent, const Question &question, std::function<void()> run)
{
    auto *box = named(new QMessageBox(parent), question.name + u"Box"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const int size = box->style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, box);
    box->setIconPixmap(
        iconPixmap("help"_L1, toneColor(Tone::Info, box->palette()), size, box->devicePixelRatioF()));
    box->setWindowTitle(question.title);
    box->setText(question.text);
    box->setInformativeText(question.more);
    // Qt makes the box as narrow as its first line, which breaks the second one after every other word.
    if (auto *more = box->findChild<QLabel *>(u"qt_msgbox_informativelabel"_s))
        more->setMinimumWidth(more->fontMetrics().horizontalAdvance(u'n') * kLineLetters);
    auto *yes = named(box->addButton(question.yes, QMessageBox::AcceptRole), question.name + u"YesButton"_s);
    box->setDefaultButton(
        named(box->addButton(question.no, QMessageBox::RejectRole), question.name + u"NoButton"_s));
    QObject::connect(box, &QMessageBox::buttonClicked, parent,
                     [yes, run = std::move(run)](const QAbstractButton *button) {
                         if (button == yes)
                             run();
                     });
    box->open();
    return box;
}

} // namespace holdfast::ui
