// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storedialog.h"

#include "core/engine/engine.h"
#include "core/engine/storeservice.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

StoreDialog::StoreDialog(UiContext &context, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_name(named(new QLineEdit(u"local"_s), u"storeNameEdit"_s, tr("Name"))),
      m_folder(named(new QLineEdit, u"storeFolderEdit"_s, tr("Folder"))),
      m_problem(named(new WrapLabel, u"storeProblemLabel"_s)),
      m_add(named(new QPushButton(tr("Add")), u"storeDialogAddButton"_s))
{
    setObjectName(u"storeDialog"_s);
    setWindowTitle(tr("Add a store"));
    auto *help =
        new WrapLabel(tr("Archives are kept in a folder: of a local disk, a network drive or a mounted cloud "
                         "drive. Nothing that lies there is changed."));
    m_folder->setPlaceholderText(QDir::toNativeSeparators(QDir::home().filePath(u"phone-backups"_s)));
    auto *choose = named(new QToolButton, u"storeFolderButton"_s, tr("Choose a folder"));
    choose->setIcon(icon("folder"_L1));
    choose->setToolTip(choose->accessibleName());
    auto *folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);
    auto *form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Folder"), folderRow);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"storeCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_add, QDialogButtonBox::ActionRole);
    m_add->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(help);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(480, sizeHint().height());
    connect(m_name, &QLineEdit::textChanged, this, &StoreDialog::review);
    connect(m_folder, &QLineEdit::textChanged, this, &StoreDialog::review);
    connect(choose, &QToolButton::clicked, this, &StoreDialog::chooseFolder);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &StoreDialog::add);
    review();
    m_folder->setFocus();
}

void StoreDialog::review()
{
    m_add->setEnabled(!m_name->text().trimmed().isEmpty() && !m_folder->text().trimmed().isEmpty());
}

void StoreDialog::chooseFolder()
{
    auto *dialog =
        named(new QFileDialog(this, tr("Choose a folder"), m_folder->text()), u"storeFolderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

void StoreDialog::add()
{
    m_add->setEnabled(false);
    m_problem->hide();
    const QString name = m_name->text().trimmed();
    const QString folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    m_context.engine.ask(
        EngineLink::Lane::Catalog, this,
        [name, folder](Engine &engine, const CancelToken &cancel) -> Result<StoreView> {
            // Where the folder is missing it is made, if the one above it exists: a typing error makes no
            // tree.
            if (const QFileInfo place(folder); !place.exists() && place.dir().exists())
                QDir().mkdir(folder);
            return engine.stores().add(name, folder, cancel);
        },
        [this, name](const Result<StoreView> &store) {
            review();
            if (!store) {
                m_problem->setText(userText(store.error()));
                m_problem->show();
                return;
            }
            Q_EMIT added(name);
            accept();
        });
}

} // namespace holdfast::ui
