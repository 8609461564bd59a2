// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"
#include "ui/shell/uicontext.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace holdfast::ui {

class BucketForm;
class StoreTestView;
class StoreTrial;

/// Asks for a new store, or for what is to be otherwise with one: a folder of this computer, or a bucket of a
/// service. It can be tried before it is kept; what is wrong is said, and nothing is kept of what does not
/// work.
class StoreDialog final : public QDialog
{
    Q_OBJECT

public:
    StoreDialog(UiContext &context, QWidget *parent);
    /// To change @p store.
    StoreDialog(UiContext &context, const StoreView &store, QWidget *parent);

Q_SIGNALS:
    /// The store is added, or changed.
    void saved(const QString &name);

private:
    QWidget *makeFolderRow();
    QWidget *makeButtons();
    void connectAll();
    void chooseKind();
    void review();
    void test();
    void save();
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
    QWidget *m_folderRow;
    QLabel *m_folderHelp;
    QFormLayout *m_form;
    StoreTestView *m_steps;
    StoreTrial *m_trial;
    QLabel *m_problem;
    QPushButton *m_test;
    QPushButton *m_add;
    CancelSource m_cancel; ///< Of the adding.
    bool m_saving = false;
    bool m_named = false;               ///< The operator has typed a name.
    std::optional<StoreView> m_known{}; ///< The store that is changed.
};

} // namespace holdfast::ui
