// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/backupservice.h"
#include "ui/phones/phonemodel.h"
#include "ui/shell/uicontext.h"

#include <QHash>
#include <QWizard>

#include <optional>

namespace holdfast::ui {

class RestoreRun;

/// Which backup a phone gets.
enum class RestoreMode {
    One,    ///< The same one for all.
    Own,    ///< Each phone its own newest one.
    Mapping ///< What a file says.
};

/// What the pages of the wizard have settled so far.
struct RestoreChoice
{
    RestoreMode mode = RestoreMode::One;
    BackupRecord backup;              ///< In the mode One.
    QHash<QString, BackupRecord> own; ///< In the others: by the phone's serial.
    QStringList paths;                ///< With no apps either: all of it.
    QStringList apps;                 ///< Packages; with them nothing but apps is restored.
    RestoreScope scope = RestoreScope::Both;
    qint64 bytes = 0;
    qint64 files = 0;
    QList<PhoneView> phones; ///< Ticked, less those that were left out.
    Conflict conflict = Conflict::Overwrite;
    bool takeIdentity = false;
    bool restart = false;
    bool canary = true;  ///< With several phones.
    int maxFailures = 0; ///< 0: no limit.

    /// Whether nothing of the backup is left out.
    [[nodiscard]] bool isAll() const
    {
        return mode != RestoreMode::One || (paths.isEmpty() && apps.isEmpty());
    }
    /// The backup that a phone gets; null where there is none for it.
    [[nodiscard]] const BackupRecord *backupFor(const Serial &phone) const;
    /// What is done to one phone.
    [[nodiscard]] RestoreRequest requestFor(const Serial &phone) const;
    /// What is done to all, a request for each backup, in the order of the phones.
    [[nodiscard]] QList<RestoreRequest> requests() const;
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
    /// The same for the run that goes on behind it, which outlives the wizard.
    void runBegun(holdfast::ui::RestoreRun *run);
    /// The engine did not take the request; why, in words.
    void refused(const QString &text);

private:
    UiContext &m_context;
    RestoreChoice m_choice;
};

} // namespace holdfast::ui
