// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/phoneservice.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

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

/// Asks for the tags of some phones. A tag that only some of them have stays as it is unless it is clicked.
class PhoneTagsDialog final : public QDialog
{
    Q_OBJECT

public:
    PhoneTagsDialog(const QList<PhoneView> &all, const QList<PhoneView> &phones, QWidget *parent);

Q_SIGNALS:
    void chosen(const QList<holdfast::PhoneId> &phones, const QStringList &added, const QStringList &removed);

private:
    [[nodiscard]] QStringList newTags() const;
    void review();

    QListWidget *m_tags;
    QLineEdit *m_new;
    QLabel *m_problem;
    QPushButton *m_ok;
};

} // namespace holdfast::ui
