// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backups/copydialog.h"

#include "core/engine/engine.h"
#include "core/engine/storeservice.h"
#include "ui/jobs/jobfeed.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

CopyDialog::CopyDialog(UiContext &context, const QList<BackupId> &backups, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_backups(backups),
      m_store(named(new QComboBox, u"copyStoreCombo"_s, tr("To the store"))),
      m_folder(named(new QLineEdit, u"copyFolderEdit"_s, tr("Folder in it"))),
      m_problem(named(new WrapLabel, u"copyProblemLabel"_s)),
      m_start(named(new QPushButton(tr("Copy %n backup(s)", nullptr, static_cast<int>(backups.size()))),
                    u"copyStartButton"_s))
{
    setObjectName(u"backupCopyDialog"_s);
    setWindowTitle(tr("Copy to a store"));
    m_folder->setPlaceholderText(tr("top of the store"));
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    m_problem->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"copyCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_start, QDialogButtonBox::ActionRole);
    m_start->setEnabled(false);
    auto *form = new QFormLayout;
    form->addRow(tr("To the store"), m_store);
    form->addRow(tr("Folder in it"), m_folder);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new WrapLabel(
        tr("Each copy is a backup of its own: it is checked, can be restored and is deleted by itself.")));
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_start->setDefault(true);
    resize(480, sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &CopyDialog::start);
    connect(m_store, &QComboBox::currentIndexChanged, m_problem, &QLabel::clear);
    askStores();
}

void CopyDialog::askStores()
{
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [](Engine &engine, const CancelToken &) { return engine.stores().list(); },
        [this](const Result<QList<StoreView>> &stores) {
            if (!stores) {
                m_problem->setText(userText(stores.error()));
                return;
            }
            for (const StoreView &store : *stores)
                m_store->addItem(store.name);
            m_start->setEnabled(m_store->count() > 0);
        });
}

void CopyDialog::start()
{
    m_start->setEnabled(false);
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [backups = m_backups, store = m_store->currentText(),
         folder = m_folder->text().trimmed()](Engine &engine, const CancelToken &) {
            return engine.backups().startCopy(backups, store, folder);
        },
        [this](const Result<BatchId> &batch) {
            m_start->setEnabled(true);
            if (!batch) {
                m_problem->setText(userText(batch.error()));
                return;
            }
            m_context.jobs.refresh();
            Q_EMIT started(*batch);
            accept();
        });
}

} // namespace holdfast::ui
