// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/uicontext.h"

#include <QScrollArea>

namespace holdfast::ui {

/// What the operator may choose about the program. Everything applies at once, or says when it will.
class SettingsPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit SettingsPage(UiContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void layoutReset();

private:
    QWidget *makeAppearance();
    QWidget *makeTransfer();
    QWidget *makePlaces();

    UiContext &m_context;
};

} // namespace holdfast::ui
