// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "ui/backups/backupcommand.h"
#include "ui/restore/restorepages.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

RestoreConfirmPage::RestoreConfirmPage(RestoreWizard &wizard, UiContext &context)
    : m_wizard(wizard),
      m_context(context),
      m_previewPhone(named(new QComboBox, u"restorePreviewPhoneCombo"_s, tr("Phone of the preview"))),
      m_previewText(named(new WrapLabel, u"restorePreviewLabel"_s)),
      m_replace(named(new QRadioButton(tr("&Replace them")), u"restoreReplaceRadio"_s)),
      m_newer(named(new QRadioButton(tr("Keep those that are &newer on the phone")), u"restoreNewerRadio"_s)),
      m_existing(named(new QRadioButton(tr("&Keep them all")), u"restoreExistingRadio"_s)),
      m_identity(named(new QCheckBox(tr("Let them take over the &identity of the phone that was backed up")),
                       u"restoreIdentityCheck"_s)),
      m_restart(named(new QCheckBox(tr("Re&start the phones afterwards")), u"restoreRestartCheck"_s)),
      m_summary(named(new WrapLabel, u"restoreSummaryLabel"_s)),
      m_consent(named(new QCheckBox, u"restoreConsentCheck"_s)),
      m_countTitle(new QLabel(tr("This replaces whole phones. Type how many:"))),
      m_count(named(new QLineEdit, u"restoreCountEdit"_s, tr("Number of phones"))),
      m_canary(named(new QCheckBox(tr("&One phone first, the others only if it succeeds")),
                     u"restoreCanaryCheck"_s)),
      m_maxFailures(named(new QSpinBox, u"restoreMaxFailuresSpin"_s, tr("Stop after failures"))),
      m_order(makeOrder()),
      m_command(named(new QPlainTextEdit, u"restoreCommandEdit"_s, tr("Command"))),
      m_problem(named(new WrapLabel, u"restoreProblemLabel"_s))
{
    setObjectName(u"restoreConfirmPage"_s);
    setTitle(tr("Restore now?"));
    setSubTitle(tr("Afterwards every restored file is compared with the backup on the phone."));
    m_replace->setChecked(true);
    QFont bold = m_summary->font();
    bold.setBold(true);
    m_summary->setFont(bold);
    m_count->setMaximumWidth(fontMetrics().horizontalAdvance(u'0') * 10);
    m_countTitle->setBuddy(m_count);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setMaximumHeight(fontMetrics().lineSpacing() * 3 + 8);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    auto *countRow = new QHBoxLayout;
    countRow->addWidget(m_countTitle);
    countRow->addWidget(m_count);
    countRow->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(tr("Files that the phone has already:")));
    for (QRadioButton *radio : {m_replace, m_newer, m_existing}) {
        layout->addWidget(radio);
        connect(radio, &QRadioButton::toggled, this, &RestoreConfirmPage::review);
    }
    m_identity->setToolTip(tr("Its android_id, the ids made of it for each app, keys and accounts' tokens. "
                              "Two phones with the same ones are taken for one."));
    auto *previewTitle = new QLabel(tr("&Preview on"));
    previewTitle->setBuddy(m_previewPhone);
    auto *previewRow = new QHBoxLayout;
    previewRow->addWidget(previewTitle);
    previewRow->addWidget(m_previewPhone);
    previewRow->addWidget(m_previewText, 1);
    layout->addLayout(previewRow);
    layout->addSpacing(12);
    layout->addWidget(m_identity);
    layout->addWidget(m_restart);
    layout->addWidget(m_order);
    layout->addSpacing(12);
    layout->addWidget(m_summary);
    layout->addWidget(m_consent);
    layout->addLayout(countRow);
    layout->addStretch(1);
    auto *title = new QLabel(tr("The same on the command line"));
    title->setBuddy(m_command);
    layout->addWidget(title);
    layout->addWidget(m_command);
    layout->addWidget(m_problem);
    connect(m_previewPhone, &QComboBox::currentIndexChanged, this, &RestoreConfirmPage::askPreview);
    connect(m_identity, &QCheckBox::toggled, this, &RestoreConfirmPage::review);
    connect(m_restart, &QCheckBox::toggled, this, &RestoreConfirmPage::review);
    connect(m_consent, &QCheckBox::toggled, this, &RestoreConfirmPage::review);
    connect(m_count, &QLineEdit::textChanged, this, &RestoreConfirmPage::review);
    connect(&wizard, &RestoreWizard::refused, this, [this](const QString &text) {
        m_problem->setText(text);
        Q_EMIT completeChanged();
    });
}

QWidget *RestoreConfirmPage::makeOrder()
{
    m_canary->setChecked(true);
    m_maxFailures->setRange(0, 999);
    m_maxFailures->setValue(3);
    m_maxFailures->setSpecialValueText(tr("never"));
    auto *title = new QLabel(tr("S&top after so many failures:"));
    title->setBuddy(m_maxFailures);
    auto *box = new QWidget;
    auto *layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    layout->addWidget(m_canary);
    layout->addSpacing(16);
    layout->addWidget(title);
    layout->addWidget(m_maxFailures);
    layout->addStretch();
    connect(m_canary, &QCheckBox::toggled, this, &RestoreConfirmPage::review);
    connect(m_maxFailures, &QSpinBox::valueChanged, this, &RestoreConfirmPage::review);
    return box;
}

