// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/emulatorservice.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace holdfast::ui {

/// Asks what a new emulated phone shall be.
class EmulatorDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit EmulatorDialog(const QString &suggestedName, QWidget *parent);

Q_SIGNALS:
    void requested(const holdfast::EmulatorRequest &request);

private:
    void review();

    QLineEdit *m_name;
    QComboBox *m_android;
    QComboBox *m_sample;
    QPushButton *m_create;
};

} // namespace holdfast::ui
