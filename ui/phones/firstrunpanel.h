// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/uicontext.h"

#include <QFrame>

class QAction;
class QGridLayout;
class QLabel;

namespace holdfast::ui {

/// What is left to do before the first backup, above the list of phones: gone for good once it is done or
/// sent away.
class FirstRunPanel final : public QFrame
{
    Q_OBJECT

public:
    /// The actions are borrowed: what finds phones, and what backs up the selected ones.
    FirstRunPanel(UiContext &context, const QList<QAction *> &findPhones, QAction *backup,
                  QWidget *parent = nullptr);

    void setOnlinePhones(int count);
    /// Asks the catalog how far things are.
    void refresh();

Q_SIGNALS:
    void addStoreRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Step { Phones, Store, Backup, StepCount };
    void addStep(Step step, const QList<QWidget *> &buttons);
    void review();

    UiContext &m_context;
    QGridLayout *m_grid;
    QLabel *m_icons[StepCount] = {};
    QLabel *m_texts[StepCount] = {};
    int m_phones = 0;
    qint64 m_stores = -1; ///< -1 until known.
    bool m_hasBackup = false;
};

} // namespace holdfast::ui
