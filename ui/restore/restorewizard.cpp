// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore/restorewizard.h"

#include "core/engine/engine.h"
#include "ui/jobs/jobfeed.h"
#include "ui/restore/restorepages.h"
#include "ui/shell/enginelink.h"

#include <QAbstractButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

RestoreRequest RestoreChoice::request() const
{
    RestoreRequest request;
    request.backup = backup.id;
    for (const PhoneView &phone : phones)
        request.phones.append(phone.serial);
    request.paths = paths;
    request.apps = apps;
    request.scope = scope;
    request.conflict = conflict;
    request.takeIdentity = takeIdentity;
    request.restart = restart;
    return request;
}

RestoreWizard::RestoreWizard(UiContext &context, const PhoneModel &phones,
                             const std::optional<BackupRecord> &backup, const QList<PhoneView> &ticked,
                             QWidget *parent)
    : QWizard(parent), m_context(context)
{
    setObjectName(u"restoreWizard"_s);
    setWindowTitle(tr("Restore a backup"));
    setWizardStyle(ModernStyle);
    setOption(NoBackButtonOnStartPage);
    // Pages keep what was chosen when the operator goes back.
    setOption(IndependentPages);
    if (backup)
        m_choice.backup = *backup;
    setPage(BackupPage, new RestoreBackupPage(*this, context));
    setPage(ContentsPage, new RestoreContentsPage(*this, context));
    setPage(PhonesPage, new RestorePhonesPage(*this, phones, ticked));
    setPage(CheckPage, new RestoreCheckPage(*this, context));
    setPage(ConfirmPage, new RestoreConfirmPage(*this, context));
    setStartId(backup ? ContentsPage : BackupPage);
    const std::pair<WizardButton, std::pair<QString, QString>> texts[] = {
        {BackButton, {u"restoreBackButton"_s, tr("Back")}},
        {NextButton, {u"restoreNextButton"_s, tr("Next")}},
        {CancelButton, {u"restoreCancelButton"_s, tr("Cancel")}},
        {FinishButton, {u"restoreStartButton"_s, tr("Restore")}}};
    for (const auto &[which, names] : texts) {
        button(which)->setObjectName(names.first);
        setButtonText(which, names.second);
    }
    resize(820, 600);
}

void RestoreWizard::accept()
{
    button(FinishButton)->setEnabled(false);
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request = m_choice.request()](Engine &engine, const CancelToken &cancel) {
            return engine.backups().startRestore(request, cancel);
        },
        [this](const Result<BatchId> &batch) {
            m_context.jobs.refresh();
            if (!batch) {
                Q_EMIT refused(userText(batch.error()));
                return;
            }
            Q_EMIT started(*batch);
            QWizard::accept();
        });
}

} // namespace holdfast::ui