void RestoreConfirmPage::initializePage()
{
    m_consent->setChecked(false);
    m_count->clear();
    m_problem->clear();
    const RestoreChoice &choice = m_wizard.choice();
    // A phone that gets its own backup has its own identity anyway.
    m_identity->setVisible(choice.mode == RestoreMode::One && choice.backup.whole && choice.apps.isEmpty());
    const int phones = static_cast<int>(choice.phones.size());
    m_order->setVisible(phones > 1);
    m_wizard.setButtonText(QWizard::FinishButton, tr("Restore to %n phone(s)", nullptr, phones));
    {
        const QSignalBlocker quiet(m_previewPhone);
        m_previewPhone->clear();
        for (const PhoneView &phone : m_wizard.choice().phones)
            m_previewPhone->addItem(phone.name.isEmpty() ? phone.serial.value : phone.name,
                                    phone.serial.value);
    }
    askPreview();
    m_consent->setText(tr("I understand that data on %n phone(s) is replaced", nullptr, phones));
    review();
}

QString RestoreConfirmPage::whatText(const RestoreChoice &choice)
{
    if (!choice.apps.isEmpty())
        return choice.apps.size() == 1 ? choice.apps.first()
                                       : tr("%n app(s)", nullptr, static_cast<int>(choice.apps.size()));
    return (choice.isAll() ? tr("all of it; %1 files, %2") : tr("a part of it; %1 files, %2"))
        .arg(countText(choice.files), sizeText(choice.bytes));
}

QString RestoreConfirmPage::summary() const
{
    const RestoreChoice &choice = m_wizard.choice();
    const int phones = static_cast<int>(choice.phones.size());
    switch (choice.mode) {
    case RestoreMode::One:
        return tr("Restore “%1” of %2 (%3) to %n phone(s).", nullptr, phones)
            .arg(choice.backup.name, choice.backup.phoneName, whatText(choice));
    case RestoreMode::Own:
        return tr("Restore %n phone(s), each from its own newest backup.", nullptr, phones);
    case RestoreMode::Mapping:
        return tr("Restore %n phone(s), each from the backup that the file names.", nullptr, phones);
    }
    Q_UNREACHABLE();
}

bool RestoreConfirmPage::asksForCount() const
{
    const RestoreChoice &choice = m_wizard.choice();
    return choice.isAll() && choice.phones.size() > 1 &&
           std::any_of(choice.phones.begin(), choice.phones.end(), [&](const PhoneView &phone) {
               const BackupRecord *backup = choice.backupFor(phone.serial);
               return backup && backup->whole;
           });
}

void RestoreConfirmPage::review()
{
    RestoreChoice &choice = m_wizard.choice();
    choice.conflict = m_existing->isChecked() ? Conflict::Skip
                      : m_newer->isChecked()  ? Conflict::KeepNewer
                                              : Conflict::Overwrite;
    choice.takeIdentity = m_identity->isVisibleTo(this) && m_identity->isChecked();
    choice.restart = m_restart->isChecked();
    choice.canary = m_canary->isChecked();
    choice.maxFailures = m_maxFailures->value();
    m_summary->setText(summary());
    showPreview();
    m_countTitle->setVisible(asksForCount());
    m_count->setVisible(asksForCount());
    QStringList commands;
    for (const RestoreRequest &request : choice.requests())
        commands << shellLine(commandWords(request));
    m_command->setPlainText(commands.join(u'\n'));
    Q_EMIT completeChanged();
}

void RestoreConfirmPage::askPreview()
{
    m_asked.cancel();
    m_preview.reset();
    showPreview();
    const Serial serial{m_previewPhone->currentData().toString()};
    m_asked = m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [request = m_wizard.choice().requestFor(serial), serial](Engine &engine, const CancelToken &cancel) {
            return engine.backups().preview(request, serial, cancel);
        },
        [this, round = ++m_round](const Result<RestorePreview> &preview) {
            if (round != m_round)
                return;
            m_preview = preview;
            showPreview();
        });
}

void RestoreConfirmPage::showPreview()
{
    const RestoreChoice &choice = m_wizard.choice();
    if (!m_preview) {
        m_previewText->setText(tr("The phone is being asked…"));
    } else if (!*m_preview) {
        m_previewText->setText(userText(m_preview->error()));
    } else if (const auto allowed = refusalOf((*m_preview)->findings); !allowed) {
        m_previewText->setText(userText(allowed.error()));
    } else {
        const RestorePreview &preview = **m_preview;
        QStringList parts;
        if (preview.apps > 0)
            parts << (choice.scope == RestoreScope::ApkOnly
                          ? tr("installs %n app(s), whose data stays as it is", nullptr, int(preview.apps))
                          : tr("replaces the data of %n app(s) as a whole", nullptr, int(preview.apps)));
        if (preview.apps == 0 || preview.added + preview.equal + preview.older + preview.newer > 0)
            parts << tr("adds %1 (%2), replaces %3, keeps %4, %5 equal already")
                         .arg(countText(preview.added), sizeText(preview.addedBytes),
                              countText(preview.replaced(choice.conflict)),
                              countText(preview.kept(choice.conflict)), countText(preview.equal));
        m_previewText->setText(parts.join(tr("; ", "between the parts of a sentence")));
    }
}

bool RestoreConfirmPage::isComplete() const
{
    const qsizetype phones = m_wizard.choice().phones.size();
    const bool counted = !asksForCount() || m_count->text().trimmed() == QString::number(phones);
    return phones > 0 && m_consent->isChecked() && counted;
}

} // namespace holdfast::ui
