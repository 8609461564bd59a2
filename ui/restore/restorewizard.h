// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/phones/phonemodel.h"
#include "ui/shell/uicontext.h"

#include <QWizard>

#include <optional>

namespace holdfast::ui {

/// What the pages of the wizard have settled so far.
struct RestoreChoice
{
    BackupRecord backup;
    QStringList paths; ///< With no apps either: all of it.
    QStringList apps;  ///< Packages; with them nothing but apps is restored.
    RestoreScope scope = RestoreScope::Both;
    qint64 bytes = 0;
    qint64 files = 0;
    QList<PhoneView> phones; ///< Ticked, less those that were left out.
    Conflict conflict = Conflict::Overwrite;
    bool takeIdentity = false;
    bool restart = false;

    /// Whether nothing of the backup is left out.
    [[nodiscard]] bool isAll() const { return paths.isEmpty() && apps.isEmpty(); }
    [[nodiscard]] RestoreRequest request() const;
};

/// Restores one backup, or a part of it, to phones: which, what, where to, whether it can work, and only then
/// the question. Nothing on a phone is touched before the last button.
class RestoreWizard final : public QWizard
{
    Q_OBJECT

public:
    enum PageId { BackupPage, ContentsPage, PhonesPage, CheckPage, ConfirmPage };

    /// @p backup is chosen already, or asked for on a first page. @p ticked are phones to begin with.
    RestoreWizard(UiContext &context, const PhoneModel &phones, const std::optional<BackupRecord> &backup,
                  const QList<PhoneView> &ticked, QWidget *parent);

    [[nodiscard]] RestoreChoice &choice() { return m_choice; }
    void accept() override;

Q_SIGNALS:
    void started(const holdfast::BatchId &batch);
    /// The engine did not take the request; why, in words.
    void refused(const QString &text);

private:
    UiContext &m_context;
    RestoreChoice m_choice;
};

} // namespace holdfast::ui
