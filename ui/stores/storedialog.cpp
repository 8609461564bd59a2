// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stores/storedialog.h"

#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/icons.h"
#include "ui/shell/theme.h"
#include "ui/stores/bucketform.h"
#include "ui/stores/storetestview.h"
#include "ui/stores/storetrial.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTestRows = 9;

/// A folder as people write it.
QString shownFolder(const StoreView &store)
{
    const QUrl url(store.url);
    return QDir::toNativeSeparators(url.isLocalFile() ? url.toLocalFile() : store.url);
}

} // namespace

StoreDialog::StoreDialog(UiContext &context, QWidget *parent)
    : QDialog(parent),
      m_context(context),
      m_kind(named(new QComboBox, u"storeKindCombo"_s, tr("Kind"))),
      m_name(named(new QLineEdit(u"local"_s), u"storeNameEdit"_s, tr("Name"))),
      m_folder(named(new QLineEdit, u"storeFolderEdit"_s, tr("Folder"))),
      m_bucket(named(new BucketForm, u"storeBucketForm"_s)),
      m_folderRow(makeFolderRow()),
      m_folderHelp(
          named(new WrapLabel(tr("Archives are kept in a folder: of a local disk, a network drive or a "
                                 "mounted cloud drive. Nothing that lies there is changed.")),
                u"storeFolderHelpLabel"_s)),
      m_form(new QFormLayout),
      m_steps(new StoreTestView(u"storeTrialView"_s)),
      m_trial(new StoreTrial(context.engine, this)),
      m_problem(named(new WrapLabel, u"storeProblemLabel"_s)),
      m_test(named(new QPushButton(tr("Test")), u"storeDialogTestButton"_s)),
      m_add(named(new QPushButton(tr("Add")), u"storeDialogAddButton"_s))
{
    setObjectName(u"storeDialog"_s);
    setWindowTitle(tr("Add a store"));
    m_kind->addItem(tr("Folder of this computer"));
    m_kind->addItem(tr("Bucket of Amazon S3"), int(BucketForm::Service::Aws));
    m_kind->addItem(tr("Bucket of Alibaba Cloud OSS"), int(BucketForm::Service::Oss));
    m_kind->addItem(tr("Bucket of Huawei Cloud OBS"), int(BucketForm::Service::Obs));
    m_kind->addItem(tr("Bucket of another server that speaks S3"), int(BucketForm::Service::Generic));
    m_form->addRow(tr("Kind"), m_kind);
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Folder"), m_folderRow);
    m_form->addRow(m_folderHelp);
    m_steps->setFixedHeight(fontMetrics().height() * kTestRows * 3 / 2);
    m_steps->hide();
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, toneColor(Tone::Bad, red));
    m_problem->setPalette(red);
    m_problem->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_bucket);
    layout->addWidget(m_steps);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(makeButtons());
    connectAll();
    chooseKind();
    m_add->setDefault(true);
    m_folder->setFocus();
}

StoreDialog::StoreDialog(UiContext &context, const StoreView &store, QWidget *parent)
    : StoreDialog(context, parent)
{
    setWindowTitle(tr("Change store %1").arg(store.name));
    m_add->setText(tr("Save"));
    m_test->setToolTip(tr("Write, read, list and delete a small object there, before anything is kept"));
    m_named = true;
    m_name->setText(store.name);
    m_name->setEnabled(false);
    const bool bucket = !store.provider.isEmpty();
    const QVariant kind = bucket ? QVariant(int(BucketForm::serviceOf(store))) : QVariant();
    m_kind->setCurrentIndex(bucket ? m_kind->findData(kind) : 0);
    m_kind->setEnabled(false);
    if (bucket)
        m_bucket->fill(store);
    else
        m_folder->setText(shownFolder(store));
    m_folderHelp->setText(
        tr("Another folder has to hold the store's archives already: copy them there first. Nothing that "
           "lies there is changed."));
    m_known = store;
    review();
}

