// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace holdfast::ui {

class BucketForm;
class StoreTestView;
class StoreTrial;

/// Asks for a new store: a folder of this computer, or a bucket of a service. It can be tried before it is
/// added; what is wrong is said, and nothing is kept of what does not work.
class StoreDialog final : public QDialog
{
    Q_OBJECT

public:
    StoreDialog(UiContext &context, QWidget *parent);

Q_SIGNALS:
    void added(const QString &name);

private:
    QWidget *makeFolder();
    QWidget *makeButtons();
    void connectAll();
    void chooseKind();
    void review();
    void test();
    void add();
    void chooseFolder();
    void say(const QString &problem);
    [[nodiscard]] bool isBucket() const;
    [[nodiscard]] StoreSetup setup() const;
    [[nodiscard]] QString missing() const;

    UiContext &m_context;
    QComboBox *m_kind;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    BucketForm *m_bucket;
    QWidget *m_folderPage;
    StoreTestView *m_steps;
    StoreTrial *m_trial;
    QLabel *m_problem;
    QPushButton *m_test;
    QPushButton *m_add;
    CancelSource m_cancel; ///< Of the adding.
    bool m_adding = false;
    bool m_named = false; ///< The operator has typed a name.
};

} // namespace holdfast::ui
