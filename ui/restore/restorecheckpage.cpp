// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "ui/jobs/problemtext.h"
#include "ui/restore/restorepages.h"
#include "ui/restore/restoresources.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/roles.h"
#include "ui/widgets/roomyheader.h"
#include "ui/widgets/wrapdelegate.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <utility>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { PhoneColumn, AndroidColumn, VerdictColumn, BackupColumn };

} // namespace

RestoreCheckPage::RestoreCheckPage(RestoreWizard &wizard, UiContext &context)
    : m_wizard(wizard),
      m_context(context),
      m_summary(named(new QLabel, u"restoreCheckLabel"_s)),
      m_view(named(new QTreeWidget, u"restoreCheckView"_s, tr("Check results"))),
      m_leaveOut(named(new QPushButton(tr("Leave out refused")), u"restoreLeaveOutButton"_s))
{
    setObjectName(u"restoreCheckPage"_s);
    setTitle(tr("Can it work?"));
    setSubTitle(
        tr("Each phone is asked for its Android version, space, root and processor. Nothing is changed."));
    RoomyHeader::install(*m_view);
    m_view->setHeaderLabels({tr("Phone"), tr("Android"), tr("Verdict"), tr("Backup")});
    m_view->setRootIsDecorated(false);
    m_view->setAlternatingRowColors(true);
    new WrapDelegate(m_view);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(VerdictColumn, QHeaderView::Stretch);
    m_view->header()->moveSection(BackupColumn, AndroidColumn);
    auto *again = named(new QPushButton(icon("refresh"_L1), tr("Check again")), u"restoreRecheckButton"_s);
    again->setAutoDefault(false);
    m_leaveOut->setAutoDefault(false);
    auto *upper = new QHBoxLayout;
    upper->addWidget(m_summary, 1);
    upper->addWidget(m_leaveOut);
    upper->addWidget(again);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(upper);
    layout->addWidget(m_view, 1);
    connect(again, &QPushButton::clicked, this, &RestoreCheckPage::initializePage);
    connect(m_leaveOut, &QPushButton::clicked, this, &RestoreCheckPage::leaveOut);
}

void RestoreCheckPage::initializePage()
{
    m_view->setColumnHidden(BackupColumn, m_wizard.choice().mode == RestoreMode::One);
    if (m_wizard.choice().mode == RestoreMode::Own)
        findOwn();
    else
        check();
}

/// Which backup each phone gets is settled here: it may be another one than a minute ago.
void RestoreCheckPage::findOwn()
{
    m_view->clear();
    m_verdicts.clear();
    for (const PhoneView &phone : m_wizard.choice().phones)
        m_verdicts.insert(phone.serial.value, Verdict::Unknown);
    review();
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [phones = m_wizard.choice().phones](Engine &engine, const CancelToken &cancel) {
            return newestBackupsOf(engine, phones, cancel);
        },
        [this, round = ++m_round](const Result<QHash<QString, BackupRecord>> &found) {
            if (round != m_round)
                return;
            if (found)
                m_wizard.choice().own = *found;
            else
                m_summary->setText(userText(found.error()));
            if (found)
                check();
        });
}

void RestoreCheckPage::check()
{
    m_view->clear();
    m_verdicts.clear();
    const quint64 round = ++m_round;
    for (const PhoneView &phone : std::as_const(m_wizard.choice().phones)) {
        const BackupRecord *backup = m_wizard.choice().backupFor(phone.serial);
        m_verdicts.insert(phone.serial.value, Verdict::Unknown);
        auto *item = new QTreeWidgetItem(
            m_view,
            {phone.name.isEmpty() ? phone.serial.value : phone.name,
             u"%1 \u2192 %2"_s.arg(backup ? backup->androidVersion : QString::fromUtf16(kNothing),
                                   phone.androidVersion),
             tr("Being checked…"), backup ? timeText(backup->createdAt) : QString::fromUtf16(kNothing)});
        item->setData(PhoneColumn, Qt::UserRole, phone.serial.value);
        item->setData(VerdictColumn, IconNameRole, u"waiting"_s);
        item->setToolTip(BackupColumn, backup ? backup->name : QString());
        ask(phone, round);
    }
    review();
}

