// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace holdfast::ui {

/// What this program is, its version and its licences.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent);
};

} // namespace holdfast::ui
