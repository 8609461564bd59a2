// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QMessageBox;
class QWidget;

namespace holdfast::ui {

/// What a question says; all in the operator's language.
struct Question
{
    QString name; ///< objectName of the box; the buttons are `nameYesButton` and `nameNoButton`.
    QString title;
    QString text;
    QString more; ///< What happens then, in smaller letters.
    QString yes;
    QString no;
};

/// Opens a box over @p parent that asks before something is done, and calls @p run after a yes; Enter is
/// a no. The box is wide enough for whole lines and goes by itself.
QMessageBox *ask(QWidget *parent, const Question &question, std::function<void()> run);

} // namespace holdfast::ui