void RestoreCheckPage::ask(const PhoneView &phone, quint64 round)
{
    if (!m_wizard.choice().backupFor(phone.serial)) {
        show(phone.serial, fail(Errc::BackupNotFound, {}, {.object = phone.name}));
        return;
    }
    m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request = m_wizard.choice().requestFor(phone.serial),
         serial = phone.serial](Engine &engine, const CancelToken &cancel) {
            return engine.backups().preflight(request, serial, cancel);
        },
        [this, round, serial = phone.serial](const Result<QList<PreflightFinding>> &findings) {
            if (round == m_round)
                show(serial, findings);
        });
}

void RestoreCheckPage::show(const Serial &phone, const Result<QList<PreflightFinding>> &findings)
{
    PhoneNames names;
    for (const PhoneView &one : m_wizard.choice().phones) {
        if (!one.name.isEmpty())
            names.insert(one.serial.value, one.name);
    }
    Verdict verdict = Verdict::Ready;
    QStringList texts;
    QStringList technical;
    if (findings) {
        for (const PreflightFinding &finding : *findings) {
            const bool refusal = finding.severity == PreflightFinding::Severity::Refusal;
            verdict = std::max(verdict, refusal ? Verdict::Refused : Verdict::Warned);
            technical << finding.error.detail;
            texts << (refusal ? tr("Refused: %1") : tr("Warning: %1")).arg(problemText(finding.error, names));
        }
    } else {
        verdict = Verdict::Refused;
        const QString why = findings.error().code == Errc::BackupNotFound
                                ? tr("There is no backup of this phone that can be restored. Leave it out.")
                                : problemText(findings.error(), names);
        texts << tr("Refused: %1").arg(why);
    }
    m_verdicts[phone.value] = verdict;
    for (int row = 0; row < m_view->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_view->topLevelItem(row);
        if (item->data(PhoneColumn, Qt::UserRole).toString() != phone.value)
            continue;
        item->setText(VerdictColumn, texts.isEmpty() ? tr("Ready") : texts.join(u'\n'));
        technical.removeAll(QString());
        item->setToolTip(VerdictColumn, technical.join(u'\n'));
        item->setData(VerdictColumn, ToneRole,
                      int(verdict == Verdict::Ready    ? Tone::Good
                          : verdict == Verdict::Warned ? Tone::Warning
                                                       : Tone::Bad));
        item->setData(VerdictColumn, IconNameRole,
                      verdict == Verdict::Ready    ? u"ok"_s
                      : verdict == Verdict::Warned ? u"warning"_s
                                                   : u"error"_s);
    }
    review();
}

void RestoreCheckPage::leaveOut()
{
    QList<PhoneView> &phones = m_wizard.choice().phones;
    phones.removeIf(
        [this](const PhoneView &phone) { return m_verdicts.value(phone.serial.value) == Verdict::Refused; });
    for (int row = m_view->topLevelItemCount() - 1; row >= 0; --row) {
        const QString serial = m_view->topLevelItem(row)->data(PhoneColumn, Qt::UserRole).toString();
        if (m_verdicts.value(serial) != Verdict::Refused)
            continue;
        m_verdicts.remove(serial);
        delete m_view->takeTopLevelItem(row);
    }
    review();
}

void RestoreCheckPage::review()
{
    const auto counted = [this](Verdict verdict) {
        return static_cast<int>(std::count(m_verdicts.cbegin(), m_verdicts.cend(), verdict));
    };
    const int unknown = counted(Verdict::Unknown);
    const int refused = counted(Verdict::Refused);
    const int all = static_cast<int>(m_verdicts.size());
    if (unknown > 0)
        m_summary->setText(tr("%n phone(s) still being checked", nullptr, unknown));
    else if (refused == all)
        m_summary->setText(
            tr("%n phone(s), all refused. Go back and choose other phones or another backup.", nullptr, all));
    else
        m_summary->setText(tr("%n phone(s): %1 ready, %2 with warnings, %3 refused", nullptr, all)
                               .arg(counted(Verdict::Ready))
                               .arg(counted(Verdict::Warned))
                               .arg(refused));
    m_leaveOut->setEnabled(unknown == 0 && refused > 0 && refused < all);
    Q_EMIT completeChanged();
}

bool RestoreCheckPage::isComplete() const
{
    return !m_verdicts.isEmpty() && std::all_of(m_verdicts.begin(), m_verdicts.end(), [](Verdict verdict) {
        return verdict == Verdict::Ready || verdict == Verdict::Warned;
    });
}

} // namespace holdfast::ui