QWidget *StoreDialog::makeFolderRow()
{
    m_folder->setPlaceholderText(QDir::toNativeSeparators(QDir::home().filePath(u"phone-backups"_s)));
    auto *choose = named(new QToolButton, u"storeFolderButton"_s, tr("Choose a folder"));
    choose->setIcon(icon("folder"_L1));
    choose->setToolTip(choose->accessibleName());
    connect(choose, &QToolButton::clicked, this, &StoreDialog::chooseFolder);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(m_folder, 1);
    layout->addWidget(choose);
    return row;
}

QWidget *StoreDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    named(buttons->button(QDialogButtonBox::Cancel), u"storeCancelButton"_s)->setText(tr("Cancel"));
    buttons->addButton(m_test, QDialogButtonBox::ActionRole);
    buttons->addButton(m_add, QDialogButtonBox::ActionRole);
    m_test->setToolTip(tr("Write, read, list and delete a small object there, before the store is added"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void StoreDialog::connectAll()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, &StoreDialog::chooseKind);
    connect(m_name, &QLineEdit::textChanged, this, &StoreDialog::review);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_named = true; });
    connect(m_folder, &QLineEdit::textChanged, this, &StoreDialog::review);
    connect(m_bucket, &BucketForm::changed, this, &StoreDialog::review);
    connect(m_test, &QPushButton::clicked, this, &StoreDialog::test);
    connect(m_add, &QPushButton::clicked, this, &StoreDialog::save);
    connect(this, &QDialog::rejected, this, [this] { m_cancel.cancel(); });
    connect(m_trial, &StoreTrial::stepDone, m_steps, &StoreTestView::add);
    connect(m_trial, &StoreTrial::ended, this, [this](const QString &problem) {
        m_steps->end();
        m_steps->setVisible(problem.isEmpty());
        say(problem);
        review();
    });
}

bool StoreDialog::isBucket() const
{
    return m_kind->currentData().isValid();
}

void StoreDialog::chooseKind()
{
    if (isBucket())
        m_bucket->setService(BucketForm::Service(m_kind->currentData().toInt()));
    if (!m_named)
        m_name->setText(isBucket() ? u"cloud"_s : u"local"_s);
    m_form->setRowVisible(m_folderRow, !isBucket());
    m_form->setRowVisible(m_folderHelp, !isBucket());
    m_bucket->setVisible(isBucket());
    m_steps->hide();
    say({});
    review();
    adjustSize();
    resize(std::max(width(), fontMetrics().horizontalAdvance(u'n') * 72), height());
}

StoreSetup StoreDialog::setup() const
{
    StoreSetup setup = isBucket() ? m_bucket->setup() : StoreSetup();
    if (!isBucket())
        setup.url = m_known && m_folder->text() == shownFolder(*m_known)
                        ? m_known->url
                        : QDir::fromNativeSeparators(m_folder->text().trimmed());
    setup.name = m_name->text().trimmed();
    return setup;
}

QString StoreDialog::missing() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give the store a name.");
    if (isBucket())
        return m_bucket->missing();
    return m_folder->text().trimmed().isEmpty() ? tr("Name the folder.") : QString();
}

void StoreDialog::review()
{
    const QString lacking = missing();
    const bool ready = lacking.isEmpty() && !m_saving && !m_trial->isRunning();
    m_add->setEnabled(ready);
    m_test->setEnabled(ready);
    m_add->setToolTip(lacking);
}

void StoreDialog::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
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

void StoreDialog::test()
{
    say({});
    m_steps->begin(tr("Test"));
    m_steps->show();
    m_trial->start(setup());
    review();
}

void StoreDialog::save()
{
    m_saving = true;
    say({});
    review();
    const StoreSetup wanted = setup();
    m_cancel = m_context.engine.ask(
        EngineLink::Lane::Phones, this,
        [wanted, known = m_known.has_value()](Engine &engine, const CancelToken &cancel) {
            if (known)
                return engine.stores().change(wanted, cancel);
            makeStoreFolder(wanted);
            return engine.stores().add(wanted, cancel);
        },
        [this, name = wanted.name](const Result<StoreView> &store) {
            m_saving = false;
            review();
            if (!store) {
                say(userText(store.error()));
                return;
            }
            Q_EMIT saved(name);
            accept();
        });
}

} // namespace holdfast::ui
