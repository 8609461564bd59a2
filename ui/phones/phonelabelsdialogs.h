// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QDialog>

class QComboBox;

namespace holdfast::ui {

/// Asks for the group of some phones: one that there is, a new one, or none.
class PhoneGroupDialog final : public QDialog
{
    Q_OBJECT

public:
    /// @p all says which groups there are; @p phones are those to be put into one.
    PhoneGroupDialog(const QList<PhoneView> &all, const QList<PhoneView> &phones, QWidget *parent);

Q_SIGNALS:
    /// An empty @p group: into none.
    void chosen(const QList<holdfast::PhoneId> &phones, const QString &group);

private:
    QComboBox *m_group;
};

} // namespace holdfast::ui
