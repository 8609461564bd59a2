// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore/restorewizard.h"

#include "ui/jobs/jobfeed.h"
#include "ui/restore/restorepages.h"
#include "ui/restore/restorerun.h"

#include <QAbstractButton>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

const BackupRecord *RestoreChoice::backupFor(const Serial &phone) const
{
    if (mode == RestoreMode::One)
        return &backup;
    const auto found = own.constFind(phone.value);
    return found == own.constEnd() ? nullptr : &*found;
}

RestoreRequest RestoreChoice::requestFor(const Serial &phone) const
{
    RestoreRequest request;
    if (const BackupRecord *record = backupFor(phone))
        request.backup = record->id;
    request.phones = {phone};
    // Of backups that differ no common part can be chosen.
    if (mode == RestoreMode::One) {
        request.paths = paths;
        request.apps = apps;
        request.scope = scope;
    }
    request.conflict = conflict;
    request.takeIdentity = takeIdentity;
    request.restart = restart;
    return request;
}

QList<RestoreRequest> RestoreChoice::requests() const
{
    QList<RestoreRequest> all;
    for (const PhoneView &phone : phones) {
        const RestoreRequest one = requestFor(phone.serial);
        const auto same = std::find_if(all.begin(), all.end(), [&](const RestoreRequest &request) {
            return request.backup == one.backup;
        });
        if (same == all.end())
            all.append(one);
        else
            same->phones.append(phone.serial);
    }
    return all;
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
    if (backup)
        m_choice.backup = *backup;
    setPage(BackupPage, new RestoreBackupPage(*this, context, phones));
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
    auto *run = new RestoreRun(
        m_context,
        {.requests = m_choice.requests(), .canary = m_choice.canary, .maxFailures = m_choice.maxFailures},
        &m_context.jobs);
    connect(run, &RestoreRun::refused, this, &RestoreWizard::refused);
    connect(run, &RestoreRun::started, this, [this, run](const BatchId &batch) {
        disconnect(run, nullptr, this, nullptr);
        Q_EMIT started(batch);
        Q_EMIT runBegun(run);
        QWizard::accept();
    });
    run->start();
}

} // namespace holdfast::ui
